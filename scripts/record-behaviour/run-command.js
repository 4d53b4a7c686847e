import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { maskOutput } from './masks.js'

const PRELOAD = fileURLToPath(new URL('./preload.js', import.meta.url))
const READY = /ready: (http:\/\/localhost:(\d+))/
const PATIENCE_MS = 120_000

/** The file that the package installs as its command. */
export function commandOf(checkout) {
  const { bin } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
  return join(checkout, Object.values(bin)[0])
}

const environmentOf = (home, { env = {}, running = false, seed = '' }) => ({
  PATH: process.env.PATH,
  HOME: home,
  TZ: 'UTC',
  NODE_OPTIONS: `--import ${PRELOAD}`,
  RECORD_SEED: seed,
  ...(running ? { RECORD_CLOCK: 'running' } : {}),
  ...env,
})

/** Starts the command in a folder; `watch` sees what it prints. */
function start(command, args, folder, options, watch = () => undefined) {
  const env = environmentOf(folder, options)
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (chunk) => {
      output[name] += chunk
      watch(output, child)
    })
  }
  child.stdin.on('error', () => undefined) // it may end before it reads
  child.stdin.end(options.input ?? '')
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  const ended = new Promise((resolve) => child.once('close', (exit, signal) => resolve({ exit, signal, ...output })))
  return { child, output, ended: ended.finally(() => clearTimeout(patience)) }
}

/** Starts a harness in its own process; it listens on a free port. */
async function startHarness(command, folder, options) {
  const args = ['serve', '--port', '0', '--db', ':memory:', '--seed', 'seed.json', '--idp-key', 'idp.key']
  const harness = start(command, args, folder, options)
  const url = await new Promise((resolve, reject) => {
    harness.child.stdout.on(
      'data',
      () => READY.test(harness.output.stdout) && resolve(READY.exec(harness.output.stdout)[1]),
    )
    harness.child.stderr.on(
      'data',
      () => READY.test(harness.output.stderr) && resolve(READY.exec(harness.output.stderr)[1]),
    )
    harness.ended.then(({ stderr }) => reject(new Error(`the harness did not start: ${stderr}`)))
  })
  const stop = () => {
    harness.child.kill('SIGTERM')
    return harness.ended
  }
  return { url, stop }
}

/** Ends a command that would stay up, once it is ready. */
function endWhenReady({ stdout, stderr }, child) {
  if (READY.test(stdout) || READY.test(stderr)) child.kill('SIGTERM')
}

const EXPECTED_BINARY = /\.db(-wal|-shm)?$/

/** The files that a command wrote, by name; for databases only the name. */
function filesIn(folder, known) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .filter((name) => !(name in known))
  const read = (name) => (EXPECTED_BINARY.test(name) ? null : readFileSync(join(folder, name), 'utf8'))
  return Object.fromEntries(names.sort().map((name) => [name, read(name)]))
}

function makeFolder(inputs) {
  const folder = mkdtempSync(join(tmpdir(), 'record-'))
  for (const [name, content] of Object.entries(inputs)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/**
 * Runs one command to its end, in its own folder with the given files.
 * `{URL}` in its arguments stands for a harness that is started first; `before` are commands that run before it.
 */
export async function runCommand(command, inputs, { args, before = [], ...options }) {
  const folder = makeFolder(inputs)
  const inFrozenTime = { ...options, running: false }
  const needsHarness =
    [args, ...before].flat().some((arg) => arg.includes('{URL}')) || options.env?.FLEX_IAM_URL === '{URL}'
  const harness = needsHarness ? await startHarness(command, folder, inFrozenTime) : null
  const fill = (text) => text.replaceAll('{URL}', harness?.url)
  const env = Object.fromEntries(Object.entries(options.env ?? {}).map(([name, value]) => [name, fill(value)]))
  try {
    for (const each of before) await start(command, each.map(fill), folder, inFrozenTime).ended
    const watch = options.untilReady ? endWhenReady : undefined
    const result = await start(command, args.map(fill), folder, { ...options, env }, watch).ended
    return maskOutput({ ...result, files: filesIn(folder, inputs) }, folder)
  } finally {
    await harness?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
