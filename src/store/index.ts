import { Kysely } from 'kysely'
import type { LoginAttempt, StoredAttempt } from '../core/domain/attempt.ts'
import type { Connection } from '../core/domain/login.ts'
import type { LoginSummary, Report } from '../core/domain/report.ts'
import type { SentRequest } from '../core/domain/sign-in.ts'
import type { TaskRouterWorker, Worker } from '../core/domain/worker.ts'
import { HarnessError } from '../core/errors.ts'
import * as attempts from './attempts.ts'
import { createBatches } from './batch.ts'
import * as connections from './connections.ts'
import type { DbContext } from './db-context.ts'
import type { StoreFile } from './file.ts'
import { type Forgotten, forgetTenant } from './forget.ts'
import * as grants from './grants.ts'
import { createHealth } from './health.ts'
import * as requests from './requests.ts'
import { guard, unavailable } from './retry.ts'
import * as routedWorkers from './routed-workers.ts'
import type { AcceptedAssertionRow, Database } from './schema.ts'
import { clearPersistedCache } from './shared-json.ts'
import { openSqlite } from './sqlite.ts'
import * as history from './worker-history.ts'
import * as workers from './workers.ts'

/** What can be read and written; inside `transaction`, all of it happens or none. The store loads and saves; it does not merge. */
export interface StoreOperations {
  loadConnection(sid: string): Promise<Connection | null>
  listConnections(): Promise<Connection[]>
  saveConnection(connection: Connection, now: Date): Promise<void>
  /** Deletes one, or all of them. */
  deleteConnections(sid?: string): Promise<void>
  /** The cursor of the new attempt. */
  addAttempt(attempt: LoginAttempt): Promise<number>
  listLogins(filter: attempts.AttemptFilter): Promise<{ logins: LoginSummary[]; next: number | null }>
  findLogins(filter: attempts.AttemptFilter): Promise<attempts.FoundLogin[]>
  findReports(filter: attempts.AttemptFilter): Promise<(attempts.FoundLogin & { report: Report })[]>
  /** The cursor of an attempt, or of the newest without an id; null if there is none. */
  findCursor(id?: string): Promise<number | null>
  clearAttempts(): Promise<void>
  loadReport(id: string): Promise<Report | null>
  loadAttempt(id: string): Promise<StoredAttempt | null>
  loadLatestReport(): Promise<Report | null>
  loadClockOffsets(account: string, issuer: string): Promise<number[]>
  findAccepted(tenant: string, assertionId: string): Promise<string | null>
  rememberAssertion(accepted: AcceptedAssertionRow, forgetBefore: Date): Promise<void>
  rememberRequest(request: requests.NewRequest, now: Date): Promise<void>
  findRequest(tenant: string, id: string, now: Date): Promise<SentRequest | null>
  clearRequests(): Promise<void>
  addGrant<K extends keyof grants.Grants>(
    key: grants.GrantKey<K>,
    grant: grants.Grants[K],
    expiresAt: Date,
    now: Date,
  ): Promise<void>
  findGrant<K extends keyof grants.Grants>(
    key: grants.GrantKey<K>,
    now: Date,
  ): Promise<{ grant: grants.Grants[K]; expiresAt: Date } | null>
  /** Deletes one code or token, or all of them. */
  deleteGrants(hash?: string): Promise<void>
  findWorkers(sidOrName: string, account?: string): Promise<Worker[]>
  findWorkerByName(account: string, friendlyName: string): Promise<Worker | null>
  listWorkers(filter: workers.WorkerFilter): Promise<Worker[]>
  saveWorker(worker: Worker): Promise<void>
  /** Deletes one, those of an account, or all of them, with their histories; call it in a transaction. */
  deleteWorkers(sid?: string, account?: string): Promise<void>
  /** Deletes one tenant and leaves the others unchanged; call it in a transaction. */
  forgetTenant(forgotten: Forgotten): Promise<void>
  findRoutedWorker(account: string, sid: string): Promise<TaskRouterWorker | null>
  listRoutedWorkers(filter: routedWorkers.RoutedWorkerFilter): Promise<TaskRouterWorker[]>
  /** All workers of all accounts, in the order of their SIDs. */
  listEveryWorker(): Promise<TaskRouterWorker[]>
  saveRoutedWorker(worker: TaskRouterWorker): Promise<void>
  addWorkerEvent(workerSid: string, event: history.NewWorkerEvent): Promise<void>
  listWorkerEvents(
    workerSid: string,
    page: { limit: number; after?: number | undefined },
  ): Promise<{ events: history.StoredWorkerEvent[]; next: number | null }>
}

