import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { RoutedWorker } from '../domain/worker.ts'
import type { Handle } from './handle.ts'
import type { Database } from './schema.ts'
import { nameKey, readRouted, saveWorker } from './workers.ts'

/** By what a list may go; among equals, by SID. */
export type WorkerOrder = 'createdAt' | 'activityChangedAt' | 'friendlyName'

/** A place in a list: beside the worker with this SID, which has this value of what the list goes by. */
export interface WorkerPlace {
  sid: string
  value: string
}

/** A piece of an account's workers: the first `limit` after a place, or the last before it, that all filters let through. */
export interface RoutedWorkerFilter {
  account: string
  activityName?: string | undefined
  available?: boolean | undefined
  friendlyName?: string | undefined
  matches?: ((worker: RoutedWorker) => boolean) | undefined
  order: WorkerOrder
  descending: boolean
  from?: { place: WorkerPlace; side: 'after' | 'before' } | undefined
  limit: number
}

const ORDER: Record<WorkerOrder, { column: RawBuilder<string>; valueOf: (worker: RoutedWorker) => string }> = {
  createdAt: { column: sql.ref('createdAt'), valueOf: ({ createdAt }) => createdAt },
  activityChangedAt: {
    column: sql`coalesce(${sql.ref('activityChangedAt')}, ${sql.ref('createdAt')})`,
    valueOf: ({ activityChangedAt }) => activityChangedAt,
  },
  friendlyName: { column: sql.ref('nameKey'), valueOf: ({ friendlyName }) => nameKey(friendlyName) },
}

/** The place of a worker in lists of this order. */
export function placeOf(worker: RoutedWorker, order: WorkerOrder): WorkerPlace {
  return { sid: worker.sid, value: ORDER[order].valueOf(worker) }
}

/** The worker of an account with this SID. */
export async function findRoutedWorker(
  db: Kysely<Database>,
  account: string,
  sid: string,
): Promise<RoutedWorker | null> {
  const query = db.selectFrom('workers').selectAll().where('sid', '=', sid).where('accountSid', '=', account)
  const row = await query.executeTakeFirst()
  return row ? readRouted(row) : null
}

const AT_ONCE = 1_000

/** The workers in the order of the list. Those that `matches` refuses are read a thousand at a time. */
export async function listRoutedWorkers(db: Kysely<Database>, filter: RoutedWorkerFilter): Promise<RoutedWorker[]> {
  const { matches, limit, order } = filter
  const found: RoutedWorker[] = []
  const size = matches ? AT_ONCE : limit
  let { from } = filter
  for (;;) {
    const read = await readSome(db, { ...filter, from, limit: size })
    found.push(...(matches ? read.filter(matches) : read))
    const last = read.at(-1)
    if (found.length >= limit || read.length < size || last === undefined) break
    from = { place: placeOf(last, order), side: from?.side ?? 'after' }
  }
  const piece = found.slice(0, limit)
  return filter.from?.side === 'before' ? piece.reverse() : piece
}

/** The next rows, going away from the place. */
async function readSome(db: Kysely<Database>, filter: RoutedWorkerFilter): Promise<RoutedWorker[]> {
  const { account, activityName, available, friendlyName, order, descending, from, limit } = filter
  const { column } = ORDER[order]
  const direction = descending === (from?.side === 'before') ? 'asc' : 'desc'
  let query = db
    .selectFrom('workers')
    .selectAll()
    .where('accountSid', '=', account)
    .orderBy(column, direction)
    .orderBy('sid', direction)
    .limit(limit)
  if (activityName !== undefined) query = query.where('activityName', '=', activityName)
  if (available !== undefined) query = query.where('available', '=', available ? 1 : 0)
  if (friendlyName !== undefined) query = query.where('nameKey', '=', nameKey(friendlyName))
  if (from !== undefined) {
    const beyond = sql.raw(direction === 'asc' ? '>' : '<')
    const { value, sid } = from.place
    query = query.where(sql<boolean>`(${column}, ${sql.ref('sid')}) ${beyond} (${value}, ${sid})`)
  }
  return (await query.execute()).map(readRouted)
}

/** Saves a worker whole, with what TaskRouter alone knows. */
export async function saveRoutedWorker(handle: Handle, worker: RoutedWorker): Promise<void> {
  const { activityChangedAt, channels, ...login } = worker
  await saveWorker(handle, login)
  await handle.db
    .updateTable('workers')
    .set({ activityChangedAt, channels: JSON.stringify(channels) })
    .where('sid', '=', worker.sid)
    .execute()
}
