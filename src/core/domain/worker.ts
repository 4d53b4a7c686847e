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
  /** The last login of this worker; null if it was created over REST and no one has signed in as it. */
  lastLoginId: string | null
}

/** A worker with what only TaskRouter stores; logins do not change that. */
export interface TaskRouterWorker extends Worker {
  /** When its activity last changed. */
  activityChangedAt: string
  /** The channels that were set, by unique name. */
  channels: Record<string, ChannelSettings>
}

/** The capacity of a worker in one channel. */
export interface ChannelSettings {
  capacity: number
  available: boolean
  updatedAt: string
}

/**
 * Why a claim has its stored value, in short (docs/flex-behaviour.md). If several apply, the most specific one:
 * an empty value clears, whatever its type, and a type suffix comes before a required claim.
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
  /** The index of the claim's value, from 0; null if it is all of them, or none. */
  valueIndex: number | null
  rule: ClaimRule
}

/** What a login changed; `before` is null if the attribute is new. */
export interface AttributeChange extends ClaimOrigin {
  attribute: string
  before: AttributeValue
  after: AttributeValue
}

/** A change to a worker attribute; claim and index are null if it was not made by a login. */
export interface RecordedChange {
  attribute: string
  before: AttributeValue
  after: AttributeValue
  claim: string | null
  valueIndex: number | null
  rule: ClaimRule | 'attributes replaced whole'
}

/** A change of something other than an attribute: `friendlyName`, `activityName` or `channels.` and its name. */
export interface FieldChange {
  field: string
  before: AttributeValue
  after: AttributeValue
}

/** What happened to a worker, for listeners; to several at the same time if `worker` is null. */
export interface WorkerChange {
  action: WorkerEvent['action'] | 'deleted'
  /** `api` deletes. */
  by: WorkerEvent['by'] | 'api'
  /** Null for all of them. */
  account: string | null
  loginId: string | null
  worker: Pick<Worker, 'sid' | 'friendlyName'> | null
}

/** What created or changed a worker: a login, the TaskRouter REST API, or a seed. */
export interface WorkerEvent {
  at: string
  by: 'login' | 'taskrouter' | 'seed'
  action: 'created' | 'updated'
  /** The login; null if it was something else. */
  loginId: string | null
  fields: FieldChange[]
  /** Null if the login, and with it what it changed, is no longer stored. */
  changes: RecordedChange[] | null
}
