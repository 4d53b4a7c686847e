import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { IdpSettings } from '../../src/core/connection/setup-guide.ts'
import type { Generation } from '../../src/core/domain/login.ts'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { latest, post, send } from '../support/harness.ts'
import { failedFindings } from '../support/response.ts'
import { type SignedIn, signIn } from './browser.ts'
import { CASES, type Case, FAILED_BY_GENERATION, FAILED_BY_START, SAMLP_CASES, SIMPLESAMLPHP_CASES } from './cases.ts'
import { PASSWORD, PEOPLE, type RealIdp } from './real-idp.ts'
import { startSamlp } from './samlp.ts'
import { startSimpleSamlPhp } from './simplesamlphp.ts'

const HEX = '0123456789abcdef0123456789abcdef'
const SIDS: Record<Generation, string> = { legacy: `AC${HEX}`, preview: `AC${HEX}`, enhanced: `JQ${HEX}` }
const RELAY_STATE = 'from here?a=1&b=ü'

/** Where a person begins. */
type Start = keyof typeof FAILED_BY_START
const START_URLS: Record<Start, (settings: IdpSettings, idp: RealIdp) => string> = {
  'the login link': ({ harness }) => `${harness.loginUrl}?${new URLSearchParams({ RelayState: RELAY_STATE })}`,
  "the IdP's portal": ({ harness }, idp) => idp.portalLink(harness.entityId, RELAY_STATE),
}
const STARTS = Object.keys(START_URLS) as Start[]
const GENERATIONS = Object.keys(SIDS) as Generation[]

const IDPS: [string, () => Promise<RealIdp>, Case[]][] = [
  ['SimpleSAMLphp', startSimpleSamlPhp, [...CASES, ...SIMPLESAMLPHP_CASES]],
  ['samlp', startSamlp, [...CASES, ...SAMLP_CASES]],
]

describe.each(IDPS)('%s', (_name, startIdp, cases) => {
  let idp: RealIdp
  let harness: FlexIamMock
  beforeAll(async () => {
    idp = await startIdp()
    harness = await startFlexIamMock()
  }, 60_000)
  afterAll(async () => {
    await idp?.[Symbol.asyncDispose]()
    await harness?.close()
  })

  describe.each(GENERATIONS)('%s', (generation) => {
    const sid = SIDS[generation]

    /** Each side gets the URL of the other's metadata, and no value is typed. */
    async function introduce({ wishes = {}, connection = {} }: Case): Promise<IdpSettings> {
      await harness.reset()
      const idpMetadata = await (await fetch(idp.metadataUrl)).text()
      const imported = await fetch(`${harness.url}/api/v1/connections/${sid}/metadata`, {
        method: 'POST',
        body: idpMetadata,
        headers: { 'content-type': 'application/xml' },
      })
      expect(imported.status).toBe(201)
      const door = generation === 'preview' ? { twilioSsoUrl: 'preview' } : {}
      await send(`${harness.url}/api/v1/connections/${sid}`, 'PATCH', { ...door, ...connection })
      const settings = (await (await fetch(`${harness.url}/api/v1/settings/${sid}`)).json()) as IdpSettings
      await idp.trust(settings.harness.metadataUrl, wishes)
      return settings
    }

    async function signInAt(start: Start, each: Case): Promise<SignedIn> {
      const settings = await introduce(each)
      const { person = 'agent' } = each
      const done = await signIn(START_URLS[start](settings, idp), { username: person, password: PASSWORD })
      expect(done.acs).toBe(settings.harness.acsUrl)
      return done
    }

    test.each(cases.flatMap((each) => STARTS.map((start) => [each.name, start, each] as const)))(
      '%s, begun at %s, gets the verdict and the findings it deserves',
      async (_case, start, each) => {
        const { answer, fields } = await signInAt(start, each)
        const report = await latest(harness)
        expect([answer.status, answer.headers.get('location')]).toEqual([303, `/logins/${report.id}`])
        expect(xmlOf(fields)).toMatch(each.sent ?? /Response/)
        if (each.signedBy !== undefined) {
          const { certificates } = (await harness.connections.find(sid)) ?? { certificates: [] }
          const signer = fingerprintOf(certificates[each.signedBy])
          expect(report.signatures.map(({ certificate }) => certificate?.sha256)).toEqual([signer, signer])
        }
        const failed = [
          each.failed,
          each.failedIn?.[generation],
          FAILED_BY_GENERATION[generation],
          FAILED_BY_START[start],
        ]
        expect({ outcome: report.outcome, failed: failedFindings(report) }).toEqual({
          outcome: each.outcome,
          failed: failed.flatMap((ids) => ids ?? []).sort(),
        })
        expect(report).toMatchObject({
          generation,
          initiatedBy: start === 'the login link' ? 'sp' : 'idp',
          relayState: RELAY_STATE,
        })
        const { full_name, email, roles } = PEOPLE[each.person ?? 'agent']
        const attributes = { full_name: full_name[0], email: email[0], roles: each.roles ?? roles }
        expect(await harness.workers.list()).toEqual(
          each.outcome === 'accepted'
            ? [expect.objectContaining({ attributes: expect.objectContaining(attributes) })]
            : [],
        )
      },
    )

    test.each(STARTS)(
      'a login begun at %s is not taken twice, and not when anything in it is changed',
      async (start) => {
        const { acs, fields } = await signInAt(start, { name: 'metadata alone', outcome: 'accepted' })
        await post(acs, fields)
        expect(failedFindings(await latest(harness))).toContain('assertion-not-replayed')
        await post(acs, { ...fields, SAMLResponse: promote(fields) })
        expect(failedFindings(await latest(harness))).toContain('response-signature-valid')
        expect((await harness.workers.find('agent@example.com'))?.attributes.roles).toEqual(['agent'])
      },
    )
  })
})

const fingerprintOf = (certificate = '') =>
  new X509Certificate(
    Buffer.from(certificate.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64'),
  ).fingerprint256.replaceAll(':', '')

const xmlOf = ({ SAMLResponse = '' }: SignedIn['fields']) => Buffer.from(SAMLResponse, 'base64').toString()

/** The message with another role in it. */
function promote(fields: SignedIn['fields']): string {
  const xml = xmlOf(fields)
  expect(xml).toContain('>agent<')
  return Buffer.from(xml.replace('>agent<', '>admin<')).toString('base64')
}
