import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { base64OfPem } from '../../src/core/domain/pem.ts'
import { inAssertion } from '../../src/core/mutations/attacks/edit.ts'
import { x509Data } from '../../src/core/mutations/attacks/forge-signature.ts'
import { checkResponse, type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { FOREIGN_CERTIFICATE, forgeBoth, forgeSignature } from '../support/attacks/forge.ts'
import { fileWith, runCli } from '../support/cli.ts'
import { pathOf } from '../support/fixtures.ts'
import { send } from '../support/harness.ts'
import {
  ACCOUNT,
  ACS,
  AUDIENCE,
  failedErrors,
  GENUINE,
  IDP_CERTIFICATE,
  IDP_KEY,
  NOW,
  writeXml,
} from '../support/response.ts'

const IDP = { key: IDP_KEY, keyInfo: x509Data(base64OfPem(IDP_CERTIFICATE)) }
const XML = writeXml(GENUINE)
const WRONG_AUDIENCE = forgeBoth(XML.replace(`>${AUDIENCE}<`, '>urn:else<'), IDP)
const field = (xml: string) => Buffer.from(xml).toString('base64')
const GENUINE_FIELD = field(forgeBoth(XML, IDP))
const SHA256 = new X509Certificate(IDP_CERTIFICATE).fingerprint256.replaceAll(':', '')
const KEY_CHECK = 'signing-certificate-is-configured'
const NOT_VERIFIED = 'Not verified: no certificate given.'
const OF_SIGNATURES = ['response-signature-valid', 'assertion-signature-valid', 'claims-are-covered-by-signature']
const OF_ISSUERS = ['response-issuer-matches', 'assertion-issuer-matches']
const findingOf = ({ findings }: Report, id: string) => findings.find((finding) => finding.id === id)

/** How one message is judged at each of the three doors, with the same settings. */
const ENDPOINT_CHECKS: [name: string, judge: (samlResponse: string, settings: object) => Promise<Report>][] = [
  ['the library', (samlResponse, settings) => checkResponse(samlResponse, { account: ACCOUNT, now: NOW, ...settings })],
  [
    'POST /api/v1/check',
    async (samlResponse, settings) => {
      const body = { samlResponse, now: NOW, settings: { account: ACCOUNT, ...settings } }
      const answer = await send(`${flex.url}/api/v1/check`, 'POST', body)
      expect(answer.status).toBe(200)
      return answer.json()
    },
  ],
  [
    'the command line',
    async (samlResponse, settings) => {
      const flags = 'trustEmbedded' in settings ? ['--trust-embedded'] : []
      return JSON.parse((await check(samlResponse, ['--format', 'json', ...flags])).stdout)
    },
  ],
]

const check = (samlResponse: string, flags: string[], environment: NodeJS.ProcessEnv = {}) =>
  runCli(['check', fileWith(samlResponse), '--account', ACCOUNT, '--now', NOW, ...flags], '', environment)

let flex: FlexIamMock
beforeAll(async () => {
  flex = await startFlexIamMock()
})
afterAll(() => flex.close())

test.each(ENDPOINT_CHECKS)(
  '%s: without a certificate nothing is assumed, and all other checks run',
  async (_, judge) => {
    const report = await judge(GENUINE_FIELD, {})
    expect(report).toMatchObject({
      headline: NOT_VERIFIED,
      outcome: 'rejected',
      flexVerdict: 'unknown',
      twilioError: null,
      worker: null,
      subject: { nameId: 'ada@example.com', verified: false },
    })
    expect(failedErrors(report)).toEqual([KEY_CHECK])
    expect(findingOf(report, 'tenant-is-configured')).toMatchObject({ status: 'not-applicable' })
    const finding = findingOf(report, KEY_CHECK)
    expect(finding).toMatchObject({ received: 'none was given' })
    for (const flag of ['--idp-metadata FILE', '--idp-cert FILE', '--trust-embedded'])
      expect(finding?.fix).toContain(flag)
    expect(finding?.because).toContain(
      `With the certificate in the message (SHA-256 ${SHA256}, not trusted): accepted.`,
    )
    for (const id of [...OF_SIGNATURES, ...OF_ISSUERS])
      expect(findingOf(report, id)).toMatchObject({ status: 'not-run', blockedBy: KEY_CHECK })
    expect(findingOf(report, 'audience-names-entity-id')).toMatchObject({ status: 'pass' })
  },
)

test.each(ENDPOINT_CHECKS)(
  '%s: the certificate in the message decides if requested, and the Report says so',
  async (_, judge) => {
    const report = await judge(GENUINE_FIELD, { trustEmbedded: true })
    expect(report).toMatchObject({ outcome: 'accepted', flexVerdict: 'unknown', twilioError: null })
    expect(report.headline).toContain(`the certificate in the message (SHA-256 ${SHA256})`)
    expect(report.headline).not.toMatch(/would accept/)
    expect(findingOf(report, KEY_CHECK)).toMatchObject({ status: 'pass', because: expect.stringContaining(SHA256) })
    expect(failedErrors(report)).toEqual([])
    expect(report.worker).toMatchObject({ friendlyName: 'ada@example.com' })
  },
)

/** What the certificate in a message would give, and what it gives. */
const MESSAGES: [name: string, xml: string, would: RegExp, failed: string[], flexVerdict: string][] = [
  [
    'with a wrong audience',
    WRONG_AUDIENCE,
    /not trusted\): rejected because audience is not/i,
    ['audience-names-entity-id'],
    'rejected',
  ],
  [
    'altered',
    inAssertion(forgeBoth(XML, IDP), 'Lovelace', 'Byron'),
    /not trusted\): rejected because the signature of the response is not valid.*changed after signing/i,
    ['response-signature-valid'],
    'unknown',
  ],
  [
    'with the certificate of another key',
    forgeBoth(XML, { ...IDP, keyInfo: x509Data(FOREIGN_CERTIFICATE) }),
    /rejected because the signature of the response is not valid/i,
    ['response-signature-valid'],
    'unknown',
  ],
  [
    'without a certificate',
    forgeBoth(XML, { ...IDP, keyInfo: null }),
    /The message carries no certificate/,
    [KEY_CHECK],
    'unknown',
  ],
  [
    'signed once',
    forgeSignature(XML, 'Assertion', IDP),
    /rejected because the response is not signed/i,
    ['response-is-signed'],
    'unknown',
  ],
]

