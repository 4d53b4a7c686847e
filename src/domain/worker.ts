/** A JSON value as TaskRouter stores it in worker attributes. */
export type AttributeValue = string | number | boolean | null | AttributeValue[] | { [key: string]: AttributeValue }

/** Worker attributes: one JSON object, at most 4,096 characters when written as JSON. */
export type WorkerAttributes = Record<string, AttributeValue>

/** A simulated TaskRouter worker. `sid` is WK + 32 hex, times are ISO 8601. */
export interface Worker {
  sid: string
  accountSid: string
  workspaceSid: string
  friendlyName: string
  identity: string
  contactUri: string
  activityName: string
  available: boolean
  attributes: WorkerAttributes
  createdAt: string
  updatedAt: string
  /** The last login that it came by; null when it was made over REST and nobody has signed in as it. */
  lastLoginId: string | null
}

/** A worker with what TaskRouter alone knows of it; logins leave that as it is. */
export interface RoutedWorker extends Worker {
  /** When its activity last changed. */
  activityChangedAt: string
  /** The channels that were set, by unique name. */
  channels: Record<string, ChannelSettings>
}

/** How much a worker takes of one channel. */
export interface ChannelSettings {
  capacity: number
  available: boolean
  updatedAt: string
}

/** What a login changed: `before` is null when the attribute is new; `claim` names where the value came from. */
export interface AttributeChange {
  attribute: string
  before: AttributeValue
  after: AttributeValue
  claim: string
}
