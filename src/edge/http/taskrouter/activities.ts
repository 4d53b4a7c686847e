import { ACTIVITIES } from '../../../core/flex/workspace.ts'
import { notFound } from '../twilio-problem.ts'
import { listing, type OperationCall, operation } from './operation.ts'
import { pageOfAll } from './page.ts'
import { textParameter, truth } from './parameters.ts'
import { activityOf, activitySidOf } from './sids.ts'
import { FROM_THE_START } from './workspaces.ts'

interface ListedActivity {
  sid: string
  name: string
  available: boolean
}

function presentActivity({ sid, name, available }: ListedActivity, call: OperationCall): Record<string, unknown> {
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

/** The activities, which cannot be changed. */
export const listActivities = listing(
  { key: 'activities', prefix: 'WA', readers: { FriendlyName: textParameter, Available: truth } },
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

/** One activity. */
export const fetchActivity = operation({}, async (call) => {
  const sid = call.params.activity ?? ''
  const activity = activityOf(call.workspaceSid, sid)
  if (activity === undefined) throw notFound(call.path)
  return { status: 200, body: presentActivity({ ...activity, sid }, call) }
})
