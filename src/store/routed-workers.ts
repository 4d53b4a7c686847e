import { setImmediate } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { TaskRouterWorker } from '../core/domain/worker.ts'
import type { DbContext } from './db-context.ts'
import type { Database, WorkerRow } from './schema.ts'
import { nameKey, readRouted, saveWorker } from './workers.ts'

/** The orders of a list; ties are ordered by SID. */
export type WorkerOrder = 'createdAt' | 'activityChangedAt' | 'friendlyName'

/** A place in a list: next to the worker with this SID and this value of the sort column. */
export interface WorkerPlace {
  sid: string
  value: string
}

/** The fields that a filter function may use. */
export type WorkerCandidate = Pick<TaskRouterWorker, 'sid' | 'friendlyName' | 'activityName' | 'attributes'>

/** A page of an account's workers: the first `limit` after a place, or the last before it, that pass all filters. */
export interface RoutedWorkerFilter {
  account: string
  activityName?: string | undefined
  available?: boolean | undefined
  friendlyName?: string | undefined
  matches?: ((worker: WorkerCandidate) => boolean) | undefined
  order: WorkerOrder
  descending: boolean
  from?: { place: WorkerPlace; side: 'after' | 'before' } | undefined
  limit: number
}

const COLUMN: Record<WorkerOrder, RawBuilder<string>> = {
  createdAt: sql.ref('createdAt'),
  activityChangedAt: sql`coalesce(${sql.ref('activityChangedAt')}, ${sql.ref('createdAt')})`,
  friendlyName: sql.ref('nameKey'),
}

/** The place of a worker in lists of this order. */
export function placeInPage(worker: TaskRouterWorker, order: WorkerOrder): WorkerPlace {
  const value = order === 'friendlyName' ? nameKey(worker.friendlyName) : worker[order]
  return { sid: worker.sid, value }
}

/** The worker of an account with this SID. */
export async function findRoutedWorker(
  db: Kysely<Database>,
  account: string,
  sid: string,
): Promise<TaskRouterWorker | null> {
  const query = db.selectFrom('workers').selectAll().where('sid', '=', sid).where('accountSid', '=', account)
  const row = await query.executeTakeFirst()
  return row ? readRouted(row) : null
}

/** All workers of all accounts, in the order of their SIDs. */
export async function listEveryWorker(db: Kysely<Database>): Promise<TaskRouterWorker[]> {
  return (await db.selectFrom('workers').selectAll().orderBy('sid').execute()).map(readRouted)
}

/** The workers in the order of the list. */
export async function listRoutedWorkers(db: Kysely<Database>, filter: RoutedWorkerFilter): Promise<TaskRouterWorker[]> {
  const { matches } = filter
  const rows = matches ? await readMatching(db, filter, matches) : await pageQuery(db, filter).selectAll().execute()
  const found = rows.map(readRouted)
  return filter.from?.side === 'before' ? found.reverse() : found
}

type Matches = (worker: WorkerCandidate) => boolean

/** The rows of those that match. Repeated if one of them was deleted meanwhile, because a page must be full. */
async function readMatching(db: Kysely<Database>, filter: RoutedWorkerFilter, matches: Matches): Promise<WorkerRow[]> {
  for (;;) {
    const sids = await scan(db, filter, matches)
    if (sids.length === 0) return []
    const rows = await db.selectFrom('workers').selectAll().where('sid', 'in', sids).execute()
    const bySid = new Map(rows.map((row) => [row.sid, row]))
    if (rows.length === sids.length) return sids.flatMap((sid) => bySid.get(sid) ?? [])
  }
}

/** How many are filtered before other requests are served. */
const AT_ONCE = 100

/** The SIDs of those that match; only the fields that `matches` may use are read. */
async function scan(db: Kysely<Database>, filter: RoutedWorkerFilter, matches: Matches): Promise<string[]> {
  const { limit, order } = filter
  const found: string[] = []
  let { from } = filter
  for (;;) {
    const rows = await pageQuery(db, { ...filter, from, limit: AT_ONCE })
      .select(['sid', 'friendlyName', 'activityName', 'attributes', COLUMN[order].as('value')])
      .execute()
    for (const { attributes, ...row } of rows)
      if (matches({ ...row, attributes: JSON.parse(attributes) })) found.push(row.sid)
    const last = rows.at(-1)
    if (found.length >= limit || rows.length < AT_ONCE || last === undefined) return found.slice(0, limit)
    from = { place: last, side: from?.side ?? 'after' }
    await setImmediate()
  }
}

/** Those that pass the plain filters, in the direction away from the place. */
function pageQuery(db: Kysely<Database>, filter: RoutedWorkerFilter) {
  const { account, activityName, available, friendlyName, order, descending, from, limit } = filter
  const column = COLUMN[order]
  const direction = descending === (from?.side === 'before') ? 'asc' : 'desc'
  let query = db
    .selectFrom('workers')
    .where('accountSid', '=', account)
    .orderBy(column, direction)
    .orderBy('sid', direction)
    .limit(limit)
  if (activityName !== undefined) query = query.where('activityName', '=', activityName)
  if (available !== undefined) query = query.where('available', '=', available ? 1 : 0)
  if (friendlyName !== undefined) query = query.where('nameKey', '=', nameKey(friendlyName))
  if (from === undefined) return query
  const beyond = sql.raw(direction === 'asc' ? '>' : '<')
  const { value, sid } = from.place
  return query.where(sql<boolean>`(${column}, ${sql.ref('sid')}) ${beyond} (${value}, ${sid})`)
}

/** Saves a whole worker, with the fields that only TaskRouter has. */
export async function saveRoutedWorker(handle: DbContext, worker: TaskRouterWorker): Promise<void> {
  const { activityChangedAt, channels, ...login } = worker
  await saveWorker(handle, login)
  await handle.db
    .updateTable('workers')
    .set({ activityChangedAt, channels: JSON.stringify(channels) })
    .where('sid', '=', worker.sid)
    .execute()
}
