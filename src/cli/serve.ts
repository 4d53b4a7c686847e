import { once } from 'node:events'
import { type Command, Option } from 'commander'
import pino from 'pino'
import { readServeConfig } from '../config.ts'
import { HarnessError } from '../errors.ts'
import { startFlexIamMock } from '../harness.ts'
import { runDemo } from './demo.ts'

interface ServeFlags extends Record<string, unknown> {
  demo?: boolean
  once?: boolean
}

/** `serve`, the default command. */
export function addServeCommand(program: Command): void {
  program
    .command('serve', { isDefault: true })
    .description('start the harness')
    .option('--port <number>', 'TCP port, 0 for a free one (default 8080)')
    .option('--host <address>', 'address to listen on (default 127.0.0.1 and ::1)')
    .option('--base-url <url>', 'the URL under which IdPs and browsers reach it')
    .option('--db <file>', 'SQLite file or :memory: (default flex-iam-mock.db)')
    .option('--admin-token <token>', 'token that others than this machine need')
    .option('--open', 'ask nobody for a token')
    .option('--trust-proxy <addresses>', 'proxies whose forwarded headers count')
    .option('--config <file>', 'JSON file with these options')
    .option('--demo', 'post captured logins of real IdPs first, in memory')
    .addOption(new Option('--once', 'end after the demo'))
    .action(async ({ demo = false, once: endAfterwards = false, ...flags }: ServeFlags) =>
      serve(flags, demo, endAfterwards),
    )
}

async function serve(flags: Record<string, unknown>, demo: boolean, endAfterwards: boolean): Promise<void> {
  if (endAfterwards && !demo)
    throw new HarnessError('INVALID_CONFIG', '--once is for the demo.', 'Add --demo, or leave --once out.')
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]) // heard from the first moment on
  const config = readServeConfig({ ...(demo ? { db: ':memory:' } : {}), ...flags })
  const lines = pino.destination({ dest: 2, sync: false }) // a login does not wait for its line
  const logger = pino(lines)
  const harness = await startFlexIamMock({
    ...config,
    log: demo ? () => undefined : (event, facts) => logger.info(facts, event),
  })
  if (harness.adminToken !== null && config.adminToken === null) {
    process.stderr.write(`admin token (shown once): ${harness.adminToken}\n`)
  }
  if (demo) await runDemo(harness, !endAfterwards)
  if (!endAfterwards) {
    process.stdout.write(`ready: ${harness.url}\n`)
    await stopped
  }
  await harness.close()
  lines.flushSync()
}
