import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { FAULTS } from '../../src/core/mutations/index.ts'
import { RESPONSE_STYLES } from '../../src/core/products/index.ts'
import type { FlexIamMock } from '../../src/index.ts'
import { fileWith, runCli } from '../support/cli.ts'
import { withHarness } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'

const KEY = ['--key', fileWith(IDP_KEY)]
const withIdp = (run: (harness: FlexIamMock) => Promise<void>) => withHarness(run, { idpKey: IDP_KEY })
const USER = { email: 'kim@example.com', fullName: 'Kim', roles: ['agent'] }

test.each(RESPONSE_STYLES)('a bundle that mint writes for $name is accepted by check', async ({ id }) => {
  const minted = await runCli(['mint', ...KEY, '--product', id, '--connection', TENANTS.enhanced, '--format', 'bundle'])
  const checked = await runCli(['check', fileWith(minted.stdout), '--format', 'json'])
  expect([minted.exitCode, checked.exitCode]).toEqual([0, 0])
  expect(JSON.parse(checked.stdout)).toMatchObject({ outcome: 'accepted', subject: { nameId: 'ada@example.com' } })
})

test('mint writes XML or base64, for a given user, time and tenant', async () => {
  const flags = [
    '--account',
    TENANTS.legacy,
    '--user',
    fileWith(`\uFEFF${JSON.stringify(USER)}`),
    '--now',
    '2026-12-01T10:00:00Z',
  ]
  const place = ['--acs', 'https://sp.example.com/acs', '--audience', 'urn:sp', '--in-response-to', '_77']
  const { stdout: xml } = await runCli(['mint', ...KEY, ...flags, ...place])
  expect(xml).toMatch(
    /IssueInstant="2026-12-01T10:00:00.000Z" Destination="https:\/\/sp.example.com\/acs" InResponseTo="_77"/,
  )
  expect(xml).toContain('<saml:Audience>urn:sp</saml:Audience>')
  expect(xml).toContain('kim@example.com')
  const { stdout: base64 } = await runCli(['mint', ...KEY, ...flags, '--format', 'base64'])
  expect(Buffer.from(base64, 'base64').toString()).toMatch(/^<samlp:Response .*<\/samlp:Response>$/s)
})

test.each([
  ['okta', ['xs', 'xs']],
  ['salesforce', ['ds saml samlp', 'ds saml xs xsi']],
  ['entra', []],
])('%s has its PrefixLists in the canonicalisation, and nowhere else', async (product, lists) => {
  const { stdout } = await runCli(['mint', ...KEY, '--product', product, '--account', TENANTS.legacy])
  const written =
    /<ec:InclusiveNamespaces xmlns:ec="http:\/\/www.w3.org\/2001\/10\/xml-exc-c14n#" PrefixList="([^"]*)"\/>/g
  expect(Array.from(stdout.matchAll(written), ([, list]) => list)).toEqual(lists)
  expect(stdout.split('PrefixList').length - 1).toBe(lists.length)
})

test('mint injects a fault that check finds', async () => {
  const flags = ['--account', TENANTS.legacy, '--fault', 'audience-with-slash', '--format', 'bundle']
  const { stdout } = await runCli(['mint', ...KEY, ...flags])
  const checked = await runCli(['check', fileWith(stdout)])
  expect(checked.exitCode).toBe(1)
  expect(checked.stdout).toContain('audience-names-entity-id')
})

test('mint lists every fault with its title', async () => {
  const { stdout, exitCode } = await runCli(['mint', '--list-faults'])
  expect(exitCode).toBe(0)
  for (const { name, title } of FAULTS)
    expect(stdout).toMatch(new RegExp(`^  ${name} +${title.replace(/[.?*+()[\]]/g, '\\$&')}$`, 'm'))
})

