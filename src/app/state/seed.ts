import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../core/domain/clock.ts'
import type { ChannelSettings, TaskRouterWorker, WorkerChange } from '../../core/domain/worker.ts'
import { workspaceSidOf } from '../../core/flex/endpoints.ts'
import { escapeIdentity } from '../../core/flex/identity.ts'
import { contactUriOf } from '../../core/flex/worker.ts'
import { ACTIVITIES, DEFAULT_ACTIVITY } from '../../core/flex/workspace.ts'
import type { Store, StoreOperations } from '../../store/index.ts'
import type { LoginEvents } from '../events/login-events.ts'
import { createSearchTime } from '../search-time.ts'
import { saveEditedWorker } from '../workers/worker-history.ts'
import { newWorkerSid } from '../workers/workers.ts'
import { setClock, settingOf } from './clock-setting.ts'
import { inSeed, readSeed, type SeedDocument, type SeedWorker } from './seed-document.ts'

/**
 * Applies a seed to connections, workers and clock, completely or not at all. What it does not name stays as it is.
 * Applying the same seed again changes nothing.
 * @throws HarnessError INVALID_REQUEST that names the path in the document
 */
export async function seedHarness(
  { store, clock, events }: { store: Store; clock: Clock; events: LoginEvents },
  document: unknown,
): Promise<void> {
  const { connections, workers, clock: setting } = readSeed(document)
  const before = settingOf(clock.read())
  if (setting !== null) setClock(clock, setting)
  try {
    const changes = await store.transaction(async (operations) => {
      const now = clock.now()
      const time = createSearchTime(Number.POSITIVE_INFINITY, undefined) // the store is synchronous, and other requests must be served
      for (const connection of connections) {
        await operations.saveConnection(connection, now)
        await time.hasTimeLeft()
      }
      const made = []
      for (const [index, worker] of workers.entries()) {
        made.push(await seedWorker(operations, worker, index, now))
        await time.hasTimeLeft()
      }
      return made.filter((change) => change !== null)
    })
    for (const change of summarize(changes)) events.announceWorker(change)
  } catch (error) {
    if (setting !== null) setClock(clock, before)
    throw error
  }
}

async function seedWorker(
  operations: StoreOperations,
  given: SeedWorker,
  index: number,
  now: Date,
): Promise<WorkerChange | null> {
  const before = await findSeeded(operations, given, index)
  const after = whole(given, before, now.toISOString())
  return isDeepStrictEqual(before, after) ? null : saveEditedWorker(operations, before, after, 'seed', now)
}

/** A seed may have thousands of workers, so those of one account are compared at once. */
function summarize(changes: readonly WorkerChange[]): WorkerChange[] {
  const accounts = new Map<WorkerChange['account'], WorkerChange>()
  for (const change of changes) {
    const isFirst = !accounts.has(change.account)
    accounts.set(change.account, isFirst ? change : { ...change, action: 'updated', worker: null })
  }
  return [...accounts.values()]
}

/** The worker that the seed means: by its SID or else by its name. */
async function findSeeded(
  operations: StoreOperations,
  { sid, accountSid, friendlyName }: SeedWorker,
  index: number,
): Promise<TaskRouterWorker | null> {
  const holder = await operations.findWorkerByName(accountSid, friendlyName)
  if (sid === undefined) return holder && operations.findRoutedWorker(accountSid, holder.sid)
  if (holder && holder.sid !== sid) {
    const message = `the worker ${holder.sid} of ${accountSid} already has this name.`
    throw inSeed(`workers.${index}.friendlyName`, message, 'Leave the sid out, or delete that worker first.')
  }
  const owner = (await operations.findWorkers(sid)).find((worker) => worker.sid === sid)
  if (owner && owner.accountSid !== accountSid) {
    const message = `it is already a worker of ${owner.accountSid}.`
    throw inSeed(`workers.${index}.sid`, message, 'Leave the sid out, or delete that worker first.')
  }
  return operations.findRoutedWorker(accountSid, sid)
}

/** The worker to save. Fields that the seed leaves out are as in a new worker, except its SID and its history. */
function whole(given: SeedWorker, before: TaskRouterWorker | null, at: string): TaskRouterWorker {
  const { accountSid, friendlyName, attributes, activityName } = given
  const { available } = ACTIVITIES.find(({ name }) => name === activityName) ?? DEFAULT_ACTIVITY
  const activitySince = before?.activityName === activityName ? before.activityChangedAt : at
  const made: TaskRouterWorker = {
    sid: given.sid ?? before?.sid ?? newWorkerSid(),
    accountSid,
    workspaceSid: workspaceSidOf(accountSid),
    friendlyName,
    identity: given.identity ?? escapeIdentity(friendlyName),
    contactUri: contactUriOf(attributes),
    activityName,
    available,
    attributes,
    createdAt: given.createdAt ?? before?.createdAt ?? at,
    updatedAt: given.updatedAt ?? before?.updatedAt ?? at,
    lastLoginId: given.lastLoginId === undefined ? (before?.lastLoginId ?? null) : given.lastLoginId,
    activityChangedAt: given.activityChangedAt ?? activitySince,
    channels: channelsOf(given, before, at),
  }
  const isSame = isDeepStrictEqual(made, before)
  return isSame ? made : { ...made, updatedAt: given.updatedAt ?? at }
}

function channelsOf(given: SeedWorker, before: TaskRouterWorker | null, at: string): Record<string, ChannelSettings> {
  const channels: Record<string, ChannelSettings> = {}
  for (const [name, channel] of Object.entries(given.channels)) {
    if (channel === undefined) continue
    const { capacity, available, updatedAt } = channel
    const was = before?.channels[name]
    const since = was?.capacity === capacity && was.available === available ? was.updatedAt : at
    channels[name] = { capacity, available, updatedAt: updatedAt ?? since }
  }
  return channels
}

/** Connections, workers and clock as a seed for another harness. No attempts, no secrets. */
export async function exportHarness(store: Store, clock: Clock): Promise<SeedDocument> {
  return store.transaction(async (operations) => ({
    clock: settingOf(clock.read()),
    connections: await operations.listConnections(),
    workers: (await operations.listEveryWorker()).map(
      ({ workspaceSid: _workspace, available: _available, contactUri: _uri, ...worker }) => worker,
    ),
  }))
}
