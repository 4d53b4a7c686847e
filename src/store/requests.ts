import type { Kysely } from 'kysely'
import type { Handle } from './handle.ts'
import type { Database, RequestRow } from './schema.ts'

/** Remembers an AuthnRequest that was sent, and forgets those that have expired. */
export async function rememberRequest(db: Kysely<Database>, request: RequestRow, now: string): Promise<void> {
  await db.deleteFrom('requests').where('expiresAt', '<', now).execute()
  await db.insertInto('requests').values(request).execute()
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
