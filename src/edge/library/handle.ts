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

/** What `events` emits. */
export interface FlexIamMockEvents {
  login: [report: Report]
  /** Which tenant was forgotten; both are null where everything was. */
  reset: [scope: ResetScope]
}

/**
 * A running harness; `await using` closes it. What it rejects with is a HarnessError, told by its `code`; once it is closed,
 * STORE_UNAVAILABLE. A SID of a tenant is AC (legacy and preview) or JQ (enhanced) and 32 hexadecimal digits.
 */
export interface FlexIamMock extends AsyncDisposable {
  /** The base URL that was set, else `localUrl`; without a slash at its end. */
  readonly url: string
  /** Where it listens: `http://localhost:PORT`, or the address that it was told to listen on. */
  readonly localUrl: string
  /** The token that the API and the pages need, from this machine too; null where none is needed. */
  readonly adminToken: string | null
  /** The time that everything is judged by: the machine's, until it is set. Seconds are seconds, texts are ISO 8601. */
  readonly clock: Clock
  /**
   * The URL to give the IdP as Reply URL (ACS URL) of a tenant. An AC has two, the legacy one unless `preview` is asked for.
   * @throws HarnessError INVALID_REQUEST
   */
  acsUrl(sid: string, generation?: Generation): string
  /** The entity ID to give the IdP as Audience: the real one of Flex. Throws INVALID_REQUEST. */
  entityId(sid: string, generation?: Generation): string
  /** What the Flex Console's SSO page would know, by the SID of the tenant. */
  readonly connections: FlexConnections
  /** Short for `connections.save`. */
  connect(connection: ConnectionInput): Promise<Connection>
  /**
   * Waits for a login; one that was recorded before counts too, unless `after` names the last one that does not. No polling.
   * @throws LoginTimeoutError LOGIN_TIMEOUT with the attempts that did arrive
   * @throws HarnessError INVALID_REQUEST, UNKNOWN_LOGIN (of `after`), STORE_UNAVAILABLE when the harness is closed meanwhile
   */
  waitForLogin(criteria?: LoginCriteria, options?: WaitOptions): Promise<Report>
  /** The built-in IdP: signs somebody in over HTTP and gives the Report, accepted or not. Throws INVALID_REQUEST. */
  readonly idp: { login(wish?: IdpLoginInput): Promise<Report> }
  readonly logins: {
    /** The Report of one attempt; null when there is none, or it is kept no more. */
    find(id: string): Promise<Report | null>
    latest(): Promise<Report | null>
    /** The newest first; 100 unless `limit` says otherwise, at most 1,000. Throws INVALID_REQUEST. */
    list(filter?: LoginFilter): Promise<LoginSummary[]>
  }
  /** What is recorded, as it is recorded: `login` with its Report, `reset` with what was forgotten. */
  readonly events: EventEmitter<FlexIamMockEvents>
  /** The simulated TaskRouter workers. */
  readonly workers: FlexWorkers
  /** Makes connections, workers and clock what a seed says, all of it or nothing. Throws INVALID_REQUEST that names the path. */
  seed(document: SeedDocument): Promise<void>
  /** Connections, workers and clock as a seed that makes another harness the same. */
  export(): Promise<SeedDocument>
  /**
   * Forgets everything, and the clock shows the machine's time; or forgets one tenant, and nothing else changes.
   * @throws HarnessError INVALID_REQUEST
   */
  reset(tenant?: ResetQuery): Promise<void>
  /** Answers what is under way, rejects who waits, and frees port and store. May be called again. */
  close(): Promise<void>
}

/** Connections of a harness. `certificates` are PEM or bare base64. */
interface FlexConnections {
  /** A new one, or in the place of the one with its SID; without `sid` it gets a new JQ. Throws INVALID_REQUEST, INVALID_CONFIG. */
  save(connection: ConnectionInput): Promise<Connection>
  find(sid: string): Promise<Connection | null>
  list(): Promise<Connection[]>
  /** Changes some fields; null sets one back to its default. Throws UNKNOWN_CONNECTION, INVALID_REQUEST, INVALID_CONFIG. */
  update(sid: string, changes: ConnectionInput): Promise<Connection>
  /**
   * Takes issuer, SSO URL and signing certificates from the IdP's metadata XML; where there is no connection it makes one.
   * @throws HarnessError UNREADABLE_INPUT, INVALID_CONFIG, INVALID_REQUEST
   */
  importMetadata(sid: string, metadata: string | Uint8Array): Promise<Connection>
  /** Throws UNKNOWN_CONNECTION. */
  delete(sid: string): Promise<void>
}

/** Workers of a harness, by SID (WK…) or friendly name in any case; AMBIGUOUS_WORKER when several accounts have the name. */
interface FlexWorkers {
  /** Null when no worker has it. Throws AMBIGUOUS_WORKER. */
  find(sidOrName: string, account?: string): Promise<Worker | null>
  /** In the order of their SIDs; 100 unless `limit` says otherwise, at most 1,000, `after` a SID. Throws INVALID_REQUEST. */
  list(filter?: WorkerQuery): Promise<Worker[]>
  /** What made and changed it, newest first: all that is kept. Throws UNKNOWN_WORKER, AMBIGUOUS_WORKER. */
  history(sidOrName: string, account?: string): Promise<WorkerEvent[]>
  /** Throws UNKNOWN_WORKER, AMBIGUOUS_WORKER. */
  delete(sidOrName: string, account?: string): Promise<void>
  /** All of them, or those of an account. */
  deleteAll(account?: string): Promise<void>
}
