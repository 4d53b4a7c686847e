import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readServeConfig } from '../../src/edge/config.ts'
import { fileWith, printed, runCli, spawnCli, startCli } from '../support/cli.ts'
import { TENANTS } from '../support/idp.ts'

const NODE = [process.execPath, '-e']
const PRINT_OWN =
  'console.log(JSON.stringify(Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("FLEX_IAM_")))))'
const ASK_INFO =
  'fetch(process.env.FLEX_IAM_URL + "/api/v1/info").then((answer) => answer.text()).then((text) => console.log(text))'
const LOGIN =
  'fetch(process.env.FLEX_IAM_URL + "/api/v1/idp/login", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ fault: process.argv[1] }) }).then((answer) => answer.text())'

/** In a process of its own, as the command writes to the same streams. */
const exec = (...args: string[]) => spawnCli(['exec', ...args])

test('the command finds the harness in its environment, and its exit code is passed on', async () => {
  const seed = fileWith(JSON.stringify({ connections: [{ sid: TENANTS.legacy }] }))
  const { exitCode, stdout } = await exec('--seed', seed, '--', ...NODE, `${PRINT_OWN}; process.exitCode = 7`)
  const own = JSON.parse(stdout)
  expect(exitCode).toBe(7)
  expect(own.FLEX_IAM_URL).toMatch(/^http:\/\/localhost:\d+$/)
  expect(own).toMatchObject({
    FLEX_IAM_SID: TENANTS.legacy,
    FLEX_IAM_ACS_URL: `${own.FLEX_IAM_URL}/v1/Accounts/${TENANTS.legacy}/saml2`,
    FLEX_IAM_ENTITY_ID: `https://iam.twilio.com/v1/Accounts/${TENANTS.legacy}/saml2/metadata`,
  })
})

test('with several tenants or none, only the URL is set', async () => {
  const { stdout } = await spawnCli(['exec', '--', ...NODE, PRINT_OWN], '', { FLEX_IAM_SID: TENANTS.legacy })
  expect(Object.keys(JSON.parse(stdout))).toEqual(['FLEX_IAM_URL'])
})

test('variables of another harness reach neither the new one nor the command; the others are inherited', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'other.db')
  const ofServe = Object.keys(readServeConfig({}, {})).map(
    (name) => `FLEX_IAM_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`,
  )
  expect(ofServe).toEqual(expect.arrayContaining(['FLEX_IAM_ADMIN_TOKEN', 'FLEX_IAM_BASE_URL', 'FLEX_IAM_OPEN_HOSTS']))
  const taken = ['FLEX_IAM_PORT', 'FLEX_IAM_SEED', 'FLEX_IAM_USERS', 'FLEX_IAM_IDP_KEY'] // exec has these flags too
  const { exitCode, stdout } = await spawnCli(['exec', '--', ...NODE, `${PRINT_OWN}; ${ASK_INFO}`], '', {
    ...Object.fromEntries(ofServe.map((name) => [name, taken.includes(name) ? '' : 'of-another-harness'])),
    FLEX_IAM_DB: db,
    FLEX_IAM_BASE_URL: 'https://other.example.com',
    FLEX_IAM_ADMIN_TOKEN: 'a-token-of-enough-length',
    FLEX_IAM_CONFIG: '/nowhere.json',
    FLEX_IAM_URL: 'http://localhost:1',
    FLEX_IAM_AFTER: 'a-login-of-another-harness',
    FLEX_IAM_FORMAT: 'json',
  })
  const [own = '', info = ''] = stdout.split('\n')
  expect(exitCode).toBe(0)
  expect(JSON.parse(own)).toEqual({
    FLEX_IAM_URL: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    FLEX_IAM_FORMAT: 'json',
  })
  expect(JSON.parse(info)).toMatchObject({ baseUrl: null }) // without a token
  expect(existsSync(db)).toBe(false)
})

test('the logins are summarised, and the state at the end is exported', async () => {
  const file = fileWith('')
  const { exitCode, stderr } = await exec('--export-on-exit', file, '--', ...NODE, LOGIN, 'no-claims')
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(
    /flex-iam-mock: 1 login, 0 accepted\n {2}\S+ {2}enhanced {2}rejected {2}claim-full-name-is-present\n/,
  )
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ connections: [{ sid: TENANTS.enhanced }] })
})

test('flags after -- belong to the command', async () => {
  const { stdout } = await exec('--', ...NODE, 'console.log(process.argv.slice(1).join())', '--', '--seed', '-x')
  expect(stdout).toBe('--seed,-x\n')
})

test.each([
  [['--', '/nowhere/command'], 127, 'command not found'],
  [['--', '/etc/passwd'], 126, 'cannot be run'],
  [[], 2, 'missing required argument'],
  [['--', ''], 126, 'cannot be run'],
  [['--seed', '/nowhere.json', '--', 'true'], 2, '/nowhere.json cannot be read'],
])('%j ends with %i', async (args, exitCode, message) => {
  const ended = await runCli(['exec', ...args])
  expect(ended).toEqual({ exitCode, stdout: '', stderr: expect.stringContaining(message) })
})

test('the command does not run if its result could not be written', async () => {
  const { exitCode, stdout, stderr } = await exec('--export-on-exit', '/nowhere/out.json', '--', 'echo', 'has run')
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('/nowhere/out.json cannot be written')
})

test('a signal reaches the command, whose exit code is passed on', async () => {
  const wait = 'process.on("SIGTERM", () => process.exit(9)); console.log("up"); setInterval(() => {}, 1000)'
  const child = startCli(['exec', '--', ...NODE, wait])
  await printed(child, /up/)
  child.kill('SIGTERM')
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(9)
  const killed = startCli(['exec', '--', ...NODE, 'process.kill(process.pid, "SIGKILL")'])
  expect(await new Promise((resolve) => killed.once('close', resolve))).toBe(137)
})
