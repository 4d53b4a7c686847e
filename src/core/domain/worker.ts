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
export interface TaskRouterWorker extends Worker {
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

/**
 * Why a claim left the value that it left, in short (docs/flex-behaviour.md). Where several hold, the one that says most:
 * an empty value clears whatever its type is, and a type suffix decides over what is required.
 */
export const CLAIM_RULES = [
  'required claim',
  'stored as a string',
  'type suffix',
  'comma-separated roles',
  'several values without a type suffix',
  'empty value clears',
  'contact_uri made of the NameID',
  'contact_uri made of the e-mail address',
] as const
export type ClaimRule = (typeof CLAIM_RULES)[number]

/** Where the value of an attribute came from. */
export interface ClaimOrigin {
  /** The name of the claim, or `NameID`. */
  claim: string
  /** Which of the claim's values it is, counted from 0; null where it is not one of them but all, or none. */
  valueIndex: number | null
  rule: ClaimRule
}

/** What a login changed: `before` is null when the attribute is new. */
export interface AttributeChange extends ClaimOrigin {
  attribute: string
  before: AttributeValue
  after: AttributeValue
}

/** What changed a worker's attribute; claim and index are null where it was no login. */
export interface RecordedChange {
  attribute: string
  before: AttributeValue
  after: AttributeValue
  claim: string | null
  valueIndex: number | null
  rule: ClaimRule | 'attributes replaced whole'
}

/** A change of what is no attribute: `friendlyName`, `activityName` or `channels.` and the name of one. */
export interface FieldChange {
  field: string
  before: AttributeValue
  after: AttributeValue
}

/** What became of a worker, told to who listens; of several at once where `worker` is null. */
export interface WorkerChange {
  action: WorkerEvent['action'] | 'deleted'
  /** `api` deletes. */
  by: WorkerEvent['by'] | 'api'
  /** Null where it is all of them. */
  account: string | null
  loginId: string | null
  worker: Pick<Worker, 'sid' | 'friendlyName'> | null
}

/** What made or changed a worker: a login, TaskRouter's REST surface, or a seed. */
export interface WorkerEvent {
  at: string
  by: 'login' | 'taskrouter' | 'seed'
  action: 'created' | 'updated'
  /** The login; null where it was none. */
  loginId: string | null
  fields: FieldChange[]
  /** Null when the login is no longer kept, and with it what it changed. */
  changes: RecordedChange[] | null
}
