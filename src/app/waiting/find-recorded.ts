import { setImmediate } from 'node:timers/promises'
import type { Store } from '../../store/index.ts'
import type { AnnouncedLogin } from '../events/login-events.ts'
import type { SearchTime } from '../search-time.ts'
import { mismatchOf, type WantedLogin } from './login-query.ts'

/** The maximum number of logins whose expectations are checked, among those that match the facts. */
const MAX_EXAMINED = 200
/** Logins per batch. The store is synchronous, and other requests must be served in between. */
const BATCH_SIZE = 5

/**
 * A recorded login that matches: the newest among those examined; after a cursor, the oldest, without limit. Null on
 * timeout.
 * @throws the reason of the signal
 */
export async function findRecorded(
  store: Store,
  wanted: WantedLogin,
  since: number | undefined,
  time: SearchTime,
): Promise<AnnouncedLogin | null> {
  const limit = wanted.expectations.length > 0 ? BATCH_SIZE : 1
  const order = since === undefined ? 'desc' : 'asc'
  const max = since === undefined ? MAX_EXAMINED : Number.POSITIVE_INFINITY
  let last = since
  for (let examined = 0; examined < max; examined += limit) {
    const range = order === 'desc' ? { after: last } : { since: last }
    const page = await store.findReports({ ...wanted.facts, ...range, limit, order })
    const { found, isOver } = await examine(page, wanted, time)
    if (found || isOver || page.length < limit) return found
    last = page.at(-1)?.cursor
    await setImmediate()
  }
  return null
}

async function examine(
  page: readonly AnnouncedLogin[],
  wanted: WantedLogin,
  time: SearchTime,
): Promise<{ found: AnnouncedLogin | null; isOver: boolean }> {
  for (const login of page) {
    if (mismatchOf(wanted, login.summary, login.report) === null) return { found: login, isOver: false }
    if (!(await time.hasTimeLeft())) return { found: null, isOver: true }
  }
  return { found: null, isOver: false }
}