test.each(MESSAGES)(
  'a message %s: without a certificate, and with its own',
  async (_, xml, would, failed, flexVerdict) => {
    const settings = { account: ACCOUNT, now: NOW }
    const unverified = await checkResponse(field(xml), settings)
    expect(unverified).toMatchObject({ headline: NOT_VERIFIED, flexVerdict: 'unknown', twilioError: null })
    expect(failedErrors(unverified)).toContain(KEY_CHECK)
    expect(findingOf(unverified, KEY_CHECK)?.because).toMatch(would)
    const own = await checkResponse(field(xml), { ...settings, trustEmbedded: true })
    expect(own).toMatchObject({ outcome: 'rejected', flexVerdict })
    expect(failedErrors(own)).toEqual(failed)
    expect(own.twilioError === null).toBe(flexVerdict !== 'rejected')
    expect(own.headline).not.toMatch(/would accept/)
  },
)

test('failures that no certificate would change are still a verdict: nothing signed, and not a response', async () => {
  const settings = { account: ACCOUNT, now: NOW }
  const unsigned = await checkResponse(field(XML), settings)
  expect(unsigned).toMatchObject({ outcome: 'rejected', flexVerdict: 'rejected', twilioError: { status: 401 } })
  const page = await checkResponse(field('<html/>'), settings)
  expect(page).toMatchObject({ outcome: 'rejected', flexVerdict: 'rejected', twilioError: { code: 70002 } })
  for (const { headline } of [unsigned, page]) expect(headline).toBe('Flex would reject this login.')
})

test('a given issuer is compared, with and without a certificate', async () => {
  const given = { account: ACCOUNT, now: NOW, idpIssuer: 'https://else.example.com' }
  for (const trustEmbedded of [false, true])
    expect(failedErrors(await checkResponse(GENUINE_FIELD, { ...given, trustEmbedded }))).toContain(
      'response-issuer-matches',
    )
})

/** What each format says of a message without a certificate, and with its own. */
const FORMATS: [format: string, unverified: RegExp[], embedded: RegExp[]][] = [
  [
    'text',
    [/^NOT VERIFIED .*\(real Flex: unknown\)\nNot verified: no certificate given\.\n/, /not\s+trusted\):\s+accepted/],
    [/^ACCEPTED .*\(real Flex: unknown\)\nAccepted with the certificate in the message/],
  ],
  [
    'json',
    [/"headline": "Not verified: no certificate given\."/],
    [/"headline": "Accepted with the certificate in the message/],
  ],
  [
    'junit',
    [
      /<property name="headline" value="Not verified: no certificate given\.">/,
      /failure message="No certificate to verify the signature with|not trusted\): accepted/,
    ],
    [/<property name="headline" value="Accepted with the certificate in the message/],
  ],
  [
    'github',
    [/^NOT VERIFIED .*: 1 error, .*\. Not verified: no certificate given\.\n/, /not trusted\): accepted/],
    [/^ACCEPTED .*\. Accepted with the certificate in the message/],
  ],
  [
    'html',
    [
      /<title>Login not verified/,
      /<h1[^>]*>Login not verified<\/h1><p>Not verified: no certificate given\./,
      /not trusted\): accepted/,
    ],
    [/<h1[^>]*>Login accepted<\/h1><p>Accepted with the certificate in the message/],
  ],
]

