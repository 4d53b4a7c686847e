import { type Kysely, sql } from 'kysely'
import type { TaskRouterWorker, Worker } from '../core/domain/worker.ts'
import type { DbContext } from './db-context.ts'
import type { Database, LoginWorkerRow, WorkerRow } from './schema.ts'
import { insertInto, orReplace, prepare } from './statement.ts'

/** The filters for a list of workers. `after` is the SID of the last worker on the previous page. */
export interface WorkerFilter {
  account?: string | undefined
  query?: string | undefined
  limit: number
  after?: string | undefined
}

/** Friendly names are compared regardless of case. */
export const nameKey = (friendlyName: string) => friendlyName.toLowerCase()

function read({ nameKey: _, activityChangedAt: _at, channels: _channels, ...row }: WorkerRow): Worker {
  const { available, attributes, lastLoginId } = row
  return {
    ...row,
    available: available === 1,
    attributes: JSON.parse(attributes),
    lastLoginId: lastLoginId || null,
  }
}

/** A worker with the fields that only TaskRouter has. */
export function readRouted(row: WorkerRow): TaskRouterWorker {
  const { activityChangedAt, channels, createdAt } = row
  return { ...read(row), activityChangedAt: activityChangedAt ?? createdAt, channels: JSON.parse(channels ?? '{}') }
}

/** The worker with this SID, or else every worker with this friendly name (regardless of case; several accounts may have it). */
export async function findWorkers(db: Kysely<Database>, sidOrName: string, account?: string): Promise<Worker[]> {
  const find = async (column: 'sid' | 'nameKey', value: string) => {
    const query = db.selectFrom('workers').selectAll().where(column, '=', value)
    return (await (account === undefined ? query : query.where('accountSid', '=', account)).execute()).map(read)
  }
  const bySid = await find('sid', sidOrName)
  return bySid.length > 0 ? bySid : find('nameKey', nameKey(sidOrName))
}

const SELECT_BY_NAME = prepare<{ account: string; key: string }, WorkerRow>(
  'select * from workers where "accountSid" = :account and "nameKey" = :key',
)

/** The worker of an account with this friendly name, regardless of case. Never looks at SIDs, because the name comes from an IdP. */
export async function findWorkerByName(
  { db }: DbContext,
  account: string,
  friendlyName: string,
): Promise<Worker | null> {
  const { rows } = await SELECT_BY_NAME(db, { account, key: nameKey(friendlyName) })
  return rows[0] ? read(rows[0]) : null
}

/** One page of workers in the order of their SIDs. */
export async function selectWorkers(
  db: Kysely<Database>,
  { account, query: text, limit, after }: WorkerFilter,
): Promise<Worker[]> {
  let query = db.selectFrom('workers').selectAll().orderBy('sid').limit(limit)
  if (account !== undefined) query = query.where('accountSid', '=', account)
  if (after !== undefined) query = query.where('sid', '>', after)
  if (text !== undefined) query = query.where(containsName(text))
  return (await query.execute()).map(read)
}

/** Names that contain a text, taken literally and regardless of case. */
function containsName(text: string) {
  const pattern = `%${nameKey(text).replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`${sql.ref('nameKey')} like ${pattern} escape '\\'`
}

const COLUMNS = [
  'sid',
  'accountSid',
  'nameKey',
  'workspaceSid',
  'friendlyName',
  'identity',
  'contactUri',
  'activityName',
  'available',
  'attributes',
  'createdAt',
  'updatedAt',
  'lastLoginId',
] as const satisfies (keyof LoginWorkerRow)[]
const SAVE = prepare<LoginWorkerRow>(`${insertInto('workers', COLUMNS)} ${orReplace('sid', COLUMNS)}`)

/** Saves a whole worker. */
export async function saveWorker({ db }: DbContext, worker: Worker): Promise<void> {
  await SAVE(db, {
    ...worker,
    nameKey: nameKey(worker.friendlyName),
    available: worker.available ? 1 : 0,
    attributes: JSON.stringify(worker.attributes),
    lastLoginId: worker.lastLoginId ?? '',
  })
}

/** Deletes one worker, those of an account, or all of them, with their histories. */
export async function removeWorkers(db: Kysely<Database>, sid?: string, account?: string): Promise<void> {
  let gone = db.selectFrom('workers').select('sid')
  if (sid !== undefined) gone = gone.where('sid', '=', sid)
  if (account !== undefined) gone = gone.where('accountSid', '=', account)
  await db.deleteFrom('workerHistory').where('workerSid', 'in', gone).execute()
  await db.deleteFrom('workers').where('sid', 'in', gone).execute()
}
