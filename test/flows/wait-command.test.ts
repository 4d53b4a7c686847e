import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import type { FlexIamMock } from '../../src/index.ts'
import { fileWith, runCli } from '../support/cli.ts'
import { pathOf } from '../support/fixtures.ts'
import { withHarness } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'

const withIdp = (run: (harness: FlexIamMock) => Promise<void>) => withHarness(run, { idpKey: IDP_KEY })
const wait = ({ url }: FlexIamMock, ...args: string[]) => runCli(['wait', '--url', url, '--timeout', '50ms', ...args])

test('0 and the Report if the login is as expected', () =>
  withIdp(async (harness) => {
    const { id } = await harness.idp.login({ sid: TENANTS.enhanced })
    const bare = await wait(harness, '--format', 'json')
    expect([bare.exitCode, JSON.parse(bare.stdout).id]).toEqual([0, id])
    const asked = await wait(harness, '--expect', 'roles contains agent', '--format', 'json')
    expect(JSON.parse(asked.stdout)).toMatchObject({
      report: { id },
      expectations: [{ expectation: 'roles contains agent', holds: true, actual: '["agent"]' }],
    })
    const text = await wait(harness, '--email', 'ADA@example.com', '--expect', 'roles contains agent')
    expect(text.stdout).toMatch(/^ACCEPTED .*Expected\n {2}holds {3}roles contains agent\n$/s)
  }))

test('1 if the login is rejected, unless a rejection was expected', () =>
  withIdp(async (harness) => {
    await harness.idp.login({ sid: TENANTS.enhanced, fault: 'no-claims' })
    expect((await wait(harness)).exitCode).toBe(1)
    expect((await wait(harness, '--outcome', 'rejected')).exitCode).toBe(0)
    const told = await wait(harness, '--expect', 'outcome = rejected', '--format', 'junit')
    expect([told.exitCode, told.stdout]).toEqual([0, expect.stringContaining('tests="1" failures="0"')])
  }))

test.each([
  [
    'text',
    /^No matching login arrived within (?:50|[1-4]?\d) ms\. The closest is .*email is ada@example\.com.*Logins that arrived, newest first:/s,
  ],
  ['json', /"because": "email is ada@example\.com, not nobody@example\.com"/],
  ['junit', /<testsuites [^>]*failures="1".*<failure message="No matching login arrived/s],
  ['github', /^::error title=No matching login::/],
])('3 on timeout, reported as %s', (format, told) =>
  withIdp(async (harness) => {
    await harness.idp.login({ sid: TENANTS.enhanced })
    const file = fileWith('')
    const { exitCode, stdout } = await wait(harness, '--email', 'nobody@example.com', '--format', format, '-o', file)
    expect([exitCode, stdout]).toEqual([3, ''])
    expect(readFileSync(file, 'utf8')).toMatch(told)
  }),
)

test.each([
  ['text', /missed {2}roles contains admin\n +found \["agent"\]/],
  ['json', /"expectation": "roles contains admin",\s+"holds": false/],
  ['junit', /<testcase name="roles contains admin"[^>]*><failure /],
  ['github', /^::error title=Expected roles contains admin::/m],
])('1 if a login misses an expectation, reported as %s', (format, told) =>
  withIdp(async (harness) => {
    await harness.idp.login({ sid: TENANTS.enhanced })
    const { exitCode, stdout } = await wait(harness, '--expect', 'roles contains admin', '--format', format)
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(told)])
  }),
)

test('a server that is not a harness is reported', async () => {
  const server = createServer((_request, response) => void response.end('hello')).listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const { exitCode, stderr } = await runCli(['wait', '--url', url, '--timeout', '1s'])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${url} is not a flex-iam-mock server`)])
  server.close()
  server.closeAllConnections()
})

test('it also waits for a harness that is still starting, and exits with 3 if it never starts', async () => {
  const { exitCode, stdout } = await runCli(['wait', '--url', 'http://localhost:1', '--timeout', '10ms'])
  expect([exitCode, stdout]).toEqual([3, expect.stringContaining('did not answer within 10 ms')])
})

test.each([
  [['--expect', 'roles has agent'], "no operator 'has'"],
  [['--expect', 'nowhere.yaml'], 'nowhere.yaml cannot be read'],
  [['--timeout', 'soon'], "--timeout 'soon' is not a duration"],
  [['--outcome', 'good'], 'outcome'],
  [['--after', 'nothing'], 'There is no login nothing'],
  [['--format', 'html'], "--format 'html' is not a known value"],
  [['--url', 'nonsense'], "--url 'nonsense' is not a valid URL"],
])('%j is refused with the mistake', (args, message) =>
  withIdp(async ({ url }) => {
    const { exitCode, stderr } = await runCli(['wait', '--url', url, '--timeout', '1s', ...args])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  }),
)

test('more expectations than a request can carry are refused', async () => {
  const lines = Array.from({ length: 100 }, (_, index) => ['--expect', `attribute_${index} = ${'x'.repeat(200)}`])
  const { exitCode, stderr } = await runCli([
    'wait',
    '--url',
    'http://localhost:1',
    '--timeout',
    '10ms',
    ...lines.flat(),
  ])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('more than one request can carry')])
})

test('flags have environment variables', () =>
  withIdp(async ({ url, idp }) => {
    await idp.login({ sid: TENANTS.enhanced })
    const environment = {
      FLEX_IAM_URL: url,
      FLEX_IAM_FORMAT: 'json',
      FLEX_IAM_EXPECT: 'roles contains agent',
      FLEX_IAM_EMAIL: '',
    }
    const { exitCode, stdout } = await runCli(['wait'], '', environment)
    expect([exitCode, JSON.parse(stdout).expectations]).toMatchObject([0, [{ holds: true }]])
  }))

const ALICE = pathOf('responses/simplesamlphp/base-sp-redirect')
const check = (...args: string[]) => runCli(['check', ALICE, ...args])

test('check compares a captured login with a file of expectations', async () => {
  const file = fileWith('expect:\n  - roles contains agent\n  - location = Oslo\n')
  const text = await check('--expect', file, '--expect', 'roles contains supervisor')
  expect(text.exitCode).toBe(1)
  expect(text.stdout).toMatch(/missed {2}location = Oslo\n +found "Lisbon"\n {2}holds {3}roles contains supervisor/)
  const junit = await check('--expect', file, '--format', 'junit')
  expect(junit.stdout).toContain('<testcase name="location = Oslo"')
  expect(junit.stdout).toContain('<failure message="Expected location = Oslo, found &quot;Lisbon&quot;"')
  const github = await check('--expect', file, '--format', 'github')
  expect(github.stdout).toMatch(/^::error title=Expected location = Oslo,file=.*::found "Lisbon"$/m)
  expect((await check('--expect', 'location = Lisbon')).exitCode).toBe(0)
})

test('a rejected login can be expected', async () => {
  const wrong = ['--audience', 'urn:another']
  expect((await check(...wrong, '--expect', 'finding.audience-names-entity-id = fail')).exitCode).toBe(1)
  expect((await check(...wrong, '--expect', 'outcome = rejected')).exitCode).toBe(0)
  expect((await check('--expect', 'outcome = rejected')).exitCode).toBe(1)
})

test('the HTML format cannot be combined with expectations', async () => {
  expect(await check('--expect', 'roles exists', '--format', 'html')).toMatchObject({ exitCode: 2 })
})
