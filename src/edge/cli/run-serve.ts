import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import pino from 'pino'
import { createThreadedReader, INLINE_READER } from '../../app/reading/message-reader.ts'
import { HarnessError } from '../../core/errors.ts'
import { readServeConfig } from '../config.ts'
import type { Log } from '../http/context.ts'
import { createEntrance } from '../http/enter/entrance.ts'
import { startHarness } from '../library/start.ts'
import { runDemo } from './demo.ts'

/** Serves until it is told to stop; with `demo` captured logins are posted first. */
export async function serve(flags: Record<string, unknown>, demo: boolean, endAfterwards: boolean): Promise<void> {
  if (endAfterwards && !demo)
    throw new HarnessError('INVALID_CONFIG', '--once is for the demo.', 'Add --demo, or leave --once out.')
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]) // heard from the first moment on
  const config = readServeConfig({ ...(demo ? { db: ':memory:' } : {}), ...flags })
  const lines = pino.destination({ dest: 2, sync: false }) // a login does not wait for its line
  const logger = pino(lines)
  const log: Log = demo ? () => undefined : (event, facts) => logger.info(facts, event)
  const examiner = demo || availableParallelism() === 1 ? INLINE_READER : createThreadedReader()
  const entrance = createEntrance()
  const harness = await startHarness({ ...config, log }, examiner, entrance)
  if (harness.adminToken !== null && config.adminToken === null) {
    process.stderr.write(`admin token (shown once): ${harness.adminToken}\n`)
  }
  if (demo) await runDemo(harness, !endAfterwards)
  if (!endAfterwards) {
    process.stdout.write(`ready: ${harness.url}\n`)
    if (harness.adminToken === null) process.stderr.write(`Open: ${harness.url}/\n`)
    else printLink(() => `${harness.url}/enter#${entrance.issueLink()}`)
    await stopped
  }
  await harness.close()
  lines.flushSync()
}

/** For a person who looks on: a log that keeps what is printed would keep the secret. */
function printLink(link: () => string): void {
  const terminal = [process.stdout, process.stderr].find(({ isTTY }) => isTTY)
  terminal?.write(`Open: ${link()}\n`)
}
