import { setTimeout as sleep } from 'node:timers/promises'
import { printable } from '../../core/report/printable.ts'
import { createApi } from './api.ts'
import type { Define } from './define.ts'
import { timeoutOption, urlOption } from './options.ts'

interface ReadyzFlags {
  url: string
  wait?: boolean
  /** In milliseconds. */
  timeout?: number
}

const PAUSE_MS = 100
const EXIT_TIMEOUT = 3

/** `readyz`: whether a harness is ready for logins, for health checks and scripts that start one. */
export const define: Define = (command, outcome) => {
  command
    .addOption(urlOption())
    .option('--wait', 'wait until it is ready')
    .addOption(timeoutOption('how long to wait: 500ms, 30s, 2m (default 30s with --wait, otherwise 3s)'))
    .action(async (flags: ReadyzFlags) => {
      outcome.exitCode = await askReady(flags)
    })
}

async function askReady({ url, wait = false, timeout = wait ? 30_000 : 3_000 }: ReadyzFlags): Promise<number> {
  const api = createApi(url, undefined)
  const deadline = Date.now() + timeout
  for (;;) {
    const answer = await api.ask('/readyz', AbortSignal.timeout(Math.max(1, deadline - Date.now())))
    if (answer?.ok) return 0
    if (!wait || Date.now() + PAUSE_MS > deadline) {
      process.stderr.write(`${url} is not ready: ${answer ? await describe(answer) : 'it does not answer.'}\n`)
      return wait ? EXIT_TIMEOUT : 1
    }
    await sleep(PAUSE_MS)
  }
}

/** The status, and the cause that the harness gives. */
async function describe(answer: Response): Promise<string> {
  const problem: unknown = await answer.json().catch(() => null)
  const { detail } = Object(problem) as { detail?: unknown }
  return `it answered ${answer.status}${typeof detail === 'string' ? `: ${printable(detail)}` : '.'}`
}
