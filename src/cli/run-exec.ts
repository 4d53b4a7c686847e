import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { FlexIamMock } from '../flex-iam-mock.ts'
import { startFlexIamMock } from '../harness.ts'
import { printable } from '../report/printable.ts'
import { writeOutput } from './write-output.ts'

/** The flags of `exec` as they were given. */
export interface ExecFlags {
  seed?: string
  users?: string
  idpKey?: string
  db?: string
  port?: string
  exportOnExit?: string
}

const EXIT_NOT_FOUND = 127
const EXIT_NOT_EXECUTABLE = 126
const EXIT_SIGNALLED = 128
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a command beside a harness; resolves to the command's exit code, or 128 and the number of the signal that ended it. */
export async function execute(command: string[], { exportOnExit, ...options }: ExecFlags): Promise<number> {
  const harness = await startFlexIamMock(options as Record<string, string>)
  try {
    const exitCode = await run(command, await environmentFor(harness))
    process.stderr.write(await summarize(harness))
    if (exportOnExit !== undefined) writeOutput(`${JSON.stringify(await harness.export(), null, 2)}\n`, exportOnExit)
    return exitCode
  } finally {
    await harness.close()
  }
}

/** What the command finds in its environment; ACS URL and entity ID where there is one tenant alone. */
async function environmentFor(harness: FlexIamMock): Promise<NodeJS.ProcessEnv> {
  const { connections = [] } = await harness.export()
  const [only, ...others] = connections as { sid: string }[]
  const own = { FLEX_IAM_URL: harness.localUrl }
  if (only === undefined || others.length > 0) return own
  const { sid } = only
  return { ...own, FLEX_IAM_SID: sid, FLEX_IAM_ACS_URL: harness.acsUrl(sid), FLEX_IAM_ENTITY_ID: harness.entityId(sid) }
}

function run([file = '', ...args]: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
    const forward = (signal: NodeJS.Signals) => void child.kill(signal)
    for (const signal of FORWARDED) process.on(signal, forward)
    const end = (exitCode: number) => {
      for (const signal of FORWARDED) process.off(signal, forward)
      resolve(exitCode)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT'
      process.stderr.write(
        `flex-iam-mock: ${printable(file)} ${isMissing ? 'is not there' : `cannot be run: ${error.message}`}\n`,
      )
      end(isMissing ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE)
    })
    child.once('exit', (code, signal) => end(code ?? EXIT_SIGNALLED + (signal ? constants.signals[signal] : 0)))
  })
}

const SHOWN = 20

/** How many logins there were, and the newest of them. */
async function summarize(harness: FlexIamMock): Promise<string> {
  const logins = await harness.logins.list({ limit: 1_000 })
  const accepted = logins.filter(({ outcome }) => outcome === 'accepted').length
  const more = logins.length === 1_000 ? ' or more' : ''
  const lines = logins.slice(0, SHOWN).map(({ receivedAt, outcome, generation, firstCause }) => {
    const cause = firstCause === null ? '' : `  ${firstCause}`
    return `  ${receivedAt}  ${generation.padEnd(8)}  ${outcome}${cause}\n`
  })
  return `flex-iam-mock: ${logins.length}${more} logins, ${accepted} accepted\n${lines.join('')}`
}
