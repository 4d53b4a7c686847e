import type { FieldChange, TaskRouterWorker, Worker, WorkerChange, WorkerEvent } from '../../core/domain/worker.ts'
import { describeEdit } from '../../core/flex/worker-edit.ts'
import { DEFAULT_ACTIVITY } from '../../core/flex/workspace.ts'
import type { StoreOperations } from '../../store/index.ts'
import type { StoredWorkerEvent } from '../../store/worker-history.ts'

/** One page of a worker's history, newest first, and the cursor of the next page or null. */
export async function readWorkerHistory(
  store: StoreOperations,
  workerSid: string,
  page: { limit: number; after?: number | undefined },
): Promise<{ history: WorkerEvent[]; next: number | null }> {
  const { events, next } = await store.listWorkerEvents(workerSid, page)
  return { history: events.map(describeEvent), next }
}

function describeEvent({ edit, login, ...event }: StoredWorkerEvent): WorkerEvent {
  const fields = edit?.fields ?? (login && event.action === 'created' ? fieldsOfNew(login.friendlyName) : [])
  return { ...event, fields, changes: edit?.changes ?? login?.changes ?? null }
}

/** The fields that a first login sets besides attributes; later logins do not change them. */
const fieldsOfNew = (friendlyName: string): FieldChange[] => [
  { field: 'friendlyName', before: null, after: friendlyName },
  { field: 'activityName', before: null, after: DEFAULT_ACTIVITY.name },
]

/** Saves a worker that was changed other than by a login, with an entry in its history. Returns the event to announce. */
export async function saveEditedWorker(
  operations: StoreOperations,
  before: TaskRouterWorker | null,
  after: TaskRouterWorker,
  by: Exclude<WorkerEvent['by'], 'login'>,
  now: Date,
): Promise<WorkerChange> {
  const { action, ...edit } = describeEdit(before, after)
  await operations.saveRoutedWorker(after)
  await operations.addWorkerEvent(after.sid, { at: now.toISOString(), by, action, loginId: null, edit })
  return { action, by, account: after.accountSid, loginId: null, worker: nameOf(after) }
}

/** The part of an event that identifies the worker. */
export const nameOf = ({ sid, friendlyName }: Worker): NonNullable<WorkerChange['worker']> => ({ sid, friendlyName })
