import { fetchActivity, listActivities } from './activities.ts'
import type { Operation } from './operation.ts'
import { fetchWorkerChannel, listWorkerChannels, updateWorkerChannel } from './worker-channels.ts'
import { createWorker, deleteWorker, fetchWorker, listWorkers, updateWorker } from './workers.ts'
import { fetchWorkspace, listWorkspaces } from './workspaces.ts'

/** What can be done with a resource. */
export type Operations = Partial<Record<'GET' | 'POST' | 'DELETE', Operation>>

const CHANNELS: Operations = { GET: listWorkerChannels }
const CHANNEL: Operations = { GET: fetchWorkerChannel, POST: updateWorkerChannel }

/** What there is under /v1/Workspaces (Twilio: OpenAPI document of TaskRouter v1). */
export const RESOURCES: Record<string, Operations> = {
  '/': { GET: listWorkspaces },
  '/:workspace': { GET: fetchWorkspace },
  '/:workspace/Activities': { GET: listActivities },
  '/:workspace/Activities/:activity': { GET: fetchActivity },
  '/:workspace/Workers': { GET: listWorkers, POST: createWorker },
  '/:workspace/Workers/:worker': { GET: fetchWorker, POST: updateWorker, DELETE: deleteWorker },
  '/:workspace/Workers/:worker/Channels': CHANNELS,
  '/:workspace/Workers/:worker/Channels/:channel': CHANNEL,
  '/:workspace/Workers/:worker/WorkerChannels': CHANNELS,
  '/:workspace/Workers/:worker/WorkerChannels/:channel': CHANNEL,
}
