import { type Kysely, sql } from 'kysely'
import { StoreUnavailableError } from '../core/errors.ts'
import { findFault, type StoreFile } from './file.ts'
import type { Database } from './schema.ts'

/** Whether a store can take logins. */
export interface Health {
  /** Throws STORE_UNAVAILABLE if it cannot. Concurrent callers share the answer. */
  ping(): Promise<void>
  /** Remembers that something failed, and rethrows it. */
  doubt(error: unknown): never
}

/** More than a login writes. */
const ROOM_BYTES = 256 * 1024

/**
 * A small write is cheap, but succeeds on a disk without room for a login, such as one with a quota. So after a failure,
 * the store counts as healthy only once a large write has succeeded.
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

/** Increments, because SQLite skips identical writes. */
async function probeWriting(db: Kysely<Database>): Promise<void> {
  await db
    .updateTable('writeProbe')
    .set(({ eb }) => ({ writes: eb('writes', '+', 1) }))
    .execute()
}

/** SQLite writes only what is committed, so the large value is committed before it is removed. */
async function probeRoom(db: Kysely<Database>): Promise<void> {
  for (const writes of [sql<number>`randomblob(${ROOM_BYTES})`, 0])
    await db.updateTable('writeProbe').set({ writes }).execute()
}
