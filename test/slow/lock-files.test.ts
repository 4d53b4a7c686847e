import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { runScript } from '../support/script.ts'

const SCRIPT = 'scripts/complete-lock-file.js'

/** A project whose lock file has these entries, in a folder of their own below it. */
function projectWith(packages: Record<string, object>): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  const file = join(folder, 'examples/one/package-lock.json')
  mkdirSync(join(folder, 'examples/one'), { recursive: true })
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages: { '': { name: 'one' }, ...packages } }))
  return { folder, file }
}

/** What the registry of this test knows. */
const KNOWN: Record<string, object> = {
  'known-linux-arm': { os: ['linux'], cpu: ['arm'], license: 'MIT', dist: { integrity: 'sha512-known', tarball: 'x' } },
  unhashed: { dist: { tarball: 'x' } },
}

let registry: Server
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  registry = createServer((request, response) => {
    const name = request.url?.slice(1) ?? ''
    const version = { name, version: '1.0.0', ...KNOWN[name] }
    const found = name in KNOWN
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    response.end(
      found ? JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } }) : '{}',
    )
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  environment = {
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
    npm_config_cache: mkdtempSync(join(tmpdir(), 'flex-iam-mock-')),
    npm_config_fetch_retries: '0',
  }
})

afterAll(() => new Promise((resolve) => registry.close(resolve)))

test('every entry of the lock files of this project has its hash', async () => {
  const { exitCode, output } = await runScript(SCRIPT, ['--check'])
  expect(output).toMatch(
    /^package-lock\.json: \d{3} packages\ntest\/real-idps\/samlp\/package-lock\.json: \d+ packages\n$/,
  )
  expect(exitCode).toBe(0)
})

test('an entry without a hash and an optional dependency without an entry are refused by name', async () => {
  const { folder } = projectWith({
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', optionalDependencies: { 'known-linux-arm': '1.0.0' } },
    'node_modules/b/node_modules/@scope/c': { version: '2.0.0' },
    'node_modules/linked': { link: true },
  })
  const { exitCode, output } = await runScript(SCRIPT, ['--check', folder])
  expect(output).toBe(
    'examples/one/package-lock.json has no hash of\n  known-linux-arm@1.0.0\n  @scope/c@2.0.0\nRun `node scripts/complete-lock-file.js` and commit what it writes.\n',
  )
  expect(exitCode).toBe(1)
})

test('a folder without lock files is refused', async () => {
  const { exitCode, output } = await runScript(SCRIPT, ['--check', mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))])
  expect(output).toContain('no package-lock.json in ')
  expect(exitCode).toBe(1)
})

test('what is missing is taken from the registry in use', async () => {
  const { folder, file } = projectWith({
    'node_modules/a': {
      version: '1.0.0',
      integrity: 'sha512-a',
      dev: true,
      optionalDependencies: { 'known-linux-arm': '1.0.0' },
    },
  })
  expect(await runScript(SCRIPT, [folder], environment)).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(readFileSync(file, 'utf8')).packages['node_modules/known-linux-arm']).toEqual({
    version: '1.0.0',
    integrity: 'sha512-known',
    cpu: ['arm'],
    dev: true,
    license: 'MIT',
    optional: true,
    os: ['linux'],
  })
})

test('what the registry has no hash of is named, and the lock file stays as it was', async () => {
  const { folder, file } = projectWith({
    'node_modules/known-linux-arm': { version: '1.0.0' },
    'node_modules/unhashed': { version: '1.0.0' },
    'node_modules/unknown': { version: '1.0.0' },
  })
  const before = readFileSync(file, 'utf8')
  const { exitCode, output } = await runScript(SCRIPT, [folder], environment)
  expect(output).toContain('the registry has no hash of\n  unhashed@1.0.0\n  unknown@1.0.0\n')
  expect(exitCode).toBe(1)
  expect(readFileSync(file, 'utf8')).toBe(before)
})
