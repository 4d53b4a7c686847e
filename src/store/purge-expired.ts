import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

/** How many rows are kept: anyone may start a login. */
const RETAINED = 10_000

/** Called after a row was added: removes expired rows, and the oldest beyond the retention. */
export async function forgetExpired(
  db: Kysely<Database>,
  table: 'requests' | 'grants',
  insertId: bigint | undefined,
  now: string,
): Promise<void> {
  await db.deleteFrom(table).where('expiresAt', '<', now).execute()
  const oldest = Number(insertId ?? 0n) - RETAINED
  if (oldest > 0) await db.deleteFrom(table).where(sql<number>`rowid`, '<=', oldest).execute()
}
