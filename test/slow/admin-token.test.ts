import { type ChildProcess, spawn } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { MAIN, printed, runCli } from '../support/cli.ts'
import { withHarness } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'

const TOKEN = 'a-token-of-enough-length'
const OPTIONS = { adminToken: TOKEN, idpKey: IDP_KEY }

test('login and wait work with the token of the environment, and readyz without', () =>
  withHarness(async ({ url }) => {
    const environment = { FLEX_IAM_URL: url, FLEX_IAM_ADMIN_TOKEN: TOKEN, FLEX_IAM_FORMAT: 'json' }
    for (const whom of ['idp', 'sp']) {
      const { exitCode, stdout } = await runCli(['login', '--initiated-by', whom], '', environment)
      expect([exitCode, JSON.parse(stdout).outcome]).toEqual([0, 'accepted'])
    }
    const { exitCode, stdout } = await runCli(['wait', '--expect', 'roles contains agent'], '', environment)
    expect([exitCode, JSON.parse(stdout).expectations]).toMatchObject([0, [{ holds: true }]])
    expect((await runCli(['readyz', '--url', url])).exitCode).toBe(0)
  }, OPTIONS))

test.each([
  ['without a token', []],
  ['with a wrong token', ['--admin-token', 'another-token-of-enough-length']],
])('%s login and wait say what they need, and the IdP is not used', (_how, flags) =>
  withHarness(async (harness) => {
    const { url } = harness
    for (const args of [['wait', '--timeout', '1s'], ['login'], ['login', '--connection', TENANTS.enhanced]]) {
      const { exitCode, stdout, stderr } = await runCli([...args, '--url', url, ...flags])
      expect([exitCode, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/needs the admin token/)
      expect(stderr).toMatch(/--admin-token|\/idp/)
    }
    expect(await harness.logins.list()).toEqual([])
  }, OPTIONS),
)

test('the library signs in at its own IdP regardless of access control', () =>
  withHarness(async ({ idp, adminToken }) => {
    expect(adminToken).toBe(TOKEN)
    for (const initiatedBy of ['idp', 'sp'] as const)
      expect((await idp.login({ product: 'okta', initiatedBy })).outcome).toBe('accepted')
  }, OPTIONS))

/** The command line on a terminal, which `script` makes for it; closing that terminal ends it. */
function startOnTerminal(args: string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const command = [process.execPath, MAIN, ...args]
  const flags =
    process.platform === 'darwin' ? ['-q', '/dev/null', ...command] : ['-qc', command.join(' '), '/dev/null']
  return spawn('script', flags, { env: { PATH: process.env.PATH, ...environment } })
}

const SERVE = ['serve', '--port', '0', '--db', ':memory:']

test.each([
  ['a token was set', ['--admin-token', TOKEN]],
  ['one was made', ['--host', '0.0.0.0']],
])('where %s serve prints a link on a terminal, which lets one browser in', async (_why, flags) => {
  const child = startOnTerminal([...SERVE, ...flags])
  try {
    const link = new URL(await printed(child, /Open: (http:\/\/localhost:\d+\/enter#[\w-]{32})\r?\n/))
    const body = new URLSearchParams({ link: link.hash.slice(1) })
    const answer = await fetch(`${link.origin}/enter`, { method: 'POST', body })
    expect(answer.status).toBe(204)
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
    expect((await fetch(`${link.origin}/api/v1/info`, { headers: { cookie } })).status).toBe(200)
    expect((await fetch(`${link.origin}/enter`, { method: 'POST', body })).status).toBe(401)
  } finally {
    child.kill()
  }
})

test('without a token, serve prints no link', async () => {
  const child = startOnTerminal(SERVE)
  const output = allOf(child)
  await printed(child, /ready: \S+/)
  child.stdin?.write('\u0003') // Ctrl-C
  expect(await output).not.toContain('/enter#')
})

function allOf(child: ChildProcess): Promise<string> {
  const chunks: string[] = []
  child.stdout?.on('data', (chunk) => chunks.push(String(chunk)))
  return new Promise((resolve) => child.once('close', () => resolve(chunks.join(''))))
}
