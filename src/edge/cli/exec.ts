import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { inspect } from 'node:util'
import { HarnessError } from '../../core/errors.ts'
import { printable } from '../../core/report/printable.ts'
import { SERVE_VARIABLES } from '../config.ts'
import type { FlexIamMock } from '../library/handle.ts'
import type { Define } from './define.ts'
import { requireOther, requireWritable, writeOutput } from './write-output.ts'

/** The flags of `exec` as they were given. */
export interface ExecFlags {
  seed?: string
  users?: string
  idpKey?: string
  db?: string
  port?: string
  exportOnExit?: string
}

/** `exec -- CMD`: a harness for as long as a command runs. */
export const define: Define = (command, outcome) => {
  command
    .argument('<command...>', 'the command and its arguments, after --')
    .option('--seed <file>', 'JSON file with connections and workers to start with')
    .option('--users <file>', 'JSON list of users of the built-in IdP')
    .option('--idp-key <file>', 'RSA private key (PEM) for the built-in IdP')
    .option('--db <file>', 'SQLite file (default: in memory)')
    .option('--port <number>', 'TCP port (default: a free one)')
    .option('--export-on-exit <file>', 'write connections, workers and clock to this file when the command has ended')
    .action(async (command: string[], flags: ExecFlags) => {
      outcome.exitCode = await execute(command, flags)
    })
}

const EXIT_FAILED = 2
const EXIT_NOT_FOUND = 127
const EXIT_NOT_EXECUTABLE = 126
const EXIT_SIGNALLED = 128
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a command with a harness; resolves to the exit code of the command, or 128 plus the number of the signal that ended it.
 * A command that succeeded still fails (2) if its logins could not be listed or exported.
 * @throws HarnessError INVALID_CONFIG, INVALID_REQUEST for a file that cannot be written, which is checked before it starts
 */
export async function execute(command: string[], { exportOnExit, ...options }: ExecFlags): Promise<number> {
  requireOther(exportOnExit, [options.db, options.users, options.idpKey]) // only a seed may be replaced
  if (exportOnExit !== undefined) requireWritable(exportOnExit)
  const { startFlexIamMock } = await import('../library/start.ts') // help and usage errors do not load the server
  const harness = await startFlexIamMock(options as Record<string, string>)
  try {
    const exitCode = await run(command, await environmentFor(harness))
    const isSummarized = await attempt('Could not list the logins', async () => {
      process.stderr.write(await summarize(harness))
    })
    const isExported = exportOnExit === undefined || (await exportTo(exportOnExit, harness))
    return exitCode || (isSummarized && isExported ? 0 : EXIT_FAILED)
  } finally {
    await harness.close()
  }
}

const exportTo = (file: string, harness: FlexIamMock) =>
  attempt(`The export failed, and ${file} was not changed`, async () =>
    writeOutput(`${JSON.stringify(await harness.export(), null, 2)}\n`, file),
  )

/** Whether a step succeeded. If not, it prints why, and the next step can still be taken. */
async function attempt(failure: string, step: () => Promise<void>): Promise<boolean> {
  try {
    await step()
    return true
  } catch (error) {
    const reason =
      error instanceof HarnessError ? `${printable(error.message)}\n${printable(error.hint)}` : inspect(error)
    process.stderr.write(`flex-iam-mock: ${printable(failure)}: ${reason}\n`)
    return false
  }
}
/** Variables that describe another harness and would mislead the command: its options, its tenant, and a cursor. */
const OF_ANOTHER = [
  ...SERVE_VARIABLES,
  'FLEX_IAM_SID',
  'FLEX_IAM_ACS_URL',
  'FLEX_IAM_ENTITY_ID',
  'FLEX_IAM_AFTER',
  'FLEX_IAM_EXPORT_ON_EXIT',
]

/** The environment of the command; with ACS URL and entity ID if there is only one tenant. */
async function environmentFor(harness: FlexIamMock): Promise<NodeJS.ProcessEnv> {
  const { connections = [] } = await harness.export()
  const [only, ...others] = connections as { sid: string }[]
  const own = { ...Object.fromEntries(OF_ANOTHER.map((name) => [name, undefined])), FLEX_IAM_URL: harness.localUrl }
  if (only === undefined || others.length > 0) return own
  const { sid } = only
  return { ...own, FLEX_IAM_SID: sid, FLEX_IAM_ACS_URL: harness.acsUrl(sid), FLEX_IAM_ENTITY_ID: harness.entityId(sid) }
}

async function run([file = '', ...args]: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
    return await untilEnded(child)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isMissing = code === 'ENOENT'
    process.stderr.write(
      `flex-iam-mock: ${isMissing ? `command not found: ${printable(file)}` : `${printable(file)} cannot be run: ${message}`}\n`,
    )
    return isMissing ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE
  }
}

/** A terminal also sends Ctrl-C to the command. Forwarding it would send it twice, which kills many programs immediately. */
const isFromTerminal = (signal: NodeJS.Signals) =>
  signal === 'SIGINT' && [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY)

/** The exit code of a command. Signals to this process are forwarded to it. Rejects if it cannot be run. */
async function untilEnded(child: ChildProcess): Promise<number> {
  const forward = (signal: NodeJS.Signals) => void (isFromTerminal(signal) || child.kill(signal))
  for (const signal of FORWARDED) process.on(signal, forward)
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return code ?? EXIT_SIGNALLED + (signal ? constants.signals[signal] : 0)
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward)
  }
}

const SHOWN = 20

/** The number of logins, and the newest of them. */
async function summarize(harness: FlexIamMock): Promise<string> {
  const logins = await harness.logins.list({ limit: 1_000 })
  const accepted = logins.filter(({ outcome }) => outcome === 'accepted').length
  const more = logins.length === 1_000 ? ' or more' : ''
  const lines = logins.slice(0, SHOWN).map(({ receivedAt, outcome, generation, firstCause }) => {
    const cause = firstCause === null ? '' : `  ${firstCause}`
    return `  ${receivedAt}  ${generation.padEnd(8)}  ${outcome}${cause}\n`
  })
  return `flex-iam-mock: ${logins.length}${more} ${logins.length === 1 ? 'login' : 'logins'}, ${accepted} accepted\n${lines.join('')}`
}
