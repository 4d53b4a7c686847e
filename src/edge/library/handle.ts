import type { EventEmitter } from 'node:events'
import type { ResetScope } from '../../app/events/login-events.ts'
import type { IdpLoginInput } from '../../app/idp/login-request.ts'
import type { ResetQuery } from '../../app/state/reset.ts'
import type { SeedDocument } from '../../app/state/seed-document.ts'
import type { LoginFilter } from '../../app/waiting/login-list.ts'
import type { LoginCriteria } from '../../app/waiting/login-query.ts'
import type { WaitOptions } from '../../app/waiting/wait.ts'
import type { WorkerQuery } from '../../app/workers/workers.ts'
import type { ConnectionInput } from '../../core/connection/schemas.ts'
import type { Clock } from '../../core/domain/clock.ts'
import type { Connection, Generation } from '../../core/domain/login.ts'
import type { LoginSummary, Report } from '../../core/domain/report.ts'
import type { Worker, WorkerEvent } from '../../core/domain/worker.ts'

/** The events of `events`. */
export interface FlexIamMockEvents {
  login: [report: Report]
  /** The tenant that was reset. Both fields are null if everything was. */
  reset: [scope: ResetScope]
}

/**
 * A running harness. `await using` closes it. Promises reject with a HarnessError, which has a `code`; after closing, the code
 * is STORE_UNAVAILABLE. The SID of a tenant is AC (legacy and preview) or JQ (enhanced) followed by 32 hexadecimal digits.
 */
export interface FlexIamMock extends AsyncDisposable {
  /** The configured base URL, or else `localUrl`. Without a trailing slash. */
  readonly url: string
  /** Where it listens: `http://localhost:PORT`, or the configured address. */
  readonly localUrl: string
  /** The token that the API and the pages require, from this machine too. Null if none is required. */
  readonly adminToken: string | null
  /** The time by which everything is judged: the machine's, until it is set. Numbers are seconds, strings are ISO 8601. */
  readonly clock: Clock
  /**
   * The ACS URL (Reply URL) of a tenant, to enter in the IdP. An AC has two: the legacy one, and with `preview` that of preview.
   * @throws HarnessError INVALID_REQUEST
   */
  acsUrl(sid: string, generation?: Generation): string
  /** The entity ID (Audience) to enter in the IdP: the real one of Flex. Throws INVALID_REQUEST. */
  entityId(sid: string, generation?: Generation): string
  /** The settings of the Flex Console's SSO page, by the SID of the tenant. */
  readonly connections: FlexConnections
  /** Short for `connections.save`. */
  connect(connection: ConnectionInput): Promise<Connection>
  /**
   * Waits for a login without polling. Logins that are already recorded match too. With `after`, only later ones match.
   * @throws LoginTimeoutError LOGIN_TIMEOUT with the attempts that did arrive
   * @throws HarnessError INVALID_REQUEST, UNKNOWN_LOGIN (for `after`), STORE_UNAVAILABLE if the harness is closed meanwhile
   */
  waitForLogin(criteria?: LoginCriteria, options?: WaitOptions): Promise<Report>
  /** The built-in IdP: signs a person in over HTTP and returns the Report, accepted or not. Throws INVALID_REQUEST. */
  readonly idp: { login(input?: IdpLoginInput): Promise<Report> }
  readonly logins: {
    /** The Report of one attempt. Null if there is none or it is no longer stored. */
    find(id: string): Promise<Report | null>
    latest(): Promise<Report | null>
    /** Newest first. `limit` is 100 by default and at most 1,000. Throws INVALID_REQUEST. */
    list(filter?: LoginFilter): Promise<LoginSummary[]>
  }
  /** Events as they happen: `login` with its Report, `reset` with its scope. */
  readonly events: EventEmitter<FlexIamMockEvents>
  /** The simulated TaskRouter workers. */
  readonly workers: FlexWorkers
  /** Sets connections, workers and the clock from a seed, in one step or not at all. Throws INVALID_REQUEST, which names the path. */
  seed(document: SeedDocument): Promise<void>
  /** Connections, workers and the clock as a seed, which restores the same state in another harness. */
  export(): Promise<SeedDocument>
  /**
   * Deletes everything and resets the clock. With a tenant, deletes only that tenant.
   * @throws HarnessError INVALID_REQUEST
   */
  reset(tenant?: ResetQuery): Promise<void>
  /** Answers requests in progress, rejects waits, and releases the port and the store. Can be called again. */
  close(): Promise<void>
}

/** The connections of a harness. `certificates` are PEM or plain base64. */
interface FlexConnections {
  /** Creates a connection, or replaces the one with its SID. Without `sid` it gets a new JQ. Throws INVALID_REQUEST, INVALID_CONFIG. */
  save(connection: ConnectionInput): Promise<Connection>
  find(sid: string): Promise<Connection | null>
  list(): Promise<Connection[]>
  /** Changes some fields. Null resets a field to its default. Throws UNKNOWN_CONNECTION, INVALID_REQUEST, INVALID_CONFIG. */
  update(sid: string, changes: ConnectionInput): Promise<Connection>
  /**
   * Imports issuer, SSO URL and signing certificates from the IdP's metadata XML. Creates the connection if there is none.
   * @throws HarnessError UNREADABLE_INPUT, INVALID_CONFIG, INVALID_REQUEST
   */
  importMetadata(sid: string, metadata: string | Uint8Array): Promise<Connection>
  /** Throws UNKNOWN_CONNECTION. */
  delete(sid: string): Promise<void>
}

/** The workers of a harness, by SID (WK…) or friendly name, ignoring case. AMBIGUOUS_WORKER: several accounts have the name. */
interface FlexWorkers {
  /** Null if there is no such worker. Throws AMBIGUOUS_WORKER. */
  find(sidOrName: string, account?: string): Promise<Worker | null>
  /** Ordered by SID, after the SID `after`. `limit` is 100 by default and at most 1,000. Throws INVALID_REQUEST. */
  list(filter?: WorkerQuery): Promise<Worker[]>
  /** What created and changed the worker, newest first: everything that is stored. Throws UNKNOWN_WORKER, AMBIGUOUS_WORKER. */
  history(sidOrName: string, account?: string): Promise<WorkerEvent[]>
  /** Throws UNKNOWN_WORKER, AMBIGUOUS_WORKER. */
  delete(sidOrName: string, account?: string): Promise<void>
  /** Deletes all workers, or those of one account. */
  deleteAll(account?: string): Promise<void>
}
