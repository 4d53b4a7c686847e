import { createHash } from 'node:crypto'
import { nameOf, saveEditedWorker } from '../../../app/workers/worker-history.ts'
import { newWorkerSid } from '../../../app/workers/workers.ts'
import type { TaskRouterWorker } from '../../../core/domain/worker.ts'
import { escapeIdentity } from '../../../core/flex/identity.ts'
import { contactUriOf } from '../../../core/flex/worker.ts'
import { ACTIVITIES, type Activity, DEFAULT_ACTIVITY } from '../../../core/flex/workspace.ts'
import type { StoreOperations } from '../../../store/index.ts'
import { placeInPage, type WorkerOrder } from '../../../store/routed-workers.ts'
import { badParameter, notFound, TwilioProblem } from '../twilio-problem.ts'
import { listing, type OperationCall, operation, seconds, type TaskRouterReply } from './operation.ts'
import { ordering, type Page, type PageRequest, pageOf } from './page.ts'
import { sid, textParameter, truth, unsupported, type Values } from './parameters.ts'
import { activityOf, activitySidOf } from './sids.ts'
import { attributesParameter, expression, friendlyName, matcherOf } from './worker-input.ts'

const NO_QUEUES = unsupported('this harness has no task queues')

const FILTERS = {
  ActivityName: textParameter,
  ActivitySid: sid('WA'),
  Available: truth,
  FriendlyName: textParameter,
  TargetWorkersExpression: expression,
  TaskQueueName: NO_QUEUES,
  TaskQueueSid: NO_QUEUES,
  Ordering: ordering<WorkerOrder>({
    DateCreated: 'createdAt',
    DateStatusChanged: 'activityChangedAt',
    FriendlyName: 'friendlyName',
  }),
}

/** The workers of the account, by default in the order of their creation. */
export const listTaskRouterWorkers = listing(
  { key: 'workers', prefix: 'WK', readers: FILTERS },
  findPage,
  presentWorker,
)

async function findPage(
  { context, account, workspaceSid }: OperationCall,
  values: Values<typeof FILTERS>,
  page: PageRequest,
): Promise<Page<TaskRouterWorker>> {
  const activityNames = [values.ActivityName, activityNameOf(workspaceSid, values.ActivitySid)].filter(
    (name) => name !== undefined,
  )
  const { order, descending } = values.Ordering ?? { order: 'createdAt', descending: false }
  if (new Set(activityNames).size > 1) return pageOf([], page, (worker) => placeInPage(worker, order))
  const activitySids = new Map(ACTIVITIES.map(({ name }) => [name, activitySidOf(workspaceSid, name)]))
  const found = await context.store.listRoutedWorkers({
    account,
    activityName: activityNames[0],
    available: values.Available,
    friendlyName: values.FriendlyName,
    matches: matcherOf(values.TargetWorkersExpression, activitySids),
    order,
    descending,
    from: page.from,
    limit: page.size + 1,
  })
  return pageOf(found, page, (worker) => placeInPage(worker, order))
}

/** The name of the activity with this SID. If there is none, an empty text, which matches no activity. */
function activityNameOf(workspaceSid: string, activitySid: string | undefined): string | undefined {
  return activitySid === undefined ? undefined : (activityOf(workspaceSid, activitySid)?.name ?? '')
}

const CHANGES = { FriendlyName: friendlyName, ActivitySid: sid('WA'), Attributes: attributesParameter }

/** Creates a worker. A login with the same name updates it. */
export const createWorker = operation(CHANGES, async (call, values) => {
  const { context, account, workspaceSid } = call
  const { FriendlyName: name, Attributes: given = {} } = values
  if (name === undefined) throw badParameter('Missing required parameter FriendlyName in the post body')
  const activity = requireActivity(workspaceSid, values.ActivitySid) ?? DEFAULT_ACTIVITY
  const at = context.clock.now()
  const now = at.toISOString()
  const worker: TaskRouterWorker = {
    sid: newWorkerSid(),
    accountSid: account,
    workspaceSid,
    friendlyName: name,
    identity: escapeIdentity(name),
    contactUri: contactUriOf(given),
    activityName: activity.name,
    available: activity.available,
    attributes: given,
    createdAt: now,
    updatedAt: now,
    lastLoginId: null,
    activityChangedAt: now,
    channels: {},
  }
  const change = await context.store.transaction(async (operations) => {
    await requireFreeName(operations, worker)
    return saveEditedWorker(operations, null, worker, 'taskrouter', at)
  })
  context.events.announceWorker(change)
  return answerWith(worker, call, 201)
})

/** One worker. */
export const fetchWorker = operation({}, async (call) =>
  answerWith(await requireTaskRouterWorker(call.context.store, call), call, 200),
)

