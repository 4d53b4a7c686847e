import type { Connection, JudgedContext } from '../core/domain/login.ts'
import type { DbContext } from './db-context.ts'
import { hashOf, insertIfAbsent } from './shared-json.ts'

/** A judged context whose connection, the same in most logins, is stored once for all of them. */
type PackedBasis = Omit<JudgedContext, 'connection'> & { connection: string | null }

const MOST_KNOWN = 1_000

/** Packs a judged context, and stores its connection if it is new. */
export async function packBasis({ db, keptConnections }: DbContext, basis: JudgedContext): Promise<string> {
  const text = basis.connection && JSON.stringify(basis.connection)
  const id = text === null ? null : hashOf(text)
  if (id !== null && text !== null && !keptConnections.has(id) && (await insertIfAbsent(db, id, text))) {
    if (keptConnections.size >= MOST_KNOWN) keptConnections.clear()
    keptConnections.add(id)
  }
  const packed: PackedBasis = { ...basis, connection: id }
  return JSON.stringify(packed)
}

/** The judged context, unpacked. */
export async function unpackBasis({ db }: DbContext, text: string): Promise<JudgedContext> {
  const packed: PackedBasis = JSON.parse(text)
  if (packed.connection === null) return { ...packed, connection: null }
  const query = db.selectFrom('catalogues').select('entries').where('id', '=', packed.connection)
  const connection: Connection = JSON.parse((await query.executeTakeFirstOrThrow()).entries)
  return { ...packed, connection }
}
