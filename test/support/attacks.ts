import { readFileSync } from 'node:fs'
import { untouchedIn } from '../../src/app/selftest/rules.ts'
import { assertionSignatureOf, assertionTextOf, responseSignatureOf } from '../../src/core/mutations/attacks/edit.ts'
import type { Attack } from './attacks/attack.ts'
import { BOMB } from './attacks/bomb.ts'
import { CANONICALISATION } from './attacks/canonicalisation.ts'
import { CLAIM_NAME } from './attacks/claim-name.ts'
import { CLAIM_VALUE } from './attacks/claim-value.ts'
import { COMMENT } from './attacks/comment.ts'
import { DOCTYPE } from './attacks/doctype.ts'
import { ENCODING } from './attacks/encoding.ts'
import { FOREIGN } from './attacks/foreign-key.ts'
import { FOREIGN_KEY_INFO } from './attacks/foreign-key-info.ts'
import { IDENTIFIER } from './attacks/identifier.ts'
import { LOOK_ALIKE } from './attacks/look-alike.ts'
import { MALFORMED } from './attacks/malformed.ts'
import { PROTOCOL_CONDITIONS } from './attacks/protocol-conditions.ts'
import { PROTOCOL_ENVELOPE } from './attacks/protocol-envelope.ts'
import { PROTOCOL_SHAPE } from './attacks/protocol-shape.ts'
import { PROTOCOL_SUBJECT } from './attacks/protocol-subject.ts'
import { REFERENCE } from './attacks/reference.ts'
import { STRIPPING } from './attacks/stripping.ts'
import { STRUCTURES } from './attacks/structure.ts'
import { TAMPERING } from './attacks/tampering.ts'
import { TRANSFORM } from './attacks/transform.ts'
import { TRANSFORM_METHOD } from './attacks/transform-method.ts'
import { WRAPPING } from './attacks/wrapping.ts'
import { WRAPPING_PLACES } from './attacks/wrapping-places.ts'
import { disagreementLines } from './disagreements.ts'
import { loadFixture, xmlOf } from './fixtures.ts'

/** Every forged message of fixtures/attacks. */
export const ATTACKS: Attack[] = [
  ...WRAPPING,
  ...WRAPPING_PLACES,
  ...STRIPPING,
  ...FOREIGN,
  ...FOREIGN_KEY_INFO,
  ...TAMPERING,
  ...DOCTYPE,
  ...COMMENT,
  ...STRUCTURES,
  ...PROTOCOL_ENVELOPE,
  ...PROTOCOL_SUBJECT,
  ...PROTOCOL_CONDITIONS,
  ...PROTOCOL_SHAPE,
  ...ENCODING,
  ...MALFORMED,
  ...CLAIM_NAME,
  ...CLAIM_VALUE,
  ...REFERENCE,
  ...BOMB,
  ...CANONICALISATION,
  ...LOOK_ALIKE,
  ...TRANSFORM,
  ...TRANSFORM_METHOD,
  ...IDENTIFIER,
]

/** The path of an attack below fixtures/. */
export const fileOf = ({ class: folder, name }: Attack) => `attacks/${folder}/${name}.response`

/** The XML that the attacker sends. */
export const forge = ({ base, mutate }: Attack) => mutate(xmlOf(loadFixture(`responses/${base}`)))

/** The genuine signature that a live attack reuses. */
export function genuineSignatureOf({ base, policy }: Attack): string {
  const xml = xmlOf(loadFixture(`responses/${base}`))
  const onlyAssertion = policy === 'assertion' || !xml.replace(assertionTextOf(xml), '').includes('SignatureValue')
  return onlyAssertion ? assertionSignatureOf(xml) : responseSignatureOf(xml)
}

/** Whether the assertion of the base is still in place as it was signed: a wrapping may have moved it. */
function isAssertionUntouched(sent: string | Buffer, { class: folder, base }: Attack): boolean {
  return folder !== 'wrapping' && untouchedIn(xmlOf(loadFixture(`responses/${base}`)), sent).assertionUntouched
}

/** The header of a captured response; none of the used bases has a name twice. */
function headerOf(base: string): Map<string, string> {
  const text = readFileSync(new URL(`../../fixtures/responses/${base}.response`, import.meta.url), 'utf8')
  const lines = text.slice(0, text.indexOf('\n\n')).split('\n')
  return new Map(lines.map((line) => [line.split(':')[0] ?? '', line.replace(/^[a-z-]+: ?/, '')]))
}

const KEPT = ['account', 'connection', 'generation', 'idp-issuer']

/** What is said of the base for reasons of its own, forged or not: of its door, of the response, and of its claims. */
const RECOMMENDATIONS = {
  door: ['endpoint-is-current'],
  response: ['idp-initiated-has-redirect-url'],
  claims: ['claims-are-only-what-flex-needs'],
}
const UNREADABLE = [
  'response-within-size-limit',
  'response-field-present',
  'response-is-base64',
  'xml-has-no-doctype',
  'xml-within-limits',
  'xml-is-well-formed',
  'document-is-saml-response',
]
const WITHOUT_CLAIMS = ['one-assertion', 'assertion-not-encrypted']

/** The part of the base's advice that can still be given, when nothing stops the message from being read before. */
function adviceFor({ expectFail }: Attack, header: Map<string, string>): string[] {
  const stopped = (ids: string[]) => ids.some((id) => expectFail.includes(id))
  const readable = stopped(UNREADABLE) ? [] : RECOMMENDATIONS.response
  const claims = stopped([...UNREADABLE, ...WITHOUT_CLAIMS]) ? [] : RECOMMENDATIONS.claims
  const said = header.get('expect-fail')?.split(' ') ?? []
  return [...RECOMMENDATIONS.door, ...readable, ...claims].filter((id) => said.includes(id))
}

const RESIGNED = '../../keys/insecure-idp.crt'

/** Writes an attack as a bundle, to be judged as the captured response was. */
export function writeAttack(attack: Attack): string {
  const { base, what, policy, expectFail } = attack
  const header = headerOf(base)
  const [family = ''] = base.split('/')
  const sent = forge(attack)
  const base64 = Buffer.from(sent).toString('base64')
  return [
    ...KEPT.filter((name) => header.has(name)).map((name) => `${name}: ${header.get(name)}`),
    `idp-certificate: ${attack.resigned ? RESIGNED : `../../responses/${family}/${header.get('idp-certificate')}`}`,
    ...(policy ? [`signature-policy: ${policy}`] : []),
    `now: ${header.get('now')}`,
    `comment: ${base}: ${what}`,
    'expect: rejected',
    `expect-fail: ${[...new Set([...expectFail, ...adviceFor(attack, header)])].sort().join(' ')}`,
    ...disagreementLines({
      file: fileOf(attack),
      expectFail: [...expectFail, ...(attack.echoes ?? [])],
      assertionUntouched: isAssertionUntouched(sent, attack),
    }),
    '',
    attack.field ? attack.field(base64) : base64,
    '',
  ].join('\n')
}
