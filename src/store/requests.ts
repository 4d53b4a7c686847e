import { type Kysely, sql } from 'kysely'
import type { Handle } from './handle.ts'
import type { Database, RequestRow } from './schema.ts'

/** How many requests are remembered: everybody may follow a login link. */
const RETAINED_REQUESTS = 10_000

/** Remembers an AuthnRequest that was sent, and forgets those that have expired, and the oldest beyond the retention. */
export async function rememberRequest(db: Kysely<Database>, request: RequestRow, now: string): Promise<void> {
  await db.deleteFrom('requests').where('expiresAt', '<', now).execute()
  const { insertId = 0n } = await db.insertInto('requests').values(request).executeTakeFirstOrThrow()
  const oldest = Number(insertId) - RETAINED_REQUESTS
  if (oldest > 0) await db.deleteFrom('requests').where(sql<number>`rowid`, '<=', oldest).execute()
}

/** Whether this tenant's door sent an AuthnRequest with this ID whose answer is still awaited. */
export async function knowsRequest(
  { db, statements }: Handle,
  tenant: string,
  id: string,
  now: string,
): Promise<boolean> {
  const { rows } = await statements.findRequest(db, { id, tenant, expiresAt: now })
  return rows.length > 0
}

/** Forgets every request. */
export async function clearRequests(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom('requests').execute()
}
