import { fetchActivity, listActivities } from './activities.ts'
import type { TaskRouterOperation } from './operation.ts'
import { fetchWorkerChannel, listWorkerChannels, updateWorkerChannel } from './worker-channels.ts'
import { createWorker, deleteTaskRouterWorker, fetchWorker, listTaskRouterWorkers, updateWorker } from './workers.ts'
import { fetchWorkspace, listWorkspaces } from './workspaces.ts'

/** What can be done with a resource. */
export type ResourceOperations = Partial<Record<'GET' | 'POST' | 'DELETE', TaskRouterOperation>>

const CHANNELS: ResourceOperations = { GET: listWorkerChannels }
const CHANNEL: ResourceOperations = { GET: fetchWorkerChannel, POST: updateWorkerChannel }

/** What there is under /v1/Workspaces (Twilio: OpenAPI document of TaskRouter v1). */
export const RESOURCES: Record<string, ResourceOperations> = {
  '/': { GET: listWorkspaces },
  '/:workspace': { GET: fetchWorkspace },
  '/:workspace/Activities': { GET: listActivities },
  '/:workspace/Activities/:activity': { GET: fetchActivity },
  '/:workspace/Workers': { GET: listTaskRouterWorkers, POST: createWorker },
  '/:workspace/Workers/:worker': { GET: fetchWorker, POST: updateWorker, DELETE: deleteTaskRouterWorker },
  '/:workspace/Workers/:worker/Channels': CHANNELS,
  '/:workspace/Workers/:worker/Channels/:channel': CHANNEL,
  '/:workspace/Workers/:worker/WorkerChannels': CHANNELS,
  '/:workspace/Workers/:worker/WorkerChannels/:channel': CHANNEL,
}
