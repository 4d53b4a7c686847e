import type { Connection, Settings } from '../domain/login.ts'
import { acsPath } from '../flex/endpoints.ts'
import { generationNear, sidsIn } from '../flex/named-tenant.ts'
import type { Store } from '../store/index.ts'
import { generationOf, settingsFor } from './settings.ts'

const LOOKED_UP = 4

/**
 * What a message at a wrong door is held against: the tenant that the URL names all the same, by its connection or else
 * by the nearest door; nothing where it names none.
 * @param path the path, decoded, and what the query has of a SID
 * @param baseUrl gives the URL of this harness
 */
export async function settingsNear(store: Store, host: string, path: string, baseUrl: () => string): Promise<Settings> {
  const sids = sidsIn(path).slice(0, LOOKED_UP)
  const connection = await findConnection(store, sids)
  const sid = connection?.sid ?? sids[0] ?? null
  const generation = connection ? generationOf(connection) : generationNear(sid, host, path)
  if (sid !== null) return settingsFor(generation, sid, connection, [baseUrl() + acsPath(generation, sid)])
  return { generation, sid: '', accountSid: '', connectionSid: null, connection, acs: [], audience: '' }
}

async function findConnection(store: Store, sids: string[]): Promise<Connection | null> {
  for (const sid of sids) {
    const connection = await store.loadConnection(sid)
    if (connection) return connection
  }
  return null
}
