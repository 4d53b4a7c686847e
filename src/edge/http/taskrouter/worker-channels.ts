import { saveEditedWorker } from '../../../app/workers/worker-history.ts'
import type { ChannelSettings, TaskRouterWorker } from '../../../core/domain/worker.ts'
import { MAX_CHANNEL_CAPACITY, TASK_CHANNELS } from '../../../core/flex/workspace.ts'
import { notFound } from '../twilio-problem.ts'
import { listing, type OperationCall, operation, seconds } from './operation.ts'
import { pageOfAll } from './page.ts'
import { truth, wholeNumber } from './parameters.ts'
import { taskChannelSidOf, workerChannelSidOf } from './sids.ts'
import { requireTaskRouterWorker } from './workers.ts'

interface WorkerChannel {
  sid: string
  name: string
  worker: TaskRouterWorker
  settings: ChannelSettings
}

function channelOf(worker: TaskRouterWorker, name: string): WorkerChannel {
  const set = Object.hasOwn(worker.channels, name) ? worker.channels[name] : undefined
  const settings = set ?? { capacity: 1, available: true, updatedAt: worker.createdAt }
  return { sid: workerChannelSidOf(worker.sid, name), name, worker, settings }
}

const channelsOf = (worker: TaskRouterWorker) => TASK_CHANNELS.map((name) => channelOf(worker, name))

/** No tasks are assigned here, so a channel has free capacity unless its capacity is 0. */
function present({ sid, name, worker, settings }: WorkerChannel, call: OperationCall): Record<string, unknown> {
  const { workspaceSid, workspaceUrl } = call
  return {
    account_sid: worker.accountSid,
    assigned_tasks: 0,
    available: settings.available,
    available_capacity_percentage: settings.capacity > 0 ? 100 : 0,
    configured_capacity: settings.capacity,
    date_created: seconds(worker.createdAt),
    date_updated: seconds(settings.updatedAt),
    sid,
    task_channel_sid: taskChannelSidOf(workspaceSid, name),
    task_channel_unique_name: name,
    worker_sid: worker.sid,
    workspace_sid: workspaceSid,
    url: `${workspaceUrl}/Workers/${worker.sid}/Channels/${sid}`,
  }
}

/** The channels of a worker. All workers have the same ones. */
export const listWorkerChannels = listing(
  { key: 'channels', prefix: 'WC', readers: {} },
  async (call, _values, page) => pageOfAll(channelsOf(await requireTaskRouterWorker(call.context.store, call)), page),
  present,
)

/** The channel in the path, by SID or unique name. */
function requireChannel(worker: TaskRouterWorker, { params, path }: OperationCall): WorkerChannel {
  const channel = channelsOf(worker).find(({ sid, name }) => sid === params.channel || name === params.channel)
  if (channel === undefined) throw notFound(path)
  return channel
}

/** One channel. */
export const fetchWorkerChannel = operation({}, async (call) => {
  const worker = await requireTaskRouterWorker(call.context.store, call)
  return { status: 200, body: present(requireChannel(worker, call), call) }
})

const SETTINGS = { Capacity: wholeNumber(0, MAX_CHANNEL_CAPACITY), Available: truth }

/** Sets the capacity and availability of a worker's channel. */
export const updateWorkerChannel = operation(SETTINGS, async (call, values) => {
  const { store, events, clock } = call.context
  const { change, ...channel } = await store.transaction(async (operations) => {
    const before = requireChannel(await requireTaskRouterWorker(operations, call), call)
    const now = clock.now()
    const settings = {
      capacity: values.Capacity ?? before.settings.capacity,
      available: values.Available ?? before.settings.available,
      updatedAt: now.toISOString(),
    }
    const worker = { ...before.worker, channels: { ...before.worker.channels, [before.name]: settings } }
    const change = await saveEditedWorker(operations, before.worker, worker, 'taskrouter', now)
    return { ...before, worker, settings, change }
  })
  events.announceWorker(change)
  return { status: 200, body: present(channel, call) }
})
