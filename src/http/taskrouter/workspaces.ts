import { ACTIVITIES, DEFAULT_ACTIVITY, WORKSPACE_NAME } from '../../flex/workspace.ts'
import { type Call, listing, operation } from './operation.ts'
import { pageOfAll } from './page.ts'
import { text, truth } from './parameters.ts'
import { notFound } from './problem.ts'
import { activityOf, activitySidOf } from './sids.ts'

/** When what nobody created was created: before anything that can happen here. */
const FROM_THE_START = '2020-01-01T00:00:00Z'

/** Links of a workspace, by name; those that lead to nothing here answer 404. */
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

function presentWorkspace({ account, workspaceSid, workspaceUrl }: Call): Record<string, unknown> {
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
  { key: 'workspaces', prefix: 'WS', readers: { FriendlyName: text } },
  async ({ workspaceSid }, { FriendlyName: name }, page) => {
    const all = name === undefined || name === WORKSPACE_NAME ? [{ sid: workspaceSid }] : []
    return pageOfAll(all, page)
  },
  (_workspace, call) => presentWorkspace(call),
)

/** The workspace that the path names. */
export const fetchWorkspace = operation({}, async (call) => ({ status: 200, body: presentWorkspace(call) }))

interface ListedActivity {
  sid: string
  name: string
  available: boolean
}

function presentActivity({ sid, name, available }: ListedActivity, call: Call): Record<string, unknown> {
  const { account, workspaceSid, workspaceUrl } = call
  return {
    account_sid: account,
    available,
    date_created: FROM_THE_START,
    date_updated: FROM_THE_START,
    friendly_name: name,
    sid,
    workspace_sid: workspaceSid,
    url: `${workspaceUrl}/Activities/${sid}`,
    links: { workspace: workspaceUrl },
  }
}

/** The activities, which are fixed. */
export const listActivities = listing(
  { key: 'activities', prefix: 'WA', readers: { FriendlyName: text, Available: truth } },
  async ({ workspaceSid }, filter, page) => {
    const all = ACTIVITIES.filter(
      ({ name, available }) =>
        (filter.FriendlyName === undefined || name === filter.FriendlyName) &&
        (filter.Available === undefined || available === filter.Available),
    ).map((activity) => ({ ...activity, sid: activitySidOf(workspaceSid, activity.name) }))
    return pageOfAll(all, page)
  },
  presentActivity,
)

/** One of them. */
export const fetchActivity = operation({}, async (call) => {
  const sid = call.params.activity ?? ''
  const activity = activityOf(call.workspaceSid, sid)
  if (activity === undefined) throw notFound(call.path)
  return { status: 200, body: presentActivity({ ...activity, sid }, call) }
})
