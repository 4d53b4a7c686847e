import { availableParallelism } from 'node:os'
import pino from 'pino'
import { HarnessError } from '../../core/errors.ts'
import { readServeConfig } from '../config.ts'
import type { Log } from '../http/context.ts'
import { createEntrance } from '../http/enter/entrance.ts'
import type { Define } from './define.ts'
import { repeatable } from './options.ts'

interface ServeFlags extends Record<string, unknown> {
  demo?: boolean
  once?: boolean
}

/** `serve`, the default command. */
export const define: Define = (command) => {
  command
    .option('--port <number>', 'TCP port, 0 for a free one (default 8080)')
    .option('--host <address>', 'address to listen on (default 127.0.0.1 and ::1)')
    .option('--base-url <url>', 'the URL at which IdPs and browsers reach the harness')
    .option('--db <file>', 'SQLite file or :memory: (default flex-iam-mock.db)')
    .option('--seed <file>', 'JSON file with connections and workers to start with')
    .option('--users <file>', 'JSON list of users of the built-in IdP')
    .option('--idp-key <file>', 'RSA private key (PEM) for the built-in IdP (default: a new one)')
    .option('--retain <number>', 'number of attempts to keep (default 10,000)')
    .option('--webhook <url>', 'URL that receives an event for each login (repeatable)', repeatable)
    .option('--webhook-secret <secret>', 'secret to sign webhook deliveries with')
    .option('--admin-token <token>', 'token that the API and the pages require, also from this machine')
    .option('--open', 'require no token, for the host names of --open-hosts')
    .option('--open-hosts <names>', 'host names for --open, separated by commas (default: those of loopback)')
    .option('--trust-proxy <addresses>', 'proxies whose forwarded headers are trusted')
    .option('--config <file>', 'JSON file with these options')
    .option('--demo', 'post captured logins of real IdPs first, in memory')
    .option('--once', 'exit after the demo')
    .action(async ({ demo = false, once: endAfterwards = false, ...flags }: ServeFlags) => {
      const typed = Object.entries(flags).filter(([name]) => command.getOptionValueSource(name) === 'cli')
      await serve(Object.fromEntries(typed), demo, endAfterwards) // the environment is read with the rest of it
    })
}

/** Serves until it receives a signal. With `demo`, captured logins are posted first. */
export async function serve(flags: Record<string, unknown>, demo: boolean, endAfterwards: boolean): Promise<void> {
  if (endAfterwards && !demo)
    throw new HarnessError('INVALID_CONFIG', '--once needs --demo.', 'Add --demo, or remove --once.')
  let stop = () => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  for (const signal of SIGNALS) process.once(signal, stop) // from the very start
  try {
    await serveUntil(stopped, flags, demo, endAfterwards)
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop)
  }
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

async function serveUntil(
  stopped: Promise<void>,
  flags: Record<string, unknown>,
  demo: boolean,
  endAfterwards: boolean,
): Promise<void> {
  const config = readServeConfig({ ...(demo ? { db: ':memory:' } : {}), ...flags })
  const { startHarness } = await import('../library/start.ts') // help and usage errors do not load the server
  const lines = pino.destination({ dest: 2, sync: false }) // a login does not wait for its line
  const logger = pino(lines)
  const log: Log = demo ? () => undefined : (event, facts) => logger.info(facts, event)
  const { createThreadedReader, INLINE_READER } = await import('../../app/reading/message-reader.ts')
  const examiner = demo || availableParallelism() === 1 ? INLINE_READER : createThreadedReader()
  const entrance = createEntrance()
  const harness = await startHarness({ ...config, log }, examiner, entrance)
  if (harness.adminToken !== null && config.adminToken === null) {
    process.stderr.write(`admin token (shown once): ${harness.adminToken}\n`)
  }
  if (demo) {
    const { runDemo } = await import('./demo.ts')
    await runDemo(harness, !endAfterwards)
  }
  if (!endAfterwards) {
    process.stdout.write(`ready: ${harness.url}\n`)
    if (harness.adminToken === null) process.stderr.write(`Open: ${harness.url}/\n`)
    else printLink(() => `${harness.url}/enter#${entrance.issueLink()}`)
    await stopped
  }
  await harness.close()
  lines.flushSync()
}

/** Only for a person at a terminal: a log of the output would keep the secret. */
function printLink(link: () => string): void {
  const terminal = [process.stdout, process.stderr].find(({ isTTY }) => isTTY)
  terminal?.write(`Open: ${link()}\n`)
}
