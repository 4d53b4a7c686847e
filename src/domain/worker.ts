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
  lastLoginId: string
}

/** What a login changed: `before` is null when the attribute is new; `claim` names where the value came from. */
export interface AttributeChange {
  attribute: string
  before: AttributeValue
  after: AttributeValue
  claim: string
}