test('login walks through the pages of a running harness, SP- or IdP-initiated, and prints the Report', async () => {
  await withIdp(async ({ url }) => {
    const to = ['--url', url, '--format', 'json']
    const user = ['--user', fileWith(JSON.stringify({ ...USER, roles: ['agent', 'a,b'] }))]
    const byIdp = await runCli(['login', ...to, ...user, '--product', 'entra', '--account', TENANTS.legacy])
    const bySp = await runCli([
      'login',
      ...to,
      '--connection',
      TENANTS.enhanced,
      '--initiated-by',
      'sp',
      '--relay-state',
      'r s',
    ])
    expect([byIdp.exitCode, bySp.exitCode]).toEqual([0, 0])
    expect(JSON.parse(byIdp.stdout)).toMatchObject({
      initiatedBy: 'idp',
      idp: { product: 'entra' },
      subject: { nameId: 'kim@example.com' },
    })
    expect(JSON.parse(bySp.stdout)).toMatchObject({ initiatedBy: 'sp', relayState: 'r s', outcome: 'accepted' })
  })
})

const BROUGHT = FAULTS.filter(({ delivery }) => delivery !== undefined)

test.each(BROUGHT)('login brings $name through the pages too', async ({ name, raises: [finding] }) => {
  await withIdp(async ({ url }) => {
    const { stdout } = await runCli([
      'login',
      '--url',
      url,
      '--account',
      TENANTS.legacy,
      '--fault',
      name,
      '--format',
      'json',
    ])
    const { findings } = JSON.parse(stdout) as { findings: { id: string; status: string }[] }
    expect(findings.find(({ id }) => id === finding)?.status).toBe('fail')
  })
})

test('login without a tenant uses the only connection', () =>
  withIdp(async (harness) => {
    await harness.connect({ sid: TENANTS.legacy })
    const one = await runCli(['login', '--url', harness.url, '--format', 'json'])
    expect(JSON.parse(one.stdout)).toMatchObject({ account: TENANTS.legacy, connection: null, outcome: 'accepted' })
    await harness.connect({ sid: TENANTS.enhanced })
    const several = await runCli(['login', '--url', harness.url])
    expect([several.exitCode, several.stderr]).toEqual([
      2,
      expect.stringContaining('--connection JQ… or --account AC…'),
    ])
  }))

test('login writes to a file, and a rejected login gives exit code 1', async () => {
  await withIdp(async ({ url }) => {
    const file = fileWith('')
    const { exitCode, stdout } = await runCli([
      'login',
      '--url',
      url,
      '--fault',
      'no-claims',
      '--format',
      'junit',
      '-o',
      file,
    ])
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(readFileSync(file, 'utf8')).toContain('claim-email-is-present')
  })
})

test('login does not take over the connection of another IdP', async () => {
  await withIdp(async (harness) => {
    await harness.connect({
      sid: TENANTS.enhanced,
      idpIssuer: 'https://idp.example.com/',
      ssoUrl: 'https://idp.example.com/sso',
    })
    const result = await runCli([
      'login',
      '--url',
      harness.url,
      '--connection',
      TENANTS.enhanced,
      '--initiated-by',
      'sp',
    ])
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining('set up for another IdP')])
  })
})

test.each([
  [['mint'], 'Neither --account nor --connection names the tenant.'],
  [['mint', '--account', TENANTS.enhanced], 'is not a valid SID'],
  [['mint', '--account', TENANTS.legacy, '--generation', 'enhanced'], '--generation enhanced needs --connection.'],
  [['mint', '--account', TENANTS.legacy, '--format', 'pdf'], "--format 'pdf' is not a known value"],
  [['mint', '--account', TENANTS.legacy, '--fault', 'replayed'], 'flex-iam-mock login --fault replayed'],
  [['mint', '--account', TENANTS.legacy, '--fault', 'nonsense'], '--list-faults'],
  [['mint', '--account', TENANTS.legacy, '--now', 'yesterday'], "--now 'yesterday' is not a valid ISO 8601 time"],
  [['mint', '--account', TENANTS.legacy, '--user', '/nowhere.json'], '/nowhere.json cannot be read'],
  [['login', '--url', 'http://localhost:1'], 'does not answer'],
  [['login', '--url', 'nonsense'], 'nonsense'],
  [['login', '--account', 'AC1'], "--account 'AC1' is not a valid SID"],
  [['login', '--initiated-by', 'me'], 'Use one of idp, sp.'],
  [['login', '--format', 'pdf'], "--format 'pdf' is not a known value"],
])('%j is a mistake that is named', async (args, message) => {
  const { exitCode, stdout, stderr } = await runCli(args)
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
})
