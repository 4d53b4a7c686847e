import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Worker } from '../../core/domain/worker.ts'
import { text, WORD_CHARACTERS } from '../../core/input/limits.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import type { Store } from '../../store/index.ts'
import type { LoginEvents } from '../events/login-events.ts'
import { requireWorker } from './find-worker.ts'
import { nameOf } from './worker-history.ts'

/** A SID that no worker has. */
export const newWorkerSid = (): string => `WK${randomBytes(16).toString('hex')}`

/** The filters for a list of workers. */
export const workerQuery = z.strictObject({
  account: text(WORD_CHARACTERS).optional().describe('The SID of an account'),
  connection: text(WORD_CHARACTERS).optional().describe('The SID of an SSO connection, for the workers of its account'),
  query: text(200).optional().describe('Part of the friendly name'),
  limit: z.coerce.number<number>().int().min(1).max(1_000).default(100),
  after: text(WORD_CHARACTERS).optional().describe('The value of `next` from the previous page'),
})

/** Which workers are listed: those of an account, of a connection's account, or with part of the name; 100 by default. */
export type WorkerQuery = z.input<typeof workerQuery>

/** One page of workers in the order of their SIDs; `next` is null at the end. @throws HarnessError INVALID_REQUEST */
export async function listWorkers(store: Store, given: unknown): Promise<{ workers: Worker[]; next: string | null }> {
  const { connection, limit, ...filter } = parseInput(workerQuery, given, 'the query')
  const account = filter.account ?? (connection && (await store.loadConnection(connection))?.accountSid)
  const found = await store.listWorkers({ ...filter, account: account ?? connection, limit: limit + 1 })
  const workers = found.slice(0, limit)
  return { workers, next: found.length > limit ? (workers.at(-1)?.sid ?? null) : null }
}

/** Where workers are deleted, and who is notified. */
interface Forgetting {
  store: Store
  events: LoginEvents
}

/** Deletes a worker. @throws HarnessError UNKNOWN_WORKER, AMBIGUOUS_WORKER */
export async function deleteWorker({ store, events }: Forgetting, sidOrName: string, account?: string): Promise<void> {
  const worker = await store.transaction(async (operations) => {
    const found = await requireWorker(operations, sidOrName, account)
    await operations.deleteWorkers(found.sid)
    return found
  })
  const subject = { account: worker.accountSid, worker: nameOf(worker) }
  events.announceWorker({ action: 'deleted', by: 'api', loginId: null, ...subject })
}

/** Deletes all workers, or those of an account. */
export async function deleteWorkers({ store, events }: Forgetting, account?: string): Promise<void> {
  await store.transaction((operations) => operations.deleteWorkers(undefined, account))
  events.announceWorker({ action: 'deleted', by: 'api', loginId: null, account: account ?? null, worker: null })
}
