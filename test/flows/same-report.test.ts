import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { reportJsonSchema } from '../../src/core/report/schema.ts'
import { checkResponse, type Report } from '../../src/index.ts'
import { runCli } from '../support/cli.ts'
import { loadFixture, xmlOf } from '../support/fixtures.ts'
import { latest, postFixture, prepare, send, withHarness } from '../support/harness.ts'
import { REPORT_SCHEMA, validateReport } from '../support/report-schema.ts'
import { buildResponse, SETTINGS } from '../support/response.ts'

/** Without what only a harness with a store knows: its attempt, and which requests it sent. */
const judgement = ({ id: _, receivedAt: __, findings, ...rest }: Report) => ({
  ...rest,
  findings: findings.filter(({ id }) => id !== 'in-response-to-known'),
})

const SAMPLES = [
  'entra/both',
  'entra/enhanced',
  'salesforce/response',
  'node-samlp/encrypt-sp-redirect',
  'simplesamlphp/user-carol-sp-redirect',
]

test.each(SAMPLES)('%s gets the same Report from HTTP, command line and library', async (name) => {
  const bundle = loadFixture(`responses/${name}`)
  const { settings, samlResponse } = bundle
  await withHarness(async (harness) => {
    const sid = await prepare(harness, bundle)
    await postFixture(harness, bundle)
    const http = await latest(harness)

    const library = await checkResponse(samlResponse, { ...settings, acs: http.judged.acs })
    const file = new URL(`../../fixtures/responses/${name}.response`, import.meta.url).pathname
    const cli = await runCli(['check', file, '--format', 'json', ...http.judged.acs.flatMap((acs) => ['--acs', acs])])
    expect(cli.stderr).toBe('')
    expect(cli.exitCode).toBe(http.outcome === 'accepted' ? 0 : 1)
    const overApi = await send(`${harness.url}/api/v1/check`, 'POST', {
      samlResponse,
      settings: { ...settings, acs: http.judged.acs },
    })

    expect(judgement(library)).toEqual(judgement(http))
    expect(judgement(JSON.parse(cli.stdout))).toEqual(judgement(http))
    expect(judgement((await overApi.json()) as Report)).toEqual(judgement(http))
    const bySid = (await (
      await send(`${harness.url}/api/v1/check`, 'POST', { samlResponse, sid, now: settings.now })
    ).json()) as Report
    expect(bySid.outcome).toBe(http.outcome)
    expect(validateReport(http)).toBe(true)
    expect(validateReport(library)).toBe(true)
  })
})

test('docs/report.schema.json is what the code generates', () => {
  expect(REPORT_SCHEMA).toEqual(JSON.parse(JSON.stringify(reportJsonSchema())))
})

test('check reads XML, base64 and a form body', async () => {
  const bundle = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  const certificate = join(folder, 'idp.crt')
  writeFileSync(certificate, bundle.settings.certificates[0] ?? '')
  const { account = '', idpIssuer = '', now } = bundle.settings
  const flags = [
    '--idp-cert',
    certificate,
    '--idp-issuer',
    idpIssuer,
    '--account',
    account,
    '--now',
    now,
    '--format',
    'json',
  ]
  const form = new URLSearchParams({ SAMLResponse: bundle.samlResponse, RelayState: 'state' }).toString()
  const [xml, base64, body] = await Promise.all(
    [xmlOf(bundle), bundle.samlResponse, form].map((input) => runCli(['check', '-', ...flags], input)),
  )
  expect([xml?.exitCode, base64?.exitCode, body?.exitCode]).toEqual([0, 0, 0])
  expect(JSON.parse(base64?.stdout ?? '')).toEqual(JSON.parse(xml?.stdout ?? ''))
  expect(JSON.parse(body?.stdout ?? '')).toEqual({
    ...JSON.parse(xml?.stdout ?? ''),
    relayState: 'state',
    findings: expect.any(Array), // relay-state-is-usable has something to look at
  })
})

test('the text report names the fault, what was expected and what to do, and keeps control characters out', async () => {
  const samlResponse = buildResponse({ assertionIssuer: 'https://other.example.com&#x9;&#x7f;&#x202e;' })
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  writeFileSync(join(folder, 'idp.crt'), SETTINGS.certificates?.[0] ?? '')
  const flags = [
    '--idp-cert',
    join(folder, 'idp.crt'),
    '--idp-issuer',
    String(SETTINGS.idpIssuer),
    '--account',
    String(SETTINGS.account),
    '--now',
    String(SETTINGS.now),
  ]
  const { exitCode, stdout } = await runCli(['check', '-', ...flags], samlResponse)
  expect(exitCode).toBe(1)
  expect(stdout).toContain('REJECTED')
  expect(stdout).toContain('error  The Issuer of the assertion is not the configured IdP.')
  expect(stdout).toContain('received https://other.example.com\\u0009\\u007f\\u202e')
  expect(stdout).toContain('expected https://idp.example.com/metadata')
  expect(stdout).toMatch(/fix {6}Set the Identity Provider Issuer/)
  expect(stdout).not.toContain('\u001b')
})

test('explain lists the checks, and explains what one requires and how to fix it', async () => {
  const list = await runCli(['explain'])
  expect(list.stdout).toMatch(/^audience-names-entity-id +Audience is the entity ID of this tenant$/m)
  const one = await runCli(['explain', 'schema-is-valid'])
  expect(one).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('severity  legacy error, enhanced warning'),
  })
})
