import { DEFAULT_ACTIVITY, WORKSPACE_NAME } from '../../../core/flex/workspace.ts'
import { listing, type OperationCall, operation } from './operation.ts'
import { pageOfAll } from './page.ts'
import { textParameter } from './parameters.ts'
import { activitySidOf } from './sids.ts'

/** The creation time of built-in resources: earlier than anything that can happen here. */
export const FROM_THE_START = '2020-01-01T00:00:00Z'

/** The links of a workspace, by name. Those that are not supported here answer 404. */
const WORKSPACE_LINKS = {
  activities: 'Activities',
  statistics: 'Statistics',
  real_time_statistics: 'RealTimeStatistics',
  cumulative_statistics: 'CumulativeStatistics',
  task_queues: 'TaskQueues',
  tasks: 'Tasks',
  workers: 'Workers',
  workflows: 'Workflows',
  task_channels: 'TaskChannels',
  events: 'Events',
}

function presentWorkspace({ account, workspaceSid, workspaceUrl }: OperationCall): Record<string, unknown> {
  const links = Object.entries(WORKSPACE_LINKS).map(([name, path]) => [name, `${workspaceUrl}/${path}`])
  const defaultActivity = activitySidOf(workspaceSid, DEFAULT_ACTIVITY.name)
  return {
    account_sid: account,
    date_created: FROM_THE_START,
    date_updated: FROM_THE_START,
    default_activity_name: DEFAULT_ACTIVITY.name,
    default_activity_sid: defaultActivity,
    event_callback_url: null,
    events_filter: null,
    friendly_name: WORKSPACE_NAME,
    multi_task_enabled: true,
    prioritize_queue_order: 'FIFO',
    sid: workspaceSid,
    timeout_activity_name: DEFAULT_ACTIVITY.name,
    timeout_activity_sid: defaultActivity,
    url: workspaceUrl,
    links: Object.fromEntries(links),
  }
}

/** The one workspace of the account. */
export const listWorkspaces = listing(
  { key: 'workspaces', prefix: 'WS', readers: { FriendlyName: textParameter } },
  async ({ workspaceSid }, { FriendlyName: name }, page) => {
    const all = name === undefined || name === WORKSPACE_NAME ? [{ sid: workspaceSid }] : []
    return pageOfAll(all, page)
  },
  (_workspace, call) => presentWorkspace(call),
)

/** The workspace in the path. */
export const fetchWorkspace = operation({}, async (call) => ({ status: 200, body: presentWorkspace(call) }))
