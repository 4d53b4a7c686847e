import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface CliResult {
  exitCode: number | null
  stdout: string
  stderr: string
}

/** Starts the built command line. */
export function startCli(args: string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH, ...environment } })
}

/** Runs the built command line to its end. */
export async function runCli(
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