/** Everything that is stored. `ping` throws STORE_UNAVAILABLE if no login could be written, or if the file is gone. */
export interface Store extends StoreOperations {
  transaction<T>(work: (operations: StoreOperations) => Promise<T>): Promise<T>
  ping(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the store, and creates its tables if it is new.
 * @param location an SQLite file, or `:memory:`
 * @param retain how many attempts are kept
 * @throws HarnessError STORE_UNAVAILABLE, also if the file is not a store of this version
 */
export async function openStore(location: string, retain = 10_000): Promise<Store> {
  const { db, file } = await connect(location)
  const handle: DbContext = {
    db,
    catalogues: new Map(),
    keptConnections: new Set(),
    retain,
  }
  const health = createHealth(location, db, file)
  const use: Use = (work, conflicts) => guard(location, work, conflicts).catch(health.doubt)
  await use(async () => attempts.trimAttempts(handle, (await attempts.findCursor(db)) ?? 0))
  const inBatch = createBatches(db, (work) => use(() => whole(work, handle)))
  return {
    ...guarded(use, operationsOn(handle)),
    transaction: (work) => use(() => inBatch((each) => work(operationsOn({ ...handle, db: each }))), 1),
    ping: () => use(health.ping),
    close: () => db.destroy(),
  }
}

/** Runs work on the database inside `guard`. */
type Use = <T>(work: () => Promise<T>, conflicts?: number) => Promise<T>

async function whole<T>(work: () => Promise<T>, handle: DbContext): Promise<T> {
  try {
    return await work()
  } catch (error) {
    clearPersistedCache(handle)
    throw error
  }
}

/** The same operations, each inside `guard`. Inside a transaction, the whole transaction is guarded instead. */
function guarded(use: Use, operations: StoreOperations): StoreOperations {
  const wrap =
    (operation: (...args: never[]) => Promise<unknown>) =>
    (...args: never[]) =>
      use(() => operation(...args))
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, wrap(operation)]),
  ) as unknown as StoreOperations
}

function operationsOn(handle: DbContext): StoreOperations {
  const { db } = handle
  return {
    loadConnection: (sid) => connections.loadConnection(handle, sid),
    listConnections: () => connections.listConnections(db),
    saveConnection: (connection, now) => connections.storeConnection(db, connection, now.toISOString()),
    deleteConnections: (sid) => connections.deleteConnections(db, sid),
    addAttempt: (attempt) => attempts.addAttempt(handle, attempt),
    listLogins: (filter) => attempts.listAttempts(db, filter),
    findLogins: (filter) => attempts.findLogins(db, filter),
    findReports: (filter) => attempts.findReports(handle, filter),
    findCursor: (id) => attempts.findCursor(db, id),
    clearAttempts: () => attempts.clearAttempts(db),
    loadReport: (id) => attempts.loadReport(handle, id),
    loadAttempt: (id) => attempts.loadAttempt(handle, id),
    loadLatestReport: () => attempts.loadLatestReport(handle),
    loadClockOffsets: (account, issuer) => attempts.loadClockOffsets(db, account, issuer),
    findAccepted: (tenant, assertionId) => attempts.findAccepted(handle, tenant, assertionId),
    rememberAssertion: (accepted, forgetBefore) =>
      attempts.rememberAssertion(handle, accepted, forgetBefore.toISOString()),
    rememberRequest: (request, now) => requests.rememberRequest(db, request, now.toISOString()),
    findRequest: (tenant, id, now) => requests.findRequest(handle, tenant, id, now.toISOString()),
    clearRequests: () => requests.clearRequests(db),
    addGrant: (key, grant, expiresAt, now) =>
      grants.addGrant(db, key, grant, expiresAt.toISOString(), now.toISOString()),
    findGrant: (key, now) => grants.findGrant(db, key, now.toISOString()),
    deleteGrants: (hash) => grants.deleteGrants(db, hash),
    findWorkers: (sidOrName, account) => workers.findWorkers(db, sidOrName, account),
    findWorkerByName: (account, friendlyName) => workers.findWorkerByName(handle, account, friendlyName),
    listWorkers: (filter) => workers.selectWorkers(db, filter),
    saveWorker: (worker) => workers.saveWorker(handle, worker),
    deleteWorkers: (sid, account) => workers.removeWorkers(db, sid, account),
    forgetTenant: (forgotten) => forgetTenant(db, forgotten),
    findRoutedWorker: (account, sid) => routedWorkers.findRoutedWorker(db, account, sid),
    listRoutedWorkers: (filter) => routedWorkers.listRoutedWorkers(db, filter),
    listEveryWorker: () => routedWorkers.listEveryWorker(db),
    saveRoutedWorker: (worker) => routedWorkers.saveRoutedWorker(handle, worker),
    addWorkerEvent: (workerSid, event) => history.addWorkerEvent(handle, workerSid, event),
    listWorkerEvents: (workerSid, page) => history.listWorkerEvents(db, workerSid, page),
  }
}

async function connect(location: string): Promise<{ db: Kysely<Database>; file: StoreFile | null }> {
  if (/^[a-z]+:\/\//i.test(location)) {
    const message = `${location.split('//')[0]}// stores are not supported yet.`
    throw new HarnessError('INVALID_CONFIG', message, 'Give --db a file name, or :memory:.')
  }
  try {
    const { dialect, file } = await guard(location, async () => openSqlite(location))
    return { db: new Kysely<Database>({ dialect }), file }
  } catch (cause) {
    throw cause instanceof HarnessError ? cause : unavailable(location, cause)
  }
}
