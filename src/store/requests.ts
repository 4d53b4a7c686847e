import type { Kysely } from 'kysely'
import type { SentRequest } from '../core/domain/sign-in.ts'
import type { DbContext } from './db-context.ts'
import { forgetExpired } from './purge-expired.ts'
import type { Database, RequestRow } from './schema.ts'
import { prepare } from './statement.ts'

/** An AuthnRequest to send. */
export interface NewRequest extends SentRequest {
  id: string
  /** The SID of the ACS that receives its answer. */
  tenant: string
  expiresAt: Date
}

/** Stores an AuthnRequest that was sent. Deletes expired ones, and the oldest beyond the retention. */
export async function rememberRequest(db: Kysely<Database>, request: NewRequest, now: string): Promise<void> {
  const { returnTo, expiresAt } = request
  const row = { ...request, expiresAt: expiresAt.toISOString(), returnTo: returnTo && JSON.stringify(returnTo) }
  const { insertId } = await db.insertInto('requests').values(row).executeTakeFirstOrThrow()
  await forgetExpired(db, 'requests', insertId, now)
}

const SELECT_AWAITED = prepare<
  { id: string; tenant: string; now: string },
  Pick<RequestRow, 'relayState' | 'returnTo'>
>('select "relayState", "returnTo" from requests where id = :id and tenant = :tenant and "expiresAt" > :now')

/** The AuthnRequest of this tenant with this ID, if it can still be answered. */
export async function findRequest(
  { db }: DbContext,
  tenant: string,
  id: string,
  now: string,
): Promise<SentRequest | null> {
  const { rows } = await SELECT_AWAITED(db, { id, tenant, now })
  const [row] = rows
  return row ? { relayState: row.relayState, returnTo: row.returnTo ? JSON.parse(row.returnTo) : null } : null
}

/** Deletes every request. */
export async function clearRequests(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom('requests').execute()
}
