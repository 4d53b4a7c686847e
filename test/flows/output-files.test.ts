import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { MAIN, runCli } from '../support/cli.ts'
import { TENANTS } from '../support/idp.ts'

const ENTRA = 'fixtures/responses/entra/both.response'
const NODE = [process.execPath, '-e']
const SEED = `${JSON.stringify({
  connections: [{ sid: TENANTS.enhanced }],
  workers: [{ accountSid: TENANTS.legacy, friendlyName: 'ada' }],
})}\n`

/** A folder of its own with a seed in it. */
function seedAlone(): string {
  const file = join(newFolder(), 'seed.json')
  writeFileSync(file, SEED)
  return file
}

const newFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')))
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
const listFaults = (output: string) => runCli(['mint', '--list-faults', '-o', output])

/** The seed is as it was, and nothing lies beside it. */
function expectUntouched(file: string): void {
  expect(readFileSync(file, 'utf8')).toBe(SEED)
  expect(readdirSync(dirname(file))).toEqual(['seed.json'])
}

test.each([
  ['a bad flag', ['--port', 'many'], 'many|port'],
  ['a missing seed', ['--seed', '/nowhere.json'], '/nowhere.json cannot be read'],
  ['a store that cannot be opened', ['--db', '/nowhere/store.db'], 'store'],
])('exec keeps the file of --export-on-exit: %s', async (_why, flags, message) => {
  const seed = seedAlone()
  const ended = await runCli(['exec', '--seed', seed, '--export-on-exit', seed, ...flags, '--', 'echo', 'has run'])
  expect(ended).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringMatching(message) })
  expectUntouched(seed)
})

test('exec keeps the file if the port is in use', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const seed = seedAlone()
  const flags = ['--seed', seed, '--export-on-exit', seed, '--port', String(port)]
  const { exitCode } = await runCli(['exec', ...flags, '--', 'true']).finally(() => taken.close())
  expect(exitCode).toBe(2)
  expectUntouched(seed)
})

test('exec replaces the file after the command, readable only by its owner', async () => {
  const seed = seedAlone()
  expect((await runCli(['exec', '--seed', seed, '--export-on-exit', seed, '--', 'true'])).exitCode).toBe(0)
  expect(JSON.parse(readFileSync(seed, 'utf8')).workers).toMatchObject([{ friendlyName: 'ada' }])
  expect([readdirSync(dirname(seed)), modeOf(seed)]).toEqual([['seed.json'], '600'])
})

test.each([
  [0, 2],
  [7, 7],
])(
  'exec keeps the file if the export fails; a command that exits with %i makes it exit with %i',
  async (own, exitCode) => {
    const seed = seedAlone()
    const db = join(newFolder(), 'store.db')
    const damage = 'new (require("libsql"))(process.argv[1]).exec("alter table workers rename to gone")'
    const command = [...NODE, `${damage}; process.exitCode = ${own}`, db]
    const ended = await runCli(['exec', '--seed', seed, '--export-on-exit', seed, '--db', db, '--', ...command])
    expect(ended).toEqual({
      exitCode,
      stdout: '',
      stderr: expect.stringContaining(`The export failed, and ${seed} was not changed: The store`),
    })
    expectUntouched(seed)
  },
)

test.each(['--export-on-exit', '-o'])('%s refuses a folder, and changes nothing to detect it', async (flag) => {
  const folder = newFolder()
  const command = flag === '-o' ? ['mint', '--list-faults'] : ['exec']
  const rest = flag === '-o' ? [] : ['--', 'echo', 'has run']
  const refused = await runCli([...command, flag, folder, ...rest])
  expect(refused).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringContaining('is a folder') })
  expect(readdirSync(folder)).toEqual([])
})

test('exec reports a protected file or folder before it runs the command', async () => {
  if (process.getuid?.() === 0) return expectRefusedToNobody()
  const seed = seedAlone()
  const asked = ['exec', '--export-on-exit', seed, '--', 'echo', 'has run']
  for (const path of [seed, dirname(seed)]) {
    chmodSync(path, 0o555)
    expect((await runCli(asked)).stdout).toBe('')
    chmodSync(path, 0o755)
  }
  expectUntouched(seed)
})

/**
 * Root may write everywhere, so another user tries. Not where only root can read the folder of Node or of the checkout, as
 * with `npx node`: there the other user cannot start the command.
 */
function expectRefusedToNobody(): void {
  const nobody = { uid: 65_534, gid: 65_534 }
  const reading = `require('node:fs').readFileSync(${JSON.stringify(MAIN)})`
  if (spawnSync(process.execPath, ['-e', reading], nobody).status !== 0) return
  const seed = seedAlone()
  chmodSync(dirname(seed), 0o755)
  const asked = [MAIN, 'exec', '--export-on-exit', seed, '--', 'echo', 'has run']
  const ended = spawnSync(process.execPath, asked, { ...nobody, encoding: 'utf8' })
  expect([ended.status, ended.stdout]).toEqual([2, ''])
  expect(ended.stderr).toContain(`${seed} cannot be written: EACCES`)
  expectUntouched(seed)
}

test('-o, --bundle and a report are readable only by their owner, even if the file was not before', async () => {
  const folder = newFolder()
  const [faults, report, bundle] = ['faults', 'report', 'bundle'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(faults, 'old', { mode: 0o644 })
  await listFaults(faults)
  await runCli(['check', ENTRA, '-o', report, '--bundle', bundle])
  expect(readFileSync(faults, 'utf8')).toContain('nested-too-deep')
  expect(readFileSync(bundle, 'utf8')).toContain('expect: accepted')
  expect(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))])).toEqual([
    ['bundle', '600'],
    ['faults', '600'],
    ['report', '600'],
  ])
})

test('a symbolic link stays one, even if its target does not exist', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'far'))
  for (const name of ['there', 'missing']) symlinkSync(`far/${name}`, join(folder, name))
  symlinkSync('there', join(folder, 'twice'))
  symlinkSync('circle', join(folder, 'circle'))
  writeFileSync(join(folder, 'far/there'), 'old')
  for (const name of ['twice', 'missing']) expect((await listFaults(join(folder, name))).exitCode).toBe(0)
  expect(readlinkSync(join(folder, 'there'))).toBe('far/there')
  expect(lstatSync(join(folder, 'twice')).isSymbolicLink()).toBe(true)
  expect(readdirSync(join(folder, 'far'))).toEqual(['missing', 'there'])
  for (const name of ['there', 'missing'])
    expect(readFileSync(join(folder, 'far', name), 'utf8')).toContain('nested-too-deep')
  expect((await listFaults(join(folder, 'circle'))).stderr).toContain('cannot be written: ELOOP')
})
