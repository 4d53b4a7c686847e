import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { MAIN, printed, runCli, startCli } from '../support/cli.ts'
import { TENANTS } from '../support/idp.ts'

const worker = (index: number) => ({
  accountSid: TENANTS.legacy,
  friendlyName: `worker-${index}`,
  attributes: { essay: 'x'.repeat(4_000) },
})
/** Longer than one block, so that a full disk can cut it off. */
const SEED = seedOf(1)

function seedOf(workers: number): string {
  return `${JSON.stringify({ workers: Array.from({ length: workers }, (_, index) => worker(index)) })}\n`
}

/** A folder of its own with a seed in it. */
function seedAlone(text = SEED): string {
  const file = join(newFolder(), 'seed.json')
  writeFileSync(file, text)
  return file
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
const listFaults = (output: string) => runCli(['mint', '--list-faults', '-o', output])

/** The seed is as it was, and nothing lies beside it. */
function expectUntouched(file: string): void {
  expect(readFileSync(file, 'utf8')).toBe(SEED)
  expect(readdirSync(dirname(file))).toEqual(['seed.json'])
}

test('exec that is killed while its command runs has changed nothing', async () => {
  const seed = seedAlone()
  const command = [process.execPath, '-e', 'console.log("up"); setTimeout(() => {}, 3_000)']
  const killed = startCli(['exec', '--seed', seed, '--export-on-exit', seed, '--', ...command])
  await printed(killed, /up/)
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expectUntouched(seed)
})

const ROUNDS = Number(process.env.ROUNDS ?? 5) // .ci/nightly: 50
const WORKERS = 1_000 // some 4 MB, which takes a moment to write

test('exec that is killed while it writes leaves the old document or the new one, whole', async () => {
  const text = seedOf(WORKERS)
  const seed = seedAlone(text)
  const written = new Set<string>()
  for (let round = 0; round < ROUNDS; round += 1) {
    writeFileSync(seed, text)
    await killWhileWriting(seed, (round * 40) / ROUNDS)
    const found = readFileSync(seed, 'utf8')
    if (found !== text) expect(JSON.parse(found).workers).toHaveLength(WORKERS)
    written.add(found === text ? 'old' : 'new')
    for (const name of leftBeside(seed)) expect(statSync(join(dirname(seed), name)).mode & 0o777).toBe(0o600)
    for (const name of leftBeside(seed)) rmSync(join(dirname(seed), name))
  }
  expect(written).toContain('old') // else none was killed in time
}, 300_000)

const leftBeside = (seed: string) => readdirSync(dirname(seed)).filter((name) => name !== 'seed.json')

/** Kills it some milliseconds after the first file appears beside the seed. */
async function killWhileWriting(seed: string, delay: number): Promise<void> {
  const ending = new AbortController()
  const child = startCli(['exec', '--seed', seed, '--export-on-exit', seed, '--', 'true'])
  const closed = once(child, 'close')
  const watcher = watch(dirname(seed), { signal: ending.signal })
  await Promise.race([once(watcher, 'change'), closed])
  await sleep(delay)
  child.kill('SIGKILL')
  await closed
  ending.abort()
}

test.each([
  [0, 2],
  [7, 7],
])('exec whose disk is full keeps the file; a command that ends with %i makes it %i', async (own, exitCode) => {
  const seed = seedAlone()
  const limited = ['-c', 'ulimit -f 4; exec "$0" "$@"', process.execPath, MAIN] // no file may have more than 4 blocks
  const command = ['exec', '--seed', seed, '--export-on-exit', seed, '--', 'sh', '-c', `exit ${own}`]
  const child = spawn('sh', [...limited, ...command])
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const [code] = await once(child, 'close')
  expect([code, stderr]).toEqual([exitCode, expect.stringMatching(/cannot be written: EFBIG.*\n/)])
  expectUntouched(seed)
})

test('a special file is written to and not replaced', async () => {
  const fifo = join(newFolder(), 'fifo')
  const script = `mkfifo "$1"; cat "$1" & "$0" "$2" mint --list-faults -o "$1" && wait && test -p "$1" && ls -A "$3"`
  const piped = spawnSync('sh', ['-c', script, process.execPath, fifo, MAIN, dirname(fifo)], { encoding: 'utf8' })
  expect(piped.stdout).toMatch(/nested-too-deep[\s\S]*\nfifo\n$/)
  const before = statSync('/dev/null').rdev
  expect((await listFaults('/dev/null')).exitCode).toBe(0)
  expect([statSync('/dev/null').isCharacterDevice(), statSync('/dev/null').rdev]).toEqual([true, before])
  expect((await listFaults('/dev/full')).stderr).toContain('/dev/full cannot be written: ENOSPC')
})

test('the standard streams can be named as files: earlier output of the shell stays', async () => {
  const log = join(newFolder(), 'log')
  const script = '{ echo before; "$0" "$1" mint --list-faults -o /dev/stdout; echo after; } > "$2" 2>&1'
  spawnSync('sh', ['-c', script, process.execPath, MAIN, log])
  expect(readFileSync(log, 'utf8')).toMatch(/^before\n[\s\S]*nested-too-deep[\s\S]*\nafter\n$/)
  const child = startCli(['mint', '--list-faults', '-o', '/dev/stderr']) // a socket, which cannot be opened by its name
  await printed(child, /nested-too-deep/, 'stderr')
})

test.each([
  [
    'the report in the place of the message',
    (file: string) => ['check', file, '--account', TENANTS.legacy, '-o', file],
  ],
  [
    'a bundle in the place of the message',
    (file: string) => ['check', file, '--account', TENANTS.legacy, '--bundle', file],
  ],
  [
    'a response in the place of the key',
    (file: string) => ['mint', '--account', TENANTS.legacy, '--key', file, '-o', file],
  ],
  [
    'the export in the place of the database',
    (file: string) => ['exec', '--db', file, '--export-on-exit', file, '--', 'true'],
  ],
  [
    'the export in the place of the users',
    (file: string) => ['exec', '--users', file, '--export-on-exit', file, '--', 'true'],
  ],
])('no command writes %s', async (_what, argumentsFor) => {
  const file = seedAlone()
  for (const output of [file, join(dirname(file), '.', 'seed.json')]) {
    const { exitCode, stderr } = await runCli(
      argumentsFor(file).map((each, index, all) => (index > 1 && all.lastIndexOf(file) === index ? output : each)),
    )
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('would overwrite')])
    expectUntouched(file)
  }
})

test('report and bundle of a check are two files, and no file has an empty name', async () => {
  const file = seedAlone()
  const both = join(dirname(file), 'both')
  const same = await runCli(['check', file, '--account', TENANTS.legacy, '-o', both, '--bundle', both])
  expect([same.exitCode, same.stderr]).toEqual([2, expect.stringContaining('would overwrite')])
  const nameless = await runCli(['exec', '--db', ':memory:', '--export-on-exit', '', '--', 'echo', 'ran'])
  expect([nameless.exitCode, nameless.stdout]).toEqual([2, ''])
  expectUntouched(file)
})
