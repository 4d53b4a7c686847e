import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from '../../src/edge/cli/run.ts'

/** The built command line. */
export const MAIN = fileURLToPath(new URL('../../dist/edge/cli/main.js', import.meta.url))

export interface CliResult {
  exitCode: number | null
  stdout: string
  stderr: string
}

/** Starts the built command line. */
export function startCli(args: string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH, ...environment } })
}

const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
let files = 0

/** A new file with this content: a command that reads it need not be a process of its own. */
export function fileWith(content: string | Buffer): string {
  files += 1
  const path = join(folder, `${files}.input`)
  writeFileSync(path, content)
  return path
}

/** Runs the command line to its end: in this process, but for standard input. */
export async function runCli(
  args: string[],
  input: string | Buffer = '',
  environment: NodeJS.ProcessEnv = {},
): Promise<CliResult> {
  if (args.includes('-')) return spawnCli(args, input, environment)
  const before = running
  const mine = before.then(() => withEnvironment(environment, () => runHere(args)))
  running = mine.then(() => undefined)
  return mine
}

/** One at a time: they share the streams of this process. */
let running: Promise<void> = Promise.resolve()

async function runHere(args: string[]): Promise<CliResult> {
  const output = { stdout: '', stderr: '' }
  const originals = { stdout: process.stdout.write, stderr: process.stderr.write }
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = ((chunk: string | Uint8Array) => {
      output[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
      return true
    }) as typeof process.stdout.write
  }
  try {
    const exitCode = await runCommandLine([process.execPath, MAIN, ...args])
    return { exitCode, ...output }
  } finally {
    process.stdout.write = originals.stdout
    process.stderr.write = originals.stderr
  }
}

/** Replaces the environment of this process while a command runs. */
async function withEnvironment<T>(environment: NodeJS.ProcessEnv, run: () => Promise<T>): Promise<T> {
  const original = process.env
  process.env = { PATH: original.PATH, ...environment }
  try {
    return await run()
  } finally {
    process.env = original
  }
}

/** Runs the built command line as a process of its own: its output and that of its own commands are one stream. */
export async function spawnCli(
  args: string[],
  input: string | Buffer = '',
  environment: NodeJS.ProcessEnv = {},
): Promise<CliResult> {
  const child = startCli(args, environment)
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk
  })
  child.stdin?.end(input)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exitCode, ...output }
}

/** Waits until a stream has printed what the pattern matches. */
export function printed(child: ChildProcess, pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout'): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child[stream]?.on('data', (chunk) => {
      text += chunk
      const match = pattern.exec(text)
      if (match) resolve(match[1] ?? match[0])
    })
    child.once('close', () => reject(new Error(`ended without printing ${pattern}: ${text}`)))
  })
}
