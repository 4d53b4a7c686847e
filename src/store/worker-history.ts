import { type Kysely, sql } from 'kysely'
import type { WorkerEvent } from '../core/domain/worker.ts'
import type { DbContext } from './db-context.ts'
import type { Database, WorkerHistoryRow } from './schema.ts'
import { prepare } from './statement.ts'

/** How many events are kept for one worker. */
export const RETAINED_EVENTS = 1_000

/** An event as written: the changes of a login are read from its Report. */
export type NewWorkerEvent = Pick<WorkerEvent, 'at' | 'action'> &
  (
    | { by: 'login'; loginId: string; edit: null }
    | { by: Exclude<WorkerEvent['by'], 'login'>; loginId: null; edit: WorkerEdit }
  )

/** A change by anything other than a login. */
type WorkerEdit = Pick<WorkerEvent, 'changes' | 'fields'>

/** An event as read, with the worker as its login left it, if the login is still stored. */
export interface StoredWorkerEvent extends Pick<WorkerEvent, 'at' | 'by' | 'action' | 'loginId'> {
  edit: WorkerEdit | null
  login: { friendlyName: string; changes: NonNullable<WorkerEvent['changes']> } | null
}

const INSERT_EVENT = prepare<Omit<WorkerHistoryRow, 'seq'>, { seq: number }>(
  `insert into "workerHistory" ("workerSid", "at", "by", "action", "loginId", "edit", "seq")
   select :workerSid, :at, :by, :action, :loginId, :edit, coalesce(max(seq), 0) + 1
   from "workerHistory" where "workerSid" = :workerSid returning seq`,
)
const DELETE_EVENTS = prepare<{ workerSid: string; oldest: number }>(
  'delete from "workerHistory" where "workerSid" = :workerSid and seq <= :oldest',
)

/** Adds an event to a worker's history, and drops the oldest beyond the retention. */
export async function addWorkerEvent(
  { db }: DbContext,
  workerSid: string,
  { edit, ...event }: NewWorkerEvent,
): Promise<void> {
  const { rows } = await INSERT_EVENT(db, { workerSid, ...event, edit: edit && JSON.stringify(edit) })
  const oldest = (rows[0]?.seq ?? 0) - RETAINED_EVENTS
  if (oldest > 0) await DELETE_EVENTS(db, { workerSid, oldest })
}

/** One page of a worker's history, newest first, and the cursor of the next page or null. */
export async function listWorkerEvents(
  db: Kysely<Database>,
  workerSid: string,
  { limit, after }: { limit: number; after?: number | undefined },
): Promise<{ events: StoredWorkerEvent[]; next: number | null }> {
  let query = db
    .selectFrom('workerHistory')
    .leftJoin('attempts', 'attempts.id', 'workerHistory.loginId')
    .select(['workerHistory.seq', 'at', 'by', 'action', 'loginId', 'edit'])
    .select(sql<string | null>`json_extract(${sql.ref('report')}, '$.worker.friendlyName', '$.changes')`.as('login'))
    .where('workerSid', '=', workerSid)
    .orderBy('workerHistory.seq', 'desc')
    .limit(limit + 1)
  if (after !== undefined) query = query.where('workerHistory.seq', '<', after)
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  return { events: page.map(read), next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null }
}

function read({ seq: _, edit, login, ...event }: EventRow): StoredWorkerEvent {
  const [friendlyName, changes] = login === null ? [] : JSON.parse(login)
  return { ...event, edit: edit === null ? null : JSON.parse(edit), login: changes ? { friendlyName, changes } : null }
}

type EventRow = Omit<WorkerHistoryRow, 'workerSid'> & { login: string | null }