test.each(FORMATS)('the format %s says that nothing was verified, and what was trusted', async (format, none, own) => {
  const unverified = await check(GENUINE_FIELD, ['--format', format])
  expect(unverified.exitCode).toBe(1)
  for (const words of none) expect(unverified.stdout).toMatch(words)
  const embedded = await check(GENUINE_FIELD, ['--format', format, '--trust-embedded'])
  expect(embedded.exitCode).toBe(0)
  for (const words of own) expect(embedded.stdout).toMatch(words)
  for (const { stdout } of [unverified, embedded])
    expect(stdout).not.toMatch(/"code": 70251|would answer|would accept this/)
})

test('the flag has an environment variable, and cannot be combined with a certificate', async () => {
  const twin = await check(GENUINE_FIELD, [], { FLEX_IAM_TRUST_EMBEDDED: '1' })
  expect([twin.exitCode, twin.stdout]).toEqual([0, expect.stringContaining('ACCEPTED')])
  const both = await check(GENUINE_FIELD, ['--trust-embedded', '--idp-cert', fileWith(IDP_CERTIFICATE)])
  expect([both.exitCode, both.stderr]).toEqual([
    2,
    expect.stringMatching(/--trust-embedded cannot be used with --idp-cert/),
  ])
})

test.each([[[]], [['--trust-embedded']], [['--idp-issuer', 'https://else.example.com']]])(
  'a bundle of a check with %j gives the same Report, and a certificate can be given later',
  async (flags) => {
    const bundle = fileWith('')
    const first = await check(GENUINE_FIELD, ['--format', 'json', '--bundle', bundle, ...flags])
    const again = await runCli(['check', bundle, '--format', 'json'])
    expect(again).toMatchObject({ stdout: first.stdout, exitCode: first.exitCode })
    const given = ['--idp-cert', fileWith(IDP_CERTIFICATE), '--idp-issuer', GENUINE.issuer ?? '']
    const verified = JSON.parse((await runCli(['check', bundle, '--format', 'json', ...given])).stdout)
    expect(verified).toMatchObject({ outcome: 'accepted', flexVerdict: 'accepted' })
    const stated = fileWith('')
    await check(GENUINE_FIELD, ['--bundle', stated, '--redact', ...flags])
    expect(readFileSync(stated, 'utf8')).toContain('redacted: true')
    expect((await runCli(['check', stated])).stderr).toBe('')
  },
)

test('a bundle of a tenant without a certificate keeps its verdict; its own certificate can be trusted', async () => {
  const fixture = pathOf('failures/connection-has-no-certificate')
  const report: Report = JSON.parse((await runCli(['check', fixture, '--format', 'json'])).stdout)
  expect(report.twilioError).toMatchObject({ status: 403, code: 70251 })
  expect(report.headline).toBe('Flex would reject this login.')
  const story = fileWith(`account: ${ACCOUNT}\nunconfigured: true\nnow: ${NOW}\nexpect: rejected\n\n${GENUINE_FIELD}\n`)
  const asked = JSON.parse((await runCli(['check', story, '--trust-embedded', '--format', 'json'])).stdout)
  expect(asked).toMatchObject({ outcome: 'accepted', flexVerdict: 'unknown' })
})

test('a tenant without a certificate on a server keeps the answer of Flex, also in a check by its SID', async () => {
  await flex.connect({ sid: ACCOUNT, idpIssuer: GENUINE.issuer })
  const body = { samlResponse: GENUINE_FIELD, sid: ACCOUNT, now: NOW }
  const report = (await (await send(`${flex.url}/api/v1/check`, 'POST', body)).json()) as Report
  expect(report.twilioError).toMatchObject({ status: 403, code: 70251 })
  expect(failedErrors(report)).toEqual(['tenant-is-configured'])
})

test('what would make it pass starts with the missing certificate', async () => {
  const { stdout } = await check(GENUINE_FIELD, ['--what-if'])
  expect(stdout).toMatch(/What would make it pass:\n[\s\S]*SHA-256[\s\S]*none was given/)
  const elsewhere = field(
    forgeBoth(XML.replace(`>${AUDIENCE}<`, '>urn:else<').replaceAll(`"${ACS}"`, '"urn:acs"'), IDP),
  )
  const several = JSON.parse((await check(elsewhere, ['--what-if', '--format', 'json'])).stdout)
  expect(several.smallestChange.map(({ setting }: { setting: string }) => setting)).toEqual([
    'certificates',
    'idpIssuer',
    'acsUrl',
    'entityId',
  ])
  const audience = await check(field(WRONG_AUDIENCE), ['--what-if', '--trust-embedded'])
  expect(audience.stdout).toMatch(/What would make it pass:\n[\s\S]*metadata/)
  const altered = await check(field(inAssertion(forgeBoth(XML, IDP), 'Lovelace', 'Byron')), ['--what-if'])
  expect(altered.stdout).toContain('No known settings change would make it pass.')
  const migration = await check(GENUINE_FIELD, ['--migrate', 'enhanced', '--format', 'json'])
  expect(JSON.parse(migration.stdout).migration.to.report).toMatchObject({ headline: NOT_VERIFIED, twilioError: null })
})
