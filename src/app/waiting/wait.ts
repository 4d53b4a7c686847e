import type { LoginSummary, Report } from '../../core/domain/report.ts'
import { HarnessError, LoginTimeoutError } from '../../core/errors.ts'
import type { Store } from '../../store/index.ts'
import type { AnnouncedLogin, LoginEvents } from '../events/login-events.ts'
import { createSearchTime, type SearchTime } from '../search-time.ts'
import { findRecorded } from './find-recorded.ts'
import { hasFacts, type LoginCriteria, mismatchOf, readCriteria, type WantedLogin } from './login-query.ts'

/** `timeout` in milliseconds (default 30,000); `after` is the id of an attempt, or a cursor: only later ones count. */
export interface WaitOptions {
  timeout?: number
  after?: string
  /** Ends the wait; the promise is rejected with its reason. */
  signal?: AbortSignal
}

/** The matching login, and the cursor after it. */
export interface AwaitedLogin {
  login: Report
  next: string
}

/** How long the store is searched at least, even if the timeout is shorter. */
const SEARCH_MS = 1_000
/** How long it is searched again for logins that arrived meanwhile, and how long misses are explained. */
const LOOK_MS = 200
const EXPLAIN_MS = 500

const DEFAULT_TIMEOUT_MS = 30_000
const MAX_TIMEOUT_MS = 2 ** 31 - 1 // of Node's timers

/**
 * Waits for a matching login. A login that is already recorded counts, the newest first; with `after` only later ones,
 * the oldest first. Does not poll.
 * @throws LoginTimeoutError LOGIN_TIMEOUT with the newest attempts and why each did not match
 * @throws HarnessError UNKNOWN_LOGIN, INVALID_REQUEST; STORE_UNAVAILABLE if the harness is closed meanwhile
 */
export async function waitForLogin(
  store: Store,
  events: LoginEvents,
  criteria: LoginCriteria,
  { timeout = DEFAULT_TIMEOUT_MS, after, signal }: WaitOptions,
): Promise<AwaitedLogin> {
  if (!(timeout >= 0 && timeout <= MAX_TIMEOUT_MS)) {
    const hint = `Set the timeout in milliseconds, to at most ${MAX_TIMEOUT_MS}.`
    throw new HarnessError('INVALID_REQUEST', `The timeout is ${timeout}.`, hint)
  }
  const wanted = readCriteria(criteria)
  signal?.throwIfAborted()
  const timeFor = (milliseconds: number) => createSearchTime(milliseconds, signal)
  const heard = listen(events, wanted, timeout, signal)
  try {
    const since = after === undefined ? undefined : await cursorOf(store, after)
    const newest = Math.max((await store.findCursor()) ?? 0, since ?? 0)
    const recorded = await findRecorded(store, wanted, since, timeFor(Math.max(timeout, SEARCH_MS)))
    const heardOf = recorded ?? (await heard.login)
    const found = heardOf ?? (await findRecorded(store, wanted, newest, timeFor(LOOK_MS))) // another process may share the file
    if (found) return { login: found.report, next: String(found.cursor) }
    throw await explainTimeout(store, wanted, timeout, since, timeFor(EXPLAIN_MS))
  } finally {
    heard.end()
  }
}

/** Listens for a matching login: null on timeout. */
function listen(events: LoginEvents, wanted: WantedLogin, timeout: number, signal: AbortSignal | undefined) {
  const ends: (() => void)[] = []
  const login = new Promise<AnnouncedLogin | null>((resolve, reject) => {
    const unsubscribe = events.subscribe({
      recorded: (each) => {
        try {
          if (mismatchOf(wanted, each.summary, each.report) === null) resolve(each)
        } catch (error) {
          reject(error) // only the wait fails; the login itself is not affected
        }
      },
      ended: () => reject(new HarnessError('STORE_UNAVAILABLE', 'The harness was closed.', 'Wait before closing it.')),
    })
    const timer = setTimeout(() => resolve(null), timeout)
    const abort = () => reject(signal?.reason)
    signal?.addEventListener('abort', abort)
    ends.push(
      unsubscribe,
      () => clearTimeout(timer),
      () => signal?.removeEventListener('abort', abort),
    )
  })
  login.catch(() => undefined) // not yet awaited while the store is searched
  const end = () => {
    for (const each of ends) each()
  }
  return { login, end }
}

async function cursorOf(store: Store, after: string): Promise<number> {
  const cursor = /^\d{1,15}$/.test(after) ? Number(after) : await store.findCursor(after)
  if (cursor !== null) return cursor
  const hint = 'Use the id of an attempt that is still kept or the cursor of an answer, or omit after.'
  throw new HarnessError('UNKNOWN_LOGIN', `There is no login ${after.slice(0, 60)} to wait after.`, hint)
}

const SHOWN = 20

async function explainTimeout(
  store: Store,
  wanted: WantedLogin,
  timeout: number,
  since: number | undefined,
  time: SearchTime,
) {
  const newest = await store.findLogins({ since, limit: SHOWN })
  const near = await store.findLogins({ ...wanted.facts, since, limit: SHOWN })
  const others = near.filter(({ cursor }) => !newest.some((each) => each.cursor === cursor))
  const missed = await explainMisses(store, wanted, newest, time)
  return new LoginTimeoutError(timeout, missed, await explainMisses(store, wanted, others, time))
}

async function explainMisses(
  store: Store,
  wanted: WantedLogin,
  logins: readonly { summary: LoginSummary }[],
  time: SearchTime,
) {
  const missed = []
  for (const { summary } of logins) {
    const isNear = wanted.expectations.length > 0 && hasFacts(wanted, summary)
    const hasTime = !isNear || (await time.hasTimeLeft())
    const miss = hasTime
      ? mismatchOf(wanted, summary, isNear ? await store.loadReport(summary.id) : null)
      : NOT_EXAMINED
    missed.push({ login: summary, ...(miss ?? TOO_LATE) })
  }
  return missed
}

const NOT_EXAMINED = {
  because: 'it was not compared with the expectations, because the time was up',
  expectation: null,
  actual: null,
  met: 1,
}
const TOO_LATE = { because: 'it arrived too late', expectation: null, actual: null, met: Number.MAX_SAFE_INTEGER }
