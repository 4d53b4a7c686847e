import { expect, test } from '@jest/globals'
import { checkResponse } from '../../src/index.ts'
import { reportOf } from '../support/fixture-cases.ts'
import { loadFixture } from '../support/fixtures.ts'
import {
  ACCOUNT,
  ACS,
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

const claims = GENUINE.claims as Record<string, string[]>
const { roles: _, ...WITHOUT_ROLES } = claims

const UNFIT = [
  ['for another tenant', confirmation({ recipient: ACS.replace(ACCOUNT, `AC${'f'.repeat(32)}`) })],
  ['that has expired', confirmation({ notOnOrAfter: '2026-12-01T09:00:00Z' })],
  ['that begins tomorrow', confirmation({ extra: ' NotBefore="2026-12-02T00:00:00Z"' })],
  ['for another request', confirmation({ extra: ' InResponseTo="_other"' })],
  ['of another method', confirmation().replace('cm:bearer', 'cm:sender-vouches')],
] as const

test.each(UNFIT)('a confirmation %s does not matter next to a valid one', async (_what, unfit) => {
  const late = confirmation({ notOnOrAfter: '2026-12-01T09:58:00Z' }) // within the tolerance
  expect(failedErrors(await judge({ confirmation: unfit + late }))).toEqual([])
  expect(failedErrors(await judge({ confirmation: late + unfit }))).toEqual([])
})

test.each<[what: string, changes: Partial<ResponseParts>, failed: string[], silent: string | null]>([
  [
    'the same wrong Issuer twice',
    { issuer: 'urn:other', assertionIssuer: 'urn:other' },
    ['response-issuer-matches'],
    'assertion-issuer-matches',
  ],
  [
    'two wrong Issuers',
    { issuer: 'urn:other', assertionIssuer: 'urn:another' },
    ['response-issuer-matches', 'assertion-issuer-matches'],
    null,
  ],
  [
    'a time that is none',
    { conditions: conditions({ notOnOrAfter: 'never' }) },
    ['schema-is-valid'],
    'not-on-or-after-ahead',
  ],
  ['no Version', { before: (xml) => xml.replace(' Version="2.0"', '') }, ['version-is-2-0'], 'schema-is-valid'],
  [
    'no Version and an element out of place',
    {
      before: (xml) => xml.replace(' Version="2.0"', '').replace('<saml:Conditions', '<saml:Unknown/><saml:Conditions'),
    },
    ['schema-is-valid', 'version-is-2-0'],
    null,
  ],
])('%s: one cause gives one failed error', async (_what, changes, failed, silent) => {
  const report = await judge(changes)
  expect(failedErrors(report)).toEqual(failed)
  expect(report.outcome).toBe('rejected')
  const echo = report.findings.find(({ id }) => id === silent)
  expect(echo ?? null).toEqual(
    silent && expect.objectContaining({ status: 'not-run', blockedBy: failed[0], fix: null }),
  )
})

const REFUSED = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>'

test.each([
  ['an element out of place', REFUSED, ['schema-is-valid', 'status-is-success']],
  ['no element out of place', `${REFUSED}<samlp:StatusCode Value="again"/>`, ['status-is-success']],
])('a refusal by the IdP does not hide the faults of a response with %s', async (what, status, expected) => {
  const stray = what.startsWith('no') ? '' : '<saml:Issuer>again</saml:Issuer>'
  const before = (xml: string) => xml.replace('<samlp:Status>', `${stray}<samlp:Status>`)
  const report = await judge({ status, before, sign: ['Assertion'] }, { signaturePolicy: 'assertion' })
  expect(failedErrors(report).sort()).toEqual(expected)
})

test('a wrong version does not hide a fault whose value mentions versions', async () => {
  const before = (xml: string) => xml.replace(/IssueInstant="[^"]*"/, `IssueInstant="it, attribute 'Version'"`)
  const report = await judge({ version: '1.1', before })
  expect(failedErrors(report)).toEqual(expect.arrayContaining(['version-is-2-0', 'schema-is-valid']))
})

test('a response without a status has one failed error', async () => {
  const before = (xml: string) => xml.replace(/<samlp:Status>.*<\/samlp:Status>/, '')
  expect(failedErrors(await judge({ before }))).toEqual(['status-is-success'])
})

test('roles of the wrong type cause one failed error', async () => {
  const report = await judge({ claims: { ...WITHOUT_ROLES, 'roles.int': ['agent'] } })
  expect(failedErrors(report)).toEqual(['claim-types-parse'])
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

test('checks that depend on a foreign key do not run', async () => {
  const { settings, samlResponse } = loadFixture('checks/signing-certificate-is-configured')
  const { findings } = await checkResponse(samlResponse, settings)
  const blocked = findings.filter(({ blockedBy }) => blockedBy === 'signing-certificate-is-configured')
  expect(blocked.map(({ id }) => id)).toEqual([
    'response-signature-valid',
    'assertion-signature-valid',
    'claims-are-covered-by-signature',
    'signing-certificate-in-validity',
    'signing-key-is-strong',
  ])
})

test('an unknown key without a certificate counts as not configured', async () => {
  const report = await judge({ key: foreignKey() })
  expect(failedErrors(report)).toEqual(['signing-certificate-is-configured'])
})

test.each(['xs:boolean', 'unknown:type', 'string'])('the xsi:type %s of a value rejects nothing', async (type) => {
  const typed = `<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="${type}">`
  const report = await judge({ before: (xml) => xml.replace('<saml:AttributeValue>', typed) })
  expect(report.outcome).toBe('accepted')
  expect(report.findings.find(({ id }) => id === 'schema-is-valid')?.because).toMatch(/^Ignored/)
})

test('an id inside a value is not an ID of the message, unless it repeats one', async () => {
  const inside = (id: string) => (xml: string) =>
    xml.replace('Ada Lovelace', `<b xmlns="urn:x" id="${id}">Ada Lovelace</b>`)
  expect((await judge({ before: inside('1') })).outcome).toBe('accepted')
  expect(failedErrors(await judge({ before: inside('_assertion') }))).toEqual(['ids-are-unique'])
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

test('Twilio would answer with the words of java-saml', async () => {
  const issuer = await judge({ assertionIssuer: 'https://other.example.com' })
  expect(issuer.twilioError).toEqual({
    status: 401,
    code: 70004,
    flexErrorCode: null,
    message:
      "authentication failed: Invalid issuer in the Assertion/Response. Was 'https://other.example.com', but expected 'https://idp.example.com/metadata'",
    confidence: 'observed',
  })
  const unconfigured = reportOf('checks/tenant-is-configured')
  expect(unconfigured.twilioError).toMatchObject({ status: 403, code: 70251 })
  expect((await judge({ claims: WITHOUT_ROLES })).twilioError).toMatchObject({
    status: 400,
    code: 70252,
    flexErrorCode: 45050,
  })
  expect((await judge({ claims: { ...claims, 'skill.int': ['a'] } })).twilioError).toMatchObject({
    status: 400,
    code: null,
  })
  expect((await judge({ after: () => 'nothing' })).twilioError).toMatchObject({ status: 400, code: 70002 })
  expect((await judgeEnhanced({ claims: WITHOUT_ROLES })).twilioError).toMatchObject({ status: 400, code: null })
})
