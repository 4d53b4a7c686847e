import { fetchActivity, listActivities } from './activities.ts'
import type { TaskRouterOperation } from './operation.ts'
import { fetchWorkerChannel, listWorkerChannels, updateWorkerChannel } from './worker-channels.ts'
import { createWorker, deleteTaskRouterWorker, fetchWorker, listTaskRouterWorkers, updateWorker } from './workers.ts'
import { fetchWorkspace, listWorkspaces } from './workspaces.ts'

/** The operations on a resource. */
export type ResourceOperations = Partial<Record<'GET' | 'POST' | 'DELETE', TaskRouterOperation>>

const CHANNELS: ResourceOperations = { GET: listWorkerChannels }
const CHANNEL: ResourceOperations = { GET: fetchWorkerChannel, POST: updateWorkerChannel }

/** The resources under /v1/Workspaces (Twilio: OpenAPI document of TaskRouter v1). */
export const RESOURCES: Record<string, ResourceOperations> = {
  '/': { GET: listWorkspaces },
  '/{workspaceSid}': { GET: fetchWorkspace },
  '/{workspaceSid}/Activities': { GET: listActivities },
  '/{workspaceSid}/Activities/{activitySid}': { GET: fetchActivity },
  '/{workspaceSid}/Workers': { GET: listTaskRouterWorkers, POST: createWorker },
  '/{workspaceSid}/Workers/{workerSid}': { GET: fetchWorker, POST: updateWorker, DELETE: deleteTaskRouterWorker },
  '/{workspaceSid}/Workers/{workerSid}/Channels': CHANNELS,
  '/{workspaceSid}/Workers/{workerSid}/Channels/{channelSid}': CHANNEL,
  '/{workspaceSid}/Workers/{workerSid}/WorkerChannels': CHANNELS,
  '/{workspaceSid}/Workers/{workerSid}/WorkerChannels/{channelSid}': CHANNEL,
}
