import { z } from 'zod'
import type { LoginSummary, Report } from '../domain/report.ts'
import { HarnessError, LoginTimeoutError, type MissedLogin } from '../errors.ts'
import type { LoginEvents } from '../events/login-events.ts'
import type { Store } from '../store/index.ts'
import { parseInput } from './input.ts'

const text = z.string().optional()
const loginCriteria = z.strictObject({
  account: text,
  connection: text,
  worker: text,
  email: text,
  outcome: z.enum(['accepted', 'rejected']).optional(),
  product: text,
})

/** Which login is meant; what is left out may be anything. `worker` is a NameID; it and `email` match in any case. */
export type LoginCriteria = z.input<typeof loginCriteria>

/** `timeout` in milliseconds (30,000 unless told); `after` is the id of an attempt: only later ones count. */
export interface WaitOptions {
  timeout?: number
  after?: string
}

const DEFAULT_TIMEOUT_MS = 30_000
const MAX_TIMEOUT_MS = 2 ** 31 - 1 // of Node's timers

/**
 * Waits for a login that fits; one that was recorded before counts too, unless `after` says otherwise. Nothing is polled.
 * @throws LoginTimeoutError LOGIN_TIMEOUT with the newest attempts and why each was not meant
 * @throws HarnessError UNKNOWN_LOGIN, INVALID_REQUEST; STORE_UNAVAILABLE when the harness is closed meanwhile
 */
export async function waitForLogin(
  store: Store,
  events: LoginEvents,
  criteria: LoginCriteria,
  { timeout = DEFAULT_TIMEOUT_MS, after }: WaitOptions,
): Promise<Report> {
  if (!(timeout >= 0 && timeout <= MAX_TIMEOUT_MS)) {
    const hint = `Give the timeout in milliseconds, at most ${MAX_TIMEOUT_MS}.`
    throw new HarnessError('INVALID_REQUEST', `The timeout is ${timeout}.`, hint)
  }
  parseInput(loginCriteria, criteria, 'what is waited for')
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      clearTimeout(timer)
      unsubscribe()
      end()
    }
    const fail = (error: unknown) => settle(() => reject(error))
    const unsubscribe = events.subscribe({
      recorded: ({ summary, report }) => {
        if (describeMisfit(criteria, summary) === null) settle(() => resolve(report))
      },
      ended: () => fail(new HarnessError('STORE_UNAVAILABLE', 'The harness was closed.', 'Wait before closing it.')),
    })
    const timer = setTimeout(() => {
      unsubscribe()
      explainTimeout(store, criteria, timeout, after).then(fail, fail)
    }, timeout)
    findRecorded(store, criteria, after).then((report) => report && settle(() => resolve(report)), fail)
  })
}

async function findRecorded(store: Store, criteria: LoginCriteria, after?: string): Promise<Report | null> {
  if (after !== undefined && (await store.loadReport(after)) === null) {
    const hint = 'Give the id of an attempt that is still kept, or leave after out.'
    throw new HarnessError('UNKNOWN_LOGIN', `There is no login ${after} to wait after.`, hint)
  }
  const { logins } = await store.listLogins({ ...criteria, since: after, limit: 1 })
  return logins[0] ? store.loadReport(logins[0].id) : null
}

const SHOWN = 10

async function explainTimeout(store: Store, criteria: LoginCriteria, timeout: number, after?: string) {
  const { logins } = await store.listLogins({ since: after, limit: SHOWN })
  const missed = logins.map(
    (login): MissedLogin => ({ login, because: describeMisfit(criteria, login) ?? 'it came too late' }),
  )
  const [newest] = missed
  const seen = newest ? `the newest of those that arrived: ${newest.because}` : 'none arrived'
  return new LoginTimeoutError(`No login that was waited for within ${timeout} ms; ${seen}.`, missed)
}

/** The first criterion that a login does not fit, in words; null when it is the one. */
function describeMisfit(criteria: LoginCriteria, summary: LoginSummary): string | null {
  for (const [name, actual, ignoreCase] of compared(summary)) {
    const wanted = criteria[name]
    const same = ignoreCase ? actual?.toLowerCase() === wanted?.toLowerCase() : actual === wanted
    if (wanted !== undefined && !same) return `${name} is ${actual ?? 'not known'}, not ${wanted}`
  }
  return null
}

const compared = (summary: LoginSummary): [name: keyof LoginCriteria, actual: string | null, ignoreCase: boolean][] => [
  ['account', summary.account, false],
  ['connection', summary.connection, false],
  ['worker', summary.nameId, true],
  ['email', summary.email, true],
  ['outcome', summary.outcome, false],
  ['product', summary.product, false],
]
