import { expect, test } from '@jest/globals'
import type { CheckResponseSettings } from '../../src/index.ts'
import {
  ACCOUNT,
  ACS,
  authnStatement,
  conditions,
  confirmation,
  failedErrors,
  faultsOf,
  foreignKey,
  GENUINE,
  judge,
  judgeEnhanced,
  type ResponseParts,
} from '../support/response.ts'

type Case = [id: string, changes: Partial<ResponseParts>, settings?: Partial<CheckResponseSettings>]
const claims = GENUINE.claims as Record<string, string[]>
const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name))
const DENIED = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>'

const named = (cases: Case[]) => cases.map(([id, changes, settings = {}]) => ({ id, changes, settings }))

/** One change, one failing error: the root cause and nothing that follows from it. */
const ERRORS: Case[] = [
  ['tenant-is-configured', {}, { certificates: [] }],
  [
    'document-is-saml-response',
    { before: (xml) => xml.replaceAll('samlp:Response', 'samlp:LogoutResponse'), sign: [] },
  ],
  ['xml-has-no-doctype', { after: (xml) => `<!DOCTYPE a>${xml}` }],
  [
    'xml-within-limits',
    { after: (xml) => xml.replace('</samlp:Response>', `${'<a>'.repeat(70)}${'</a>'.repeat(70)}</samlp:Response>`) },
  ],
  ['xml-is-well-formed', { after: (xml) => xml.slice(0, -3) }],
  ['schema-is-valid', { before: (xml) => xml.replace('<saml:Conditions', '<saml:Unknown/><saml:Conditions') }],
  ['ids-are-xml-names', { id: '00ed9a13-1c1c-4c1c-8c1c-00ed9a131c1c' }],
  ['ids-are-unique', { id: '_assertion' }],
  ['version-is-2-0', { version: '1.1' }],
  ['status-is-success', { status: DENIED }],
  ['one-assertion', { before: (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/, ''), sign: ['Response'] }],
  ['response-issuer-matches', { issuer: 'https://other.example.com' }],
  ['assertion-issuer-matches', { assertionIssuer: 'https://other.example.com' }],
  ['destination-matches-acs', { destination: `${ACS}/` }],
  ['response-is-signed', { sign: ['Assertion'] }],
  ['assertion-is-signed', { sign: ['Response'] }],
  ['signature-structure-is-safe', { after: (xml) => xml.replace('URI="#_response"', 'URI=""') }],
  [
    'response-signature-valid',
    { after: (xml) => xml.replace('IssueInstant="2026-12-01T09:59:30Z"', 'IssueInstant="2026-12-01T09:59:31Z"') },
  ],
  ['subject-has-name-id', { nameId: null }],
  ['name-id-within-limit', { nameId: 'a'.repeat(65) }],
  ['sp-name-qualifier-matches', { nameIdAttributes: ' SPNameQualifier="urn:other"' }],
  ['subject-confirmation-is-bearer', { confirmation: confirmation().replace('cm:bearer', 'cm:sender-vouches') }],
  ['recipient-matches-acs', { confirmation: confirmation({ recipient: ACS.replace(ACCOUNT, `AC${'f'.repeat(32)}`) }) }],
  ['subject-confirmation-in-time', { confirmation: confirmation({ notOnOrAfter: '2026-12-01T09:57:00Z' }) }],
  ['subject-in-response-to-matches', { confirmation: confirmation({ extra: ' InResponseTo="_other"' }) }],
  ['conditions-are-present', { conditions: '' }],
  ['not-before-reached', { conditions: conditions({ notBefore: '2026-12-01T10:03:01Z' }) }],
  ['not-on-or-after-ahead', { conditions: conditions({ notOnOrAfter: '2026-12-01T09:57:00Z' }) }],
  ['audience-names-entity-id', { conditions: conditions({ audience: ACS }) }],
  ['authn-statement-is-present', { authnStatement: '' }],
  ['session-not-over', { authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T09:57:00Z"') }],
  ['claim-full-name-is-present', { claims: without('full_name') }],
  ['claim-email-is-present', { claims: { ...claims, email: [''] } }],
  ['claim-roles-is-present', { claims: without('roles') }],
  ['roles-name-a-flex-role', { claims: { ...claims, roles: ['Agent'] } }],
  ['claims-are-not-repeated', { claims: [...Object.entries(claims), ['email', ['b@example.com']]] }],
  ['claim-types-parse', { claims: { ...claims, 'skill.int': ['1.23'] } }],
  ['claim-types-parse', { claims: { ...without('roles'), 'roles.int': ['agent'] } }],
  ['attributes-within-limit', { claims: { ...claims, about: ['x'.repeat(4_000)] } }],
]

test.each(named(ERRORS))('$id fails alone where only it is wrong', async ({ id, changes, settings }) => {
  const report = await judge(changes, settings)
  expect(failedErrors(report)).toEqual([id])
  expect(report.outcome).toBe('rejected')
  expect(report.worker).toBeNull()
  const finding = report.findings.find((each) => each.id === id)
  expect(finding).toMatchObject({ expected: expect.any(String), received: expect.any(String), fix: expect.any(String) })
})

const UNFIT = [
  ['for another tenant', confirmation({ recipient: ACS.replace(ACCOUNT, `AC${'f'.repeat(32)}`) })],
  ['that has expired', confirmation({ notOnOrAfter: '2026-12-01T09:00:00Z' })],
  ['that begins tomorrow', confirmation({ extra: ' NotBefore="2026-12-02T00:00:00Z"' })],
  ['for another request', confirmation({ extra: ' InResponseTo="_other"' })],
  ['of another method', confirmation().replace('cm:bearer', 'cm:sender-vouches')],
] as const

test.each(UNFIT)('a confirmation %s does no harm beside one that holds', async (_what, unfit) => {
  const late = confirmation({ notOnOrAfter: '2026-12-01T09:58:00Z' }) // within the tolerance
  expect(failedErrors(await judge({ confirmation: unfit + late }))).toEqual([])
  expect(failedErrors(await judge({ confirmation: late + unfit }))).toEqual([])
})

test('the genuine response passes every check', async () => {
  const report = await judge()
  expect(faultsOf(report)).toEqual([])
  expect(report.findings.filter(({ status }) => !['pass', 'not-applicable', 'fail'].includes(status))).toEqual([])
  expect(report.flexVerdict).toBe('accepted')
  expect(report.worker?.attributes).toEqual({
    full_name: 'Ada Lovelace',
    email: 'ada@example.com',
    roles: ['agent'],
    contact_uri: 'client:ada_40example_2Ecom',
  })
})

test('a foreign key is named as such, and what hangs on it does not run', async () => {
  const { publicKeyCertificate, privateKey } = await foreignCertificate()
  const embed = (xml: string) =>
    xml.replaceAll(
      '</ds:SignatureValue>',
      `</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${publicKeyCertificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
    )
  const report = await judge({ key: privateKey, after: embed })
  expect(failedErrors(report)).toEqual(['signing-certificate-is-configured'])
  const blocked = report.findings
    .filter(({ blockedBy }) => blockedBy === 'signing-certificate-is-configured')
    .map(({ id }) => id)
  expect(blocked).toEqual(
    expect.arrayContaining([
      'response-signature-valid',
      'assertion-signature-valid',
      'claims-are-covered-by-signature',
    ]),
  )
})

test('a key that nobody knows and no certificate tells of fails both signatures', async () => {
  const report = await judge({ key: foreignKey() })
  expect(failedErrors(report)).toEqual(['response-signature-valid', 'assertion-signature-valid'])
})

/** The other captured IdPs' certificates serve as foreign ones; their private keys are not needed to embed them. */
async function foreignCertificate() {
  const { loadFixture } = await import('../support/fixtures.ts')
  const pem = loadFixture('responses/entra/both').settings.certificates[0] ?? ''
  return { publicKeyCertificate: pem.replace(/-----[A-Z ]+-----|\s/g, ''), privateKey: foreignKey() }
}

const EIGHT_HOURS_LESS = authnStatement(' SessionNotOnOrAfter="2026-12-01T17:59:29Z"')
const GUID = '0f0e0d0c-1111-4222-8333-444455556666'

const WARNINGS: Case[] = [
  ['destination-is-present', { destination: null }],
  ['idp-initiated-has-redirect-url', { inResponseTo: null, confirmation: confirmation({ extra: '' }) }],
  [
    'issue-instant-plausible',
    { before: (xml) => xml.replace(/IssueInstant="[^"]*"/, 'IssueInstant="2026-11-29T09:00:00Z"') },
  ],
  ['name-id-is-stable', { nameIdAttributes: ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"' }],
  ['session-is-long-enough', { authnStatement: EIGHT_HOURS_LESS }],
  ['contact-uri-is-not-set', { claims: { ...claims, contact_uri: ['sip:ada@example.com'] } }],
  ['team-claims-are-usable', { claims: { ...claims, team_member: ['North', 'South'] } }],
  ['groups-are-readable', { claims: { ...claims, groups: [GUID] } }],
  ['claims-are-only-what-flex-needs', { claims: { ...claims, is_portal_user: ['false'] } }],
  ['relay-state-is-usable', {}, { relayState: 'https://elsewhere.example.com/' }],
  ['signature-algorithm-is-strong', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
  ['digest-algorithm-is-strong', { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }],
  ['signing-certificate-in-validity', { ...at('2020-01-01T00:00:00Z') }, { now: '2020-01-01T00:00:00Z' }],
  [
    'audience-is-present',
    { conditions: conditions().replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') },
  ],
  ['roles-are-known', { claims: { ...claims, roles: ['agent', 'janitor'] } }],
  ['roles-are-spelled-right', { claims: { ...claims, roles: ['agent', 'Supervisor'] } }],
  ['claims-have-no-namespace', { claims: { ...claims, 'http://schemas.example.com/mail': ['a'] } }],
]

/** The parts of a response that is in time at another time. */
function at(now: string): Partial<ResponseParts> {
  const later = now.replace('T00:00:00Z', 'T00:05:00Z')
  return {
    confirmation: confirmation({ notOnOrAfter: later }),
    conditions: conditions({ notBefore: now, notOnOrAfter: later }),
    before: (xml) => xml.replaceAll(/IssueInstant="[^"]*"/g, `IssueInstant="${now}"`),
  }
}

test.each(named(WARNINGS))('$id warns, and changes nothing', async ({ id, changes, settings }) => {
  const report = await judge(changes, settings)
  expect(faultsOf(report)).toEqual([id])
  expect(report.outcome).toBe('accepted')
})

test.each<[string, Partial<ResponseParts>]>([
  ['subject-confirmation-is-bearer', { confirmation: confirmation().replace('cm:bearer', 'cm:sender-vouches') }],
  ['schema-is-valid', { before: (xml) => xml.replace('<saml:Conditions', '<saml:Unknown/><saml:Conditions') }],
  ['ids-are-xml-names', { id: '00ed9a13-1c1c-4c1c-8c1c-00ed9a131c1c' }],
  ['authn-statement-is-present', { authnStatement: '' }],
])('%s does not refuse an enhanced login', async (id, changes) => {
  const fixed = changes.confirmation
    ? {
        confirmation: changes.confirmation.replace(
          ACS,
          'https://login.flex.us1.twilio.com/login/callback?connection=JQ0123456789abcdef0123456789abcdef',
        ),
      }
    : {}
  const report = await judgeEnhanced({ ...changes, ...fixed })
  expect(faultsOf(report)).toEqual([id])
  expect(report.outcome).toBe('accepted')
})

test.each(['xs:boolean', 'unknown:type', 'string'])('the xsi:type %s of a value refuses nothing', async (type) => {
  const typed = `<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="${type}">`
  const report = await judge({ before: (xml) => xml.replace('<saml:AttributeValue>', typed) })
  expect(report.outcome).toBe('accepted')
  expect(report.findings.find(({ id }) => id === 'schema-is-valid')?.because).toMatch(/^Passed over/)
})

test('an id inside a value is no ID of the message, unless it repeats one', async () => {
  const inside = (id: string) => (xml: string) =>
    xml.replace('Ada Lovelace', `<b xmlns="urn:x" id="${id}">Ada Lovelace</b>`)
  expect((await judge({ before: inside('1') })).outcome).toBe('accepted')
  expect(failedErrors(await judge({ before: inside('_assertion') }))).toEqual(['ids-are-unique'])
})

test('an enhanced login without audience is refused, a legacy one is not', async () => {
  const open = conditions().replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '')
  expect(failedErrors(await judgeEnhanced({ conditions: open }))).toEqual(['audience-names-entity-id'])
  expect((await judge({ conditions: open })).outcome).toBe('accepted')
})

test.each([
  ['both', ['Response'], ['assertion-is-signed'], 'accepted'],
  ['both', ['Assertion'], ['response-is-signed'], 'unknown'],
  ['both', [], ['response-is-signed', 'assertion-is-signed'], 'rejected'],
  ['response', ['Response'], [], 'accepted'],
  ['response', ['Assertion'], ['response-is-signed'], 'unknown'],
  ['assertion', ['Assertion'], [], 'unknown'],
  ['either', ['Assertion'], [], 'unknown'],
  ['either', ['Response'], [], 'accepted'],
  ['either', [], ['response-is-signed'], 'rejected'],
] as const)(
  'policy %s with signatures %j fails %j, and Flex would say %s',
  async (signaturePolicy, sign, failed, flexVerdict) => {
    const report = await judge({ sign: [...sign] }, { signaturePolicy })
    expect(failedErrors(report)).toEqual(failed)
    expect(report.flexVerdict).toBe(flexVerdict)
  },
)

test.each(['both', 'response', 'assertion', 'either'] as const)(
  'a signature that is present but invalid fails under policy %s',
  async (signaturePolicy) => {
    const after = (xml: string) =>
      xml.replace('IssueInstant="2026-12-01T09:59:30Z"', 'IssueInstant="2026-12-01T09:59:31Z"')
    expect(failedErrors(await judge({ after }, { signaturePolicy }))).toEqual(['response-signature-valid'])
  },
)

test('Twilio would answer in the words of java-saml', async () => {
  const issuer = await judge({ assertionIssuer: 'https://other.example.com' })
  expect(issuer.twilioError).toEqual({
    status: 401,
    code: 70004,
    flexErrorCode: null,
    message:
      "authentication failed: Invalid issuer in the Assertion/Response. Was 'https://other.example.com', but expected 'https://idp.example.com/metadata'",
    confidence: 'observed',
  })
  expect((await judge({}, { certificates: [] })).twilioError).toMatchObject({ status: 403, code: 70251 })
  expect((await judge({ claims: without('roles') })).twilioError).toMatchObject({
    status: 400,
    code: 70252,
    flexErrorCode: 45050,
  })
  expect((await judge({ claims: { ...claims, 'skill.int': ['a'] } })).twilioError).toMatchObject({
    status: 400,
    code: null,
  })
  expect((await judge({ after: () => 'nothing' })).twilioError).toMatchObject({ status: 400, code: 70002 })
  expect((await judgeEnhanced({ claims: without('roles') })).twilioError).toMatchObject({ status: 400, code: null })
})
