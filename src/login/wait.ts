import type { RecordedReport } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import type { LoginEvents } from '../events/login-events.ts'
import type { Store } from '../store/index.ts'
import { readExpectations } from './expectations.ts'
import { findRecorded } from './find-recorded.ts'
import { parseInput } from './input.ts'
import { fits, type LoginCriteria, loginCriteria, type WantedLogin } from './misfit.ts'
import { explainTimeout } from './missed-logins.ts'

/** How a login is waited for. */
export interface WaitOptions {
  /** In milliseconds; 30,000 unless told. */
  timeout?: number
  /** The id of an attempt, or its cursor: only later ones count, the first of them that fits. */
  after?: string
  /** What must hold of it, each a line such as `roles contains agent`. */
  expect?: readonly string[]
}

const DEFAULT_TIMEOUT_MS = 30_000
const MAX_TIMEOUT_MS = 2 ** 31 - 1 // of Node's timers

/**
 * Waits for a login that fits; one that was recorded before counts too, unless `after` says otherwise. Nothing is polled.
 * @param signal ends the wait with its reason
 * @throws LoginTimeoutError LOGIN_TIMEOUT with the newest attempts and why each was not meant
 * @throws HarnessError UNKNOWN_LOGIN, INVALID_REQUEST; STORE_UNAVAILABLE when the harness is closed meanwhile
 */
export async function waitForLogin(
  { store, events }: { store: Store; events: LoginEvents },
  criteria: LoginCriteria,
  { timeout = DEFAULT_TIMEOUT_MS, after, expect = [] }: WaitOptions,
  signal?: AbortSignal,
): Promise<RecordedReport> {
  if (!(timeout >= 0 && timeout <= MAX_TIMEOUT_MS)) {
    const hint = `Give the timeout in milliseconds, at most ${MAX_TIMEOUT_MS}.`
    throw new HarnessError('INVALID_REQUEST', `The timeout is ${timeout}.`, hint)
  }
  parseInput(loginCriteria, criteria, 'what is waited for')
  const wanted = { criteria, expectations: readExpectations(expect) }
  const arrival = listenFor(events, wanted, timeout, signal)
  try {
    const since = after === undefined ? undefined : await requireCursor(store, after)
    const begun = Math.max((await store.findCursor()) ?? 0, since ?? 0)
    const found = (await findRecorded(store, wanted, since, arrival.isGone)) ?? (await arrival.first)
    if (found) return found
    const elsewhere = await findRecorded(store, wanted, begun) // another process on the same file announces nothing here
    if (elsewhere) return elsewhere
    throw await explainTimeout(store, wanted, timeout, since)
  } finally {
    arrival.end()
  }
}

async function requireCursor(store: Store, after: string): Promise<number> {
  if (/^\d{1,15}$/.test(after)) return Number(after)
  const cursor = await store.findCursor(after)
  if (cursor !== null) return cursor
  const hint = 'Give the id or the cursor of an attempt that is still kept, or leave after out.'
  throw new HarnessError('UNKNOWN_LOGIN', `There is no login ${after} to wait after.`, hint)
}

interface Arrival {
  /** The first login that fits; null when none came in time. */
  first: Promise<RecordedReport | null>
  /** Whether there is nobody to wait, or nothing to wait for, any more. */
  isGone(): boolean
  /** Nobody waits any more. */
  end(): void
}

function listenFor(events: LoginEvents, wanted: WantedLogin, timeout: number, signal?: AbortSignal): Arrival {
  const listening = new AbortController()
  let isGone = false
  const first = new Promise<RecordedReport | null>((resolve, reject) => {
    const fail = (error: unknown) => {
      isGone = true
      reject(error)
    }
    const timer = setTimeout(() => resolve(null), timeout)
    const unsubscribe = events.subscribe({
      recorded: (login) => {
        try {
          if (fits(wanted, login)) resolve(login)
        } catch (error) {
          reject(error) // of whoever waits: the login itself is none the worse for it
        }
      },
      ended: () => fail(new HarnessError('STORE_UNAVAILABLE', 'The harness was closed.', 'Wait before closing it.')),
    })
    listening.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      unsubscribe()
    })
    signal?.addEventListener('abort', () => fail(signal.reason), { signal: listening.signal })
    signal?.throwIfAborted()
  })
  const end = () => listening.abort()
  first.then(end, end)
  return { first, end, isGone: () => isGone }
}
