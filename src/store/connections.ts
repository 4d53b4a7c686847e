import type { Kysely } from 'kysely'
import { withDefaults } from '../core/domain/connection-defaults.ts'
import type { Connection } from '../core/domain/login.ts'
import type { DbContext } from './db-context.ts'
import type { Database } from './schema.ts'
import { prepare } from './statement.ts'

const SELECT_CONNECTION = prepare<{ sid: string }, { connection: string }>(
  'select connection from connections where sid = :sid',
)

/** A stored connection may be from before a field existed. */
const restore = (stored: string): Connection => withDefaults(JSON.parse(stored))

/** Loads one connection by its SID. */
export async function loadConnection({ db }: DbContext, sid: string): Promise<Connection | null> {
  const { rows } = await SELECT_CONNECTION(db, { sid })
  return rows[0] ? restore(rows[0].connection) : null
}

/** Every connection, in the order of their SIDs. */
export async function listConnections(db: Kysely<Database>): Promise<Connection[]> {
  return (await db.selectFrom('connections').select('connection').orderBy('sid').execute()).map((row) =>
    restore(row.connection),
  )
}

/** Saves a whole connection; one with the same SID is replaced. */
export async function storeConnection(db: Kysely<Database>, connection: Connection, now: string): Promise<void> {
  const row = { accountSid: connection.accountSid, connection: JSON.stringify(connection), updatedAt: now }
  await db
    .insertInto('connections')
    .values({ sid: connection.sid, ...row })
    .onConflict((conflict) => conflict.column('sid').doUpdateSet(row))
    .execute()
}

/** Deletes one connection, or all of them. */
export async function deleteConnections(db: Kysely<Database>, sid?: string): Promise<void> {
  const query = db.deleteFrom('connections')
  await (sid === undefined ? query : query.where('sid', '=', sid)).execute()
}
