import { changeConnection, readConnection } from '../../core/connection/connection.ts'
import type { Connection } from '../../core/domain/login.ts'
import { HarnessError } from '../../core/errors.ts'
import { readIdpMetadata } from '../../core/saml/idp-metadata.ts'
import type { Store, StoreOperations } from '../../store/index.ts'

/** A saved connection; `isNew` if there was none with its SID. */
export interface SavedConnection {
  connection: Connection
  isNew: boolean
}

/** The connection with this SID. @throws HarnessError UNKNOWN_CONNECTION */
export async function requireConnection(store: StoreOperations, sid: string): Promise<Connection> {
  const connection = await store.loadConnection(sid)
  if (connection) return connection
  const hint = 'Save one with POST /api/v1/connections.'
  throw new HarnessError('UNKNOWN_CONNECTION', `There is no connection ${sid}.`, hint)
}

/** Saves a connection, replacing the one with its SID. @throws HarnessError INVALID_REQUEST, INVALID_CONFIG */
export async function saveConnection(store: Store, input: unknown, now: Date): Promise<SavedConnection> {
  const connection = readConnection(input)
  return store.transaction(async (operations) => {
    const isNew = (await operations.loadConnection(connection.sid)) === null
    await operations.saveConnection(connection, now)
    return { connection, isNew }
  })
}

/** Changes some fields; null resets a field to its default. @throws HarnessError UNKNOWN_CONNECTION, INVALID_REQUEST, INVALID_CONFIG */
export async function updateConnection(store: Store, sid: string, changes: unknown, now: Date): Promise<Connection> {
  return store.transaction(async (operations) => {
    const connection = changeConnection(await requireConnection(operations, sid), changes)
    await operations.saveConnection(connection, now)
    return connection
  })
}

/**
 * Takes issuer, SSO URL and signing certificates from an IdP's metadata XML. Creates the connection if there is none.
 * @throws HarnessError UNREADABLE_INPUT, INVALID_CONFIG, INVALID_REQUEST
 */
export async function importMetadata(store: Store, sid: string, metadata: Buffer, now: Date): Promise<SavedConnection> {
  const described = readIdpMetadata(metadata, now)
  return store.transaction(async (operations) => {
    const known = await operations.loadConnection(sid)
    const connection = known ? changeConnection(known, described) : readConnection({ sid, ...described })
    await operations.saveConnection(connection, now)
    return { connection, isNew: known === null }
  })
}

/** Deletes a connection. @throws HarnessError UNKNOWN_CONNECTION */
export async function deleteConnection(store: Store, sid: string): Promise<void> {
  return store.transaction(async (operations) => {
    await requireConnection(operations, sid)
    await operations.deleteConnections(sid)
  })
}
