import { type Kysely, sql } from 'kysely'
import { deleteConnections } from './connections.ts'
import type { Database } from './schema.ts'
import { removeWorkers } from './workers.ts'

/** What to delete of a tenant. */
export interface Forgotten {
  account: string
  /** The SIDs whose connections, requests and used assertions are deleted. */
  sids: string[]
  /** Null: the logins of the whole account, regardless of the SID that received them. */
  connection: string | null
  /** Whether the workers of the account are deleted too. */
  workers: boolean
}

/** The SID of the ACS that received an attempt. */
const TENANT = sql<string>`coalesce(${sql.ref('connection')}, ${sql.ref('account')})`

/** Deletes one tenant and leaves the others unchanged; call it in a transaction. */
export async function forgetTenant(db: Kysely<Database>, forgotten: Forgotten): Promise<void> {
  const { account, sids, connection, workers } = forgotten
  await forgetAttempts(db, forgotten)
  await db.deleteFrom('requests').where('tenant', 'in', sids).execute()
  await db.deleteFrom('grants').where(grantsOf(account, connection)).execute()
  if (workers) await removeWorkers(db, undefined, account)
  for (const sid of sids) await deleteConnections(db, sid)
}

/** An assertion is remembered longer than its attempt, and for the SID that received it, whose account may have changed. */
async function forgetAttempts(db: Kysely<Database>, { account, sids, connection }: Forgotten): Promise<void> {
  const attempts = sql<boolean>`${connection === null ? sql.ref('account') : TENANT} = ${connection ?? account}`
  const ids = db.selectFrom('attempts').select('id').where(attempts)
  await db
    .deleteFrom('acceptedAssertions')
    .where((is) => is.or([is('tenant', 'in', sids), is('loginId', 'in', ids)]))
    .execute()
  await db.deleteFrom('attempts').where(attempts).execute()
}

/** The content of codes and tokens says to which tenant they belong. */
function grantsOf(account: string, connection: string | null) {
  const stored = (name: string) =>
    sql<string>`coalesce(json_extract(content, ${`$.signedIn.${name}`}), json_extract(content, ${`$.${name}`}))`
  const ofAccount = sql<boolean>`${stored('account')} = ${account}`
  return connection === null ? ofAccount : sql<boolean>`${ofAccount} and ${stored('tenant')} = ${connection}`
}
