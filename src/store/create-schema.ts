import type Libsql from 'libsql'
import { refused } from './retry.ts'

type SqliteFile = InstanceType<typeof Libsql>

/** SQLite's application_id of a store: "FLEX" in ASCII. */
const APPLICATION_ID = 0x464c4558

/**
 * The version of the tables; SQLite's user_version. A release that changes the tables raises it, and updates a store with a
 * smaller number before anything reads it.
 */
const SCHEMA_VERSION = 1

/**
 * The tables and indexes; schema.ts says what the columns hold. SQLite stores each statement exactly as written here, which shows whether a store was
 * changed by hand.
 * `attempts_by_filters` has every column that lists filter by: it is read instead of the rows, and a new attempt goes to
 * its end. One index per filter would mean as many writes, and could not serve two filters together.
 */
const SCHEMA = [
  `create table connections (
    "sid" text primary key,
    "accountSid" text not null,
    "connection" text not null,
    "updatedAt" text not null
  )`,
  `create table attempts (
    "seq" integer primary key autoincrement,
    "id" text not null unique,
    "receivedAt" text not null,
    "generation" text not null,
    "account" text not null,
    "connection" text,
    "outcome" text not null,
    "product" text not null,
    "nameId" text,
    "nameKey" text,
    "email" text,
    "emailKey" text,
    "firstCause" text,
    "report" text not null,
    "catalogue" text not null,
    "samlResponse" text,
    "basis" text not null,
    "issuer" text,
    "clockOffset" integer
  )`,
  `create index attempts_by_filters on attempts
    ("seq", "outcome", "account", "connection", "product", "nameKey", "emailKey")`,
  `create index attempts_by_issuer on attempts ("account", "issuer", "seq", "clockOffset") where "issuer" is not null`,
  `create table catalogues ("id" text primary key, "entries" text not null)`,
  `create table acceptedAssertions (
    "tenant" text not null,
    "assertionId" text not null,
    "loginId" text not null,
    "expiresAt" text not null,
    primary key ("tenant", "assertionId")
  )`,
  `create index acceptedAssertions_by_expiry on acceptedAssertions ("expiresAt")`,
  `create table requests (
    "id" text primary key,
    "tenant" text not null,
    "expiresAt" text not null,
    "relayState" text,
    "returnTo" text
  )`,
  `create index requests_by_expiry on requests ("expiresAt")`,
  `create table grants (
    "hash" text primary key,
    "kind" text not null,
    "expiresAt" text not null,
    "content" text not null
  )`,
  `create index grants_by_expiry on grants ("expiresAt")`,
  `create table workers (
    "sid" text primary key,
    "accountSid" text not null,
    "nameKey" text not null,
    "workspaceSid" text not null,
    "friendlyName" text not null,
    "identity" text not null,
    "contactUri" text not null,
    "activityName" text not null,
    "available" integer not null,
    "attributes" text not null,
    "createdAt" text not null,
    "updatedAt" text not null,
    "lastLoginId" text not null,
    "activityChangedAt" text,
    "channels" text
  )`,
  `create unique index workers_by_name on workers ("accountSid", "nameKey")`,
  `create index workers_by_creation on workers ("accountSid", "createdAt", "sid")`,
  `create table workerHistory (
    "workerSid" text not null,
    "seq" integer not null,
    "at" text not null,
    "by" text not null,
    "action" text not null,
    "loginId" text,
    "edit" text,
    primary key ("workerSid", "seq")
  ) without rowid`,
  `create table writeProbe ("writes" integer not null)`,
]

const CREATE = [
  ...SCHEMA,
  'insert into writeProbe values (0)',
  `pragma application_id = ${APPLICATION_ID}`,
  `pragma user_version = ${SCHEMA_VERSION}`,
].join(';\n')

/**
 * Creates the tables in a database that has none, in one transaction: another process, or the next start if this one is
 * killed, sees all of them or none.
 * @throws HarnessError STORE_UNAVAILABLE if it is not a store of this version
 */
export function createSchema(database: SqliteFile, location: string): void {
  if (isStore(database, location)) return
  database
    .transaction(() => {
      if (!holdsStore(database, location)) database.exec(CREATE) // unless another process was faster
    })
    .immediate()
}

/**
 * Whether a database is a store; false if it is empty.
 * @throws HarnessError STORE_UNAVAILABLE if it is neither
 */
export function isStore(database: SqliteFile, location: string): boolean {
  return database.transaction(() => holdsStore(database, location)).deferred()
}

/** The implementation of `isStore`; call it in a transaction, or another process may create the tables meanwhile. */
function holdsStore(database: SqliteFile, location: string): boolean {
  const [mark, version] = [numberOf(database, 'application_id'), numberOf(database, 'user_version')]
  const rows = database.prepare('select sql from sqlite_master where sql is not null').all() as { sql: string }[]
  if (mark === 0 && version === 0 && rows.length === 0) return false
  const misfit = findMisfit(mark, version, new Set(rows.map(({ sql }) => sql.toLowerCase())))
  if (misfit !== null) throw refused(location, misfit)
  return true
}

function numberOf(database: SqliteFile, name: 'application_id' | 'user_version'): number {
  const [row] = database.prepare(`pragma ${name}`).all() as Record<string, number>[]
  return row?.[name] ?? 0
}

function findMisfit(mark: number, version: number, kept: Set<string>): string | null {
  if (mark !== APPLICATION_ID) return 'it is an SQLite database, but not a store of this version of flex-iam-mock'
  if (version !== SCHEMA_VERSION) {
    const age = version > SCHEMA_VERSION ? 'a newer' : 'another'
    return `${age} version of flex-iam-mock wrote it (schema ${version}; this version reads schema ${SCHEMA_VERSION})`
  }
  const missing = SCHEMA.find((statement) => !kept.has(statement.toLowerCase()))
  const [, what, name] = /^create (?:unique )?(\w+) (\w+)/.exec(missing ?? '') ?? []
  return missing === undefined ? null : `its ${what} ${name} is missing or has other columns`
}
