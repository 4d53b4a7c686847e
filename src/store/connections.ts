import type { Kysely } from 'kysely'
import type { Connection } from '../domain/login.ts'
import type { Database } from './schema.ts'

const read = (row: { connection: string }): Connection => JSON.parse(row.connection)

/** Loads one connection by its SID. */
export async function loadConnection(db: Kysely<Database>, sid: string): Promise<Connection | null> {
  const rows = await db.selectFrom('connections').select('connection').where('sid', '=', sid).execute()
  return rows[0] ? read(rows[0]) : null
}

/** Every connection, in the order of their SIDs. */
export async function listConnections(db: Kysely<Database>): Promise<Connection[]> {
  return (await db.selectFrom('connections').select('connection').orderBy('sid').execute()).map(read)
}

/** Saves a connection whole; one with the same SID is replaced. */
export async function saveConnection(db: Kysely<Database>, connection: Connection, now: string): Promise<void> {
  const row = { accountSid: connection.accountSid, connection: JSON.stringify(connection), updatedAt: now }
  await db
    .insertInto('connections')
    .values({ sid: connection.sid, ...row })
    .onConflict((conflict) => conflict.column('sid').doUpdateSet(row))
    .execute()
}

/** Deletes a connection; gives whether it was there. */
export async function deleteConnection(db: Kysely<Database>, sid: string): Promise<boolean> {
  const result = await db.deleteFrom('connections').where('sid', '=', sid).executeTakeFirst()
  return result.numDeletedRows > 0n
}
