/** The name of the one workspace that every Flex account has (Twilio: Flex Task Assignment workspace). */
export const WORKSPACE_NAME = 'Flex Task Assignment'

/** A state that a worker can be in. */
export interface Activity {
  name: string
  available: boolean
}

/** The activity of a new worker, and the workspace's default. */
export const DEFAULT_ACTIVITY: Activity = { name: 'Offline', available: false }

/** The activities of a Flex workspace (Twilio: Activity resource; that Flex adds Break is common knowledge). */
export const ACTIVITIES: readonly Activity[] = [
  DEFAULT_ACTIVITY,
  { name: 'Available', available: true },
  { name: 'Unavailable', available: false },
  { name: 'Break', available: false },
]

/** The unique names of a Flex workspace's task channels (as observed; an account may have others). */
export const TASK_CHANNELS: readonly string[] = ['default', 'voice', 'chat', 'sms', 'video', 'email']

/** Most tasks that a worker can have in one channel at once (Twilio: TaskRouter limits). */
export const MAX_CHANNEL_CAPACITY = 50
