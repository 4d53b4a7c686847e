import { createHash } from 'node:crypto'
import { ACTIVITIES, type Activity } from '../../../core/flex/workspace.ts'

function derive(prefix: string, ...parts: string[]): string {
  return prefix + createHash('sha256').update(parts.join('/')).digest('hex').slice(0, 32)
}

/** The SID of an activity of a workspace. Always the same, so that it need not be created first. */
export function activitySidOf(workspaceSid: string, name: string): string {
  return derive('WA', workspaceSid, name)
}

/** The activity of a workspace with this SID. */
export function activityOf(workspaceSid: string, sid: string): Activity | undefined {
  return ACTIVITIES.find(({ name }) => activitySidOf(workspaceSid, name) === sid)
}

/** The SID of a task channel of a workspace. */
export function taskChannelSidOf(workspaceSid: string, name: string): string {
  return derive('TC', workspaceSid, name)
}

/** The SID of a worker's channel. */
export function workerChannelSidOf(workerSid: string, name: string): string {
  return derive('WC', workerSid, name)
}
