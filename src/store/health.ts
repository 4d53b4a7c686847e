import { type Kysely, sql } from 'kysely'
import { StoreUnavailableError } from '../core/errors.ts'
import { findFault, type StoreFile } from './file.ts'
import type { Database } from './schema.ts'

/** Whether a store can take logins. */
export interface Health {
  /** Throws STORE_UNAVAILABLE when it cannot. Who asks meanwhile shares the answer. */
  ping(): Promise<void>
  /** Remembers that something failed, and throws it on. */
  doubt(error: unknown): never
}

/** More than a login writes. */
const ROOM_BYTES = 256 * 1024

/**
 * A small write costs little, but succeeds on a disk that has no room for a login, such as one with a quota. So after a
 * failure the store is well only once a large write has succeeded.
 */
export function createHealth(location: string, db: Kysely<Database>, file: StoreFile | null): Health {
  let isDoubted = false
  let asked: Promise<void> | undefined
  const examine = async () => {
    const fault = file && (await findFault(file))
    if (fault !== null) throw new StoreUnavailableError(location, fault)
    if (isDoubted) await probeRoom(db)
    else await probeWriting(db)
    isDoubted = false
  }
  return {
    ping: () => {
      asked ??= examine().finally(() => {
        asked = undefined
      })
      return asked
    },
    doubt: (error) => {
      isDoubted ||= error instanceof StoreUnavailableError
      throw error
    },
  }
}

/** What is written differs, or nothing would be. */
async function probeWriting(db: Kysely<Database>): Promise<void> {
  await db
    .updateTable('writeProbe')
    .set(({ eb }) => ({ writes: eb('writes', '+', 1) }))
    .execute()
}

/** SQLite writes down only what is committed, so the large value is, before it is taken away. */
async function probeRoom(db: Kysely<Database>): Promise<void> {
  for (const writes of [sql<number>`randomblob(${ROOM_BYTES})`, 0])
    await db.updateTable('writeProbe').set({ writes }).execute()
}
