import type { Generated } from 'kysely'
import type { LoginSummary } from '../core/domain/report.ts'
import type { WorkerEvent } from '../core/domain/worker.ts'

/** The tables. JSON columns hold text; times are ISO 8601; booleans are 0 and 1. */
export interface Database {
  connections: ConnectionRow
  attempts: AttemptRow
  workers: WorkerRow
  acceptedAssertions: AcceptedAssertionRow
  catalogues: CatalogueRow
  requests: RequestRow
  grants: GrantRow
  workerHistory: WorkerHistoryRow
  /** One row, written to learn whether anything can be. */
  writeProbe: { writes: number }
}

/** An AuthnRequest that was sent. */
export interface RequestRow {
  id: string
  /** The SID of the door that its answer comes to. */
  tenant: string
  /** When no answer is awaited any more. */
  expiresAt: string
  relayState: string | null
  /** The ReturnTo as JSON. */
  returnTo: string | null
}

/** What a random text is good for that was given to whoever signed in. Only its hash is kept, as the text is a secret. */
interface GrantRow {
  hash: string
  kind: 'code' | 'token'
  expiresAt: string
  /** A CodeGrant, or who is signed in, as JSON. */
  content: string
}

/** What the findings of many reports say of their checks, as JSON, under its own hash. */
interface CatalogueRow {
  id: string
  entries: string
}

interface ConnectionRow {
  sid: string
  accountSid: string
  /** The whole Connection as JSON. */
  connection: string
  updatedAt: string
}

export interface AttemptRow extends LoginSummary {
  /** Grows with each attempt; the order of lists. */
  seq: Generated<number>
  /** The NameID in lower case, to look up a worker's logins. */
  nameKey: string | null
  /** The e-mail address in lower case. */
  emailKey: string | null
  /** The Report as JSON, its findings without what the catalogue says of their checks. */
  report: string
  /** Which catalogue. */
  catalogue: string
  /** The form field as posted, or null when there was none to keep. */
  samlResponse: string | null
  /** The JudgedContext as JSON. */
  basis: string
  /** The IdP that signed it, and how far its clock was ahead, in seconds; null unless a trusted key signed. */
  issuer: string | null
  clockOffset: number | null
}

export interface WorkerRow {
  sid: string
  accountSid: string
  /** The friendly name in lower case: names are unique within the workspace whatever their case. */
  nameKey: string
  workspaceSid: string
  friendlyName: string
  identity: string
  contactUri: string
  activityName: string
  available: number
  attributes: string
  createdAt: string
  updatedAt: string
  /** Empty when no login made it. */
  lastLoginId: string
  /** Null while it has the activity that it was made with. */
  activityChangedAt: string | null
  /** Channel settings as JSON; null while none was set. */
  channels: string | null
}

/** What made or changed a worker. Of a login only its id is kept here, as the Report has the changes. */
export interface WorkerHistoryRow extends Pick<WorkerEvent, 'at' | 'by' | 'action' | 'loginId'> {
  workerSid: string
  /** Counts the events of the worker. */
  seq: number
  /** The WorkerEdit as JSON; null for logins. */
  edit: string | null
}

/** What a login writes of a worker. */
export type LoginWorkerRow = Omit<WorkerRow, 'activityChangedAt' | 'channels'>

/** An assertion that was used: once for each tenant, and longer than its attempt is kept. */
export interface AcceptedAssertionRow {
  /** The SID of the door. */
  tenant: string
  assertionId: string
  loginId: string
  /** When the assertion cannot be used any more, by its own times. */
  expiresAt: string
}