/** Updates a worker. Attributes are replaced as a whole. There are no reservations to reject. */
export const updateWorker = operation({ ...CHANGES, RejectPendingReservations: truth }, async (call, values) => {
  const activity = requireActivity(call.workspaceSid, values.ActivitySid)
  const { store, events, clock } = call.context
  const { worker, change } = await store.transaction(async (operations) => {
    const before = await requireTaskRouterWorker(operations, call)
    requireMatch(before, call)
    const now = clock.now()
    const after = changed(before, values, activity, now.toISOString())
    await requireFreeName(operations, after)
    return { worker: after, change: await saveEditedWorker(operations, before, after, 'taskrouter', now) }
  })
  events.announceWorker(change)
  return answerWith(worker, call, 200)
})

/** Deletes a worker. The next login creates a new one. */
export const deleteTaskRouterWorker = operation({}, async (call) => {
  const { store, events } = call.context
  const worker = await store.transaction(async (operations) => {
    const found = await requireTaskRouterWorker(operations, call)
    requireMatch(found, call)
    await operations.deleteWorkers(found.sid)
    return found
  })
  const subject = { account: worker.accountSid, worker: nameOf(worker) }
  events.announceWorker({ action: 'deleted', by: 'taskrouter', loginId: null, ...subject })
  return { status: 204 }
})

/** The worker in the path, if it belongs to this account. */
export async function requireTaskRouterWorker(
  operations: StoreOperations,
  call: OperationCall,
): Promise<TaskRouterWorker> {
  const worker = await operations.findRoutedWorker(call.account, call.params.worker ?? '')
  if (worker === null) throw notFound(call.path)
  return worker
}

function changed(
  before: TaskRouterWorker,
  { FriendlyName: name = before.friendlyName, Attributes: given = before.attributes }: Values<typeof CHANGES>,
  activity: Activity | undefined,
  now: string,
): TaskRouterWorker {
  const moved = activity !== undefined && activity.name !== before.activityName
  return {
    ...before,
    friendlyName: name,
    attributes: given,
    contactUri: given === before.attributes ? before.contactUri : contactUriOf(given),
    activityName: activity?.name ?? before.activityName,
    available: activity?.available ?? before.available,
    activityChangedAt: moved ? now : before.activityChangedAt,
    updatedAt: now,
  }
}

function requireActivity(workspaceSid: string, activitySid: string | undefined): Activity | undefined {
  if (activitySid === undefined) return undefined
  const activity = activityOf(workspaceSid, activitySid)
  if (activity === undefined) throw badParameter(`ActivitySid ${activitySid} is not an activity of this workspace`)
  return activity
}

/** Names are unique within the workspace, ignoring case. */
async function requireFreeName(operations: StoreOperations, worker: TaskRouterWorker): Promise<void> {
  const holder = await operations.findWorkerByName(worker.accountSid, worker.friendlyName)
  if (holder === null || holder.sid === worker.sid) return
  const { friendlyName: name, workspaceSid, accountSid } = worker
  throw badParameter(`Worker named ${name} already exists for workspace ${workspaceSid} for account ${accountSid}`)
}

function requireMatch(worker: TaskRouterWorker, { ifMatch }: OperationCall): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const accepted = ifMatch.split(',').map((tag) => tag.trim())
  if (!accepted.includes(etagOf(worker))) throw new TwilioProblem('preconditionFailed', 'Precondition failed')
}

/** A strong ETag over all fields of the worker except its channels. */
function etagOf({ channels: _, ...worker }: TaskRouterWorker): string {
  return `"${createHash('sha256').update(JSON.stringify(worker)).digest('base64url').slice(0, 27)}"`
}

function answerWith(worker: TaskRouterWorker, call: OperationCall, status: 200 | 201): TaskRouterReply {
  return { status, body: presentWorker(worker, call), etag: etagOf(worker) }
}

function presentWorker(
  worker: TaskRouterWorker,
  { workspaceUrl, workspaceSid }: OperationCall,
): Record<string, unknown> {
  const url = `${workspaceUrl}/Workers/${worker.sid}`
  const activitySid = activitySidOf(workspaceSid, worker.activityName)
  return {
    account_sid: worker.accountSid,
    activity_name: worker.activityName,
    activity_sid: activitySid,
    attributes: JSON.stringify(worker.attributes),
    available: worker.available,
    date_created: seconds(worker.createdAt),
    date_status_changed: seconds(worker.activityChangedAt),
    date_updated: seconds(worker.updatedAt),
    friendly_name: worker.friendlyName,
    sid: worker.sid,
    workspace_sid: worker.workspaceSid,
    url,
    links: {
      channels: `${url}/Channels`,
      activity: `${workspaceUrl}/Activities/${activitySid}`,
      workspace: workspaceUrl,
      statistics: `${workspaceUrl}/Workers/Statistics`,
      real_time_statistics: `${workspaceUrl}/Workers/RealTimeStatistics`,
      cumulative_statistics: `${workspaceUrl}/Workers/CumulativeStatistics`,
      worker_statistics: `${url}/Statistics`,
      worker_channels: `${url}/Channels`,
      reservations: `${url}/Reservations`,
    },
  }
}
