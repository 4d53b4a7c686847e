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
  /** One row, written to test whether the database is writable. */
  writeProbe: { writes: number }
}

/** An AuthnRequest that was sent. */
export interface RequestRow {
  id: string
  /** The SID of the ACS that receives its answer. */
  tenant: string
  /** The time after which it cannot be answered. */
  expiresAt: string
  relayState: string | null
  /** The ReturnTo as JSON. */
  returnTo: string | null
}

/** A code or token that was issued at sign-in. Only its hash is stored, because it is a secret. */
interface GrantRow {
  hash: string
  kind: 'code' | 'token'
  expiresAt: string
  /** A CodeGrant, or who is signed in, as JSON. */
  content: string
}

/** The descriptions of checks that many reports share, as JSON, under their hash. */
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
  /** Grows with each attempt; lists are ordered by it. */
  seq: Generated<number>
  /** The NameID in lower case, to look up a worker's logins. */
  nameKey: string | null
  /** The e-mail address in lower case. */
  emailKey: string | null
  /** The Report as JSON, its findings without the descriptions of checks in the catalogue. */
  report: string
  /** Which catalogue. */
  catalogue: string
  /** The form field as posted, or null if there was none to store. */
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
  /** The friendly name in lower case: names are unique within the workspace regardless of case. */
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
  /** Empty if no login created it. */
  lastLoginId: string
  /** Null while it has its initial activity. */
  activityChangedAt: string | null
  /** Channel settings as JSON; null until one is set. */
  channels: string | null
}

/** What created or changed a worker. For a login, only its id is stored here, because the Report has the changes. */
export interface WorkerHistoryRow extends Pick<WorkerEvent, 'at' | 'by' | 'action' | 'loginId'> {
  workerSid: string
  /** Counts the events of the worker. */
  seq: number
  /** The WorkerEdit as JSON; null for logins. */
  edit: string | null
}

/** The columns of a worker that a login writes. */
export type LoginWorkerRow = Omit<WorkerRow, 'activityChangedAt' | 'channels'>

/** An assertion that was used: once per tenant, and kept longer than its attempt. */
export interface AcceptedAssertionRow {
  /** The SID of the tenant. */
  tenant: string
  assertionId: string
  loginId: string
  /** The time after which the assertion has expired. */
  expiresAt: string
}
