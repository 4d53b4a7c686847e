import type { AttributeValue } from '../../src/core/domain/worker.ts'
import { ATTRIBUTES } from './benign/attribute.ts'
import { BASE64 } from './benign/base64.ts'
import type { Benign, Claims } from './benign/benign.ts'
import { CANONICALISATION } from './benign/canonicalisation.ts'
import { DOCUMENTS } from './benign/document.ts'
import { NAMESPACES } from './benign/namespace.ts'
import { PROTOCOL } from './benign/protocol.ts'
import { SIGNATURES } from './benign/signature.ts'
import {
  certificateOf,
  ORDINARY,
  placeSignature,
  SIGNED,
  type SignatureForm,
  type Signed,
} from './benign/signature-form.ts'
import { VALUES } from './benign/value.ts'
import { digestOf, signatureOf } from './benign/xmlsec.ts'
import { disagreementLines } from './disagreements.ts'
import { plainAttributes } from './plain-attributes.ts'
import { ACCOUNT, CONNECTION, ENHANCED, GENUINE, ISSUER, NOW, writeXml } from './response.ts'

/** Every unusual and genuine message of fixtures/benign. */
export const BENIGN: Benign[] = [
  ...NAMESPACES,
  ...CANONICALISATION,
  ...BASE64,
  ...DOCUMENTS,
  ...VALUES,
  ...ATTRIBUTES,
  ...PROTOCOL,
  ...SIGNATURES,
]

/** The path of a message below fixtures/. */
export const fileOf = ({ class: folder, name }: Benign) => `benign/${folder}/${name}.response`

/** The claims as the IdP means them. */
export function claimsOf({ claims = [] }: Benign): Claims {
  const usual = Object.entries(GENUINE.claims as Record<string, string[]>)
  return [...usual.filter(([name]) => !claims.some(([other]) => other === name)), ...claims]
}

/** What the worker holds after the login, but for the contact_uri that Flex makes itself. */
export function attributesOf(benign: Benign): Record<string, AttributeValue> {
  const { attributes, claims = [] } = benign
  if (attributes === undefined) return plainAttributes(claimsOf(benign))
  const usual = claimsOf(benign).filter(([name]) => !claims.some(([other]) => other === name))
  return { ...plainAttributes(usual), ...attributes }
}

/** The NameID as the IdP means it. */
export const nameIdOf = ({ parts }: Benign) => parts?.nameId ?? GENUINE.nameId

const formOf = ({ signature, responseSignature }: Benign, over: Signed): SignatureForm => ({
  ...ORDINARY,
  ...signature,
  ...(over === 'Response' ? responseSignature : {}),
})

/** The message with a slot for each value of a signature. */
function templateOf(benign: Benign): string {
  const { enhanced, parts, edit = (xml) => xml, wrap = (base64) => base64 } = benign
  const all = { ...GENUINE, ...(enhanced ? ENHANCED : {}), ...parts, claims: claimsOf(benign) }
  const placed = SIGNED.filter((over) => all.sign.includes(over)).reduce((xml, over) => {
    const form = formOf(benign, over)
    const certificate = wrap(certificateOf(form.key))
    return placeSignature(xml, over, { ...form, keyInfo: form.keyInfo?.replace('{certificate}', certificate) ?? null })
  }, writeXml(all))
  return edit(placed)
}

/** The base64 of each value of the signatures, by the name of its slot. */
type SignatureValues = Record<string, string>

const SLOT = /\{((?:digest|signature) of \w+)\}/

const fill = (template: string, values: SignatureValues, { wrap = (base64) => base64 }: Benign) =>
  template.replace(new RegExp(SLOT, 'g'), (_, slot) => wrap(values[slot] ?? 'AAAA'))

/** Signs a message, the Assertion first; xmlsec1 says what the bytes are. */
export function signBenign(benign: Benign): SignatureValues {
  const template = templateOf(benign)
  const values: SignatureValues = {}
  for (const over of SIGNED.filter((each) => template.includes(`{digest of ${each}}`))) {
    const form = formOf(benign, over)
    values[`digest of ${over}`] = digestOf(fill(template, values, benign), over, form)
    values[`signature of ${over}`] = signatureOf(fill(template, values, benign), over, form)
  }
  return values
}

/** The values of the signatures in a message; null when it is not what its row makes. */
export function readSignatureValues(benign: Benign, xml: string): SignatureValues | null {
  const values: SignatureValues = {}
  let at = 0
  for (const [index, part] of templateOf(benign).split(SLOT).entries()) {
    const isSlot = index % 2 === 1
    const end = isSlot ? xml.indexOf('<', at) : at + part.length
    const found = xml.slice(at, end)
    if (isSlot) values[part] = bare(found)
    else if (found !== part) return null
    at = end
  }
  return at === xml.length ? values : null
}

const bare = (wrapped: string) => wrapped.replace(/&#(13|xD);|\s/g, '')

function writeBody(benign: Benign, values: SignatureValues): string {
  const { field = (base64) => base64, relayState } = benign
  const written = field(Buffer.from(fill(templateOf(benign), values, benign)).toString('base64'))
  const state = relayState === undefined ? '' : `&RelayState=${encodeURIComponent(relayState)}`
  return isForm(benign) ? `SAMLResponse=${encodeURIComponent(written)}${state}` : written
}

/** Some fields cannot be written into a file of lines as they are. */
const isForm = ({ field, relayState }: Benign) =>
  relayState !== undefined || /[\r ]/.test(field?.('A'.repeat(80)) ?? '')

/** Writes a message as a bundle. */
export function writeBenign(benign: Benign, values: SignatureValues): string {
  const { enhanced, policy, warnings = [] } = benign
  const configured = benign.configured ?? [formOf(benign, 'Assertion').key]
  const failed = [...(enhanced ? [] : ['endpoint-is-current']), ...warnings].sort()
  return [
    enhanced ? `connection: ${CONNECTION}` : `account: ${ACCOUNT}`,
    `idp-issuer: ${ISSUER}`,
    ...configured.map((key) => `idp-certificate: ../../keys/${key}.crt`),
    ...(policy ? [`signature-policy: ${policy}`] : []),
    `now: ${NOW}`,
    ...(isForm(benign) ? ['encoding: form'] : []),
    `comment: ${benign.what}`,
    'expect: accepted',
    ['expect-fail:', ...failed].join(' '),
    ...disagreementLines({ file: fileOf(benign), expectFail: failed }),
    '',
    writeBody(benign, values),
    '',
  ].join('\n')
}
