import type { Worker } from '../../core/domain/worker.ts'
import { HarnessError } from '../../core/errors.ts'
import type { StoreOperations } from '../../store/index.ts'

/**
 * The worker with this SID or friendly name, or null.
 * @throws HarnessError AMBIGUOUS_WORKER if several accounts have the name and no account is given
 */
export async function findWorker(store: StoreOperations, sidOrName: string, account?: string): Promise<Worker | null> {
  const [worker, ...more] = await store.findWorkers(sidOrName, account)
  if (worker === undefined || more.length === 0) return worker ?? null
  const accounts = [worker, ...more].map(({ accountSid }) => accountSid).join(', ')
  throw new HarnessError(
    'AMBIGUOUS_WORKER',
    `Several accounts have a worker ${sidOrName}: ${accounts}.`,
    'Name the account: ?account= over HTTP, the second argument of find in the library.',
  )
}

/**
 * The worker with this SID or friendly name.
 * @throws HarnessError UNKNOWN_WORKER, AMBIGUOUS_WORKER
 */
export async function requireWorker(store: StoreOperations, sidOrName: string, account?: string): Promise<Worker> {
  const worker = await findWorker(store, sidOrName, account)
  if (worker) return worker
  const hint = 'A worker is created by its first accepted login; /api/v1/workers lists them.'
  throw new HarnessError('UNKNOWN_WORKER', `There is no worker ${sidOrName}.`, hint)
}
