import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a script of the project to its end. */
export async function runScript(
  path: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn(process.execPath, [path, ...args], { cwd: ROOT, env: { ...process.env, ...environment } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (output += chunk))
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exitCode, output }
}
