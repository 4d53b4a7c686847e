import { Kysely, Migrator } from 'kysely'
import type { Connection } from '../domain/login.ts'
import type { LoginSummary, Report } from '../domain/report.ts'
import type { Worker } from '../domain/worker.ts'
import { HarnessError } from '../errors.ts'
import * as attempts from './attempts.ts'
import * as connections from './connections.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Database } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'
import * as workers from './workers.ts'

/** What can be asked and written; inside `transaction` all of it happens or none. The store loads and saves, it does not merge. */
export interface StoreOperations {
  loadConnection(sid: string): Promise<Connection | null>
  listConnections(): Promise<Connection[]>
  saveConnection(connection: Connection, now: Date): Promise<void>
  /** Deletes one, or all of them. */
  deleteConnections(sid?: string): Promise<void>
  addAttempt(attempt: attempts.LoginAttempt): Promise<void>
  listLogins(filter: attempts.LoginFilter): Promise<{ logins: LoginSummary[]; next: number | null }>
  clearAttempts(): Promise<void>
  loadReport(id: string): Promise<Report | null>
  loadLatestReport(): Promise<Report | null>
  findAccepted(tenant: string, assertionId: string): Promise<string | null>
  findWorkers(sidOrName: string, account?: string): Promise<Worker[]>
  findWorkerByName(account: string, friendlyName: string): Promise<Worker | null>
  listWorkers(filter: workers.WorkerFilter): Promise<Worker[]>
  saveWorker(worker: Worker): Promise<void>
  /** Deletes one, or all of them. */
  deleteWorkers(sid?: string): Promise<void>
}

/** Everything that is remembered. `ping` throws STORE_UNAVAILABLE when the database does not answer. */
export interface Store extends StoreOperations {
  transaction<T>(work: (operations: StoreOperations) => Promise<T>): Promise<T>
  ping(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the store and brings its tables up to date.
 * @param location an SQLite file, or `:memory:`
 * @throws HarnessError STORE_UNAVAILABLE
 */
export async function openStore(location: string): Promise<Store> {
  const db = await connect(location)
  return {
    ...operationsOn(db),
    transaction: async (work) => {
      const attempt = () => db.transaction().execute((transaction) => work(operationsOn(transaction)))
      // Another instance may have won a race for the same row: then everything is looked up and judged once more.
      return await attempt().catch((error) => (isConflict(error) ? attempt() : Promise.reject(error)))
    },
    ping: async () => {
      await db.selectFrom('connections').select('sid').limit(1).execute().catch(refuse(location))
    },
    close: () => db.destroy(),
  }
}

const isConflict = (error: unknown) => /^SQLITE_(CONSTRAINT|BUSY)/.test(String((error as { code?: unknown })?.code))

function operationsOn(db: Kysely<Database>): StoreOperations {
  return {
    loadConnection: (sid) => connections.loadConnection(db, sid),
    listConnections: () => connections.listConnections(db),
    saveConnection: (connection, now) => connections.saveConnection(db, connection, now.toISOString()),
    deleteConnections: (sid) => connections.deleteConnections(db, sid),
    addAttempt: (attempt) => attempts.addAttempt(db, attempt),
    listLogins: (filter) => attempts.listLogins(db, filter),
    clearAttempts: () => attempts.clearAttempts(db),
    loadReport: (id) => attempts.loadReport(db, id),
    loadLatestReport: () => attempts.loadLatestReport(db),
    findAccepted: (tenant, assertionId) => attempts.findAccepted(db, tenant, assertionId),
    findWorkers: (sidOrName, account) => workers.findWorkers(db, sidOrName, account),
    findWorkerByName: (account, friendlyName) => workers.findWorkerByName(db, account, friendlyName),
    listWorkers: (filter) => workers.listWorkers(db, filter),
    saveWorker: (worker) => workers.saveWorker(db, worker),
    deleteWorkers: (sid) => workers.deleteWorkers(db, sid),
  }
}

async function connect(location: string): Promise<Kysely<Database>> {
  if (/^postgres(ql)?:/.test(location)) {
    throw new HarnessError('INVALID_CONFIG', 'The store cannot be Postgres yet.', 'Give --db a file name or :memory:.')
  }
  try {
    const db = new Kysely<Database>({ dialect: sqliteDialect(location) })
    const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
    // Another instance may be at it; then the second look finds its work done.
    const { error } = await migrator
      .migrateToLatest()
      .then((first) => (first.error ? migrator.migrateToLatest() : first))
    if (error) throw error
    return db
  } catch (cause) {
    return refuse(location)(cause)
  }
}

const refuse =
  (location: string) =>
  (cause: unknown): never => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Check that the folder exists and can be written, or use --db :memory:.'
    throw new HarnessError('STORE_UNAVAILABLE', `The store ${location} cannot be used: ${reason}`, hint, { cause })
  }
