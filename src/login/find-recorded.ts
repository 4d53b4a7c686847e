import { setImmediate } from 'node:timers/promises'
import type { RecordedReport } from '../domain/report.ts'
import type { Store } from '../store/index.ts'
import { fits, type WantedLogin } from './misfit.ts'

/** Of how many recorded logins Reports are read at once. */
const PAGE = 10
/** How many of the newest logins that fit the criteria are held against expectations. */
const NEWEST = 100

/**
 * A recorded login that fits: behind a cursor the first of all, so that none is skipped; else the newest, of which only so
 * many are looked at as no other request has to wait for long.
 */
export async function findRecorded(
  store: Store,
  wanted: WantedLogin,
  since: number | undefined,
  isGone: () => boolean = () => false,
): Promise<RecordedReport | null> {
  const [order, most] = since === undefined ? (['desc', NEWEST] as const) : (['asc', Number.POSITIVE_INFINITY] as const)
  const limit = wanted.expectations.length > 0 ? PAGE : 1
  let at = since
  for (let looked = 0; looked < most && !isGone(); looked += limit) {
    const range = order === 'desc' ? { after: at } : { since: at }
    const page = await store.findReports({ ...wanted.criteria, ...range, order, limit })
    const found = page.find((login) => fits(wanted, login))
    if (found || page.length < limit) return found ?? null
    at = page.at(-1)?.cursor
    await setImmediate() // the store answers at once, and others want to be served too
  }
  return null
}
