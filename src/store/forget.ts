import { type Kysely, sql } from 'kysely'
import { deleteConnections } from './connections.ts'
import type { Database } from './schema.ts'
import { removeWorkers } from './workers.ts'

/** What is forgotten of a tenant. */
export interface Forgotten {
  account: string
  /** The SIDs whose connections, requests and used assertions go. */
  sids: string[]
  /** Null: the logins of the whole account, whatever SID they came to. */
  connection: string | null
  /** Whether the workers of the account go too. */
  workers: boolean
}

/** The SID of the ACS that an attempt came to. */
const TENANT = sql<string>`coalesce(${sql.ref('connection')}, ${sql.ref('account')})`

/** Forgets one tenant and leaves every other as it is; call it in a transaction. */
export async function forgetTenant(db: Kysely<Database>, forgotten: Forgotten): Promise<void> {
  const { account, sids, connection, workers } = forgotten
  await forgetAttempts(db, forgotten)
  await db.deleteFrom('requests').where('tenant', 'in', sids).execute()
  await db.deleteFrom('grants').where(grantsOf(account, connection)).execute()
  if (workers) await removeWorkers(db, undefined, account)
  for (const sid of sids) await deleteConnections(db, sid)
}

/** An assertion is remembered longer than its attempt, and for the SID that it came to, whose account may have changed. */
async function forgetAttempts(db: Kysely<Database>, { account, sids, connection }: Forgotten): Promise<void> {
  const attempts = sql<boolean>`${connection === null ? sql.ref('account') : TENANT} = ${connection ?? account}`
  const ids = db.selectFrom('attempts').select('id').where(attempts)
  await db
    .deleteFrom('acceptedAssertions')
    .where((is) => is.or([is('tenant', 'in', sids), is('loginId', 'in', ids)]))
    .execute()
  await db.deleteFrom('attempts').where(attempts).execute()
}

/** Codes and tokens say whose they are in their content. */
function grantsOf(account: string, connection: string | null) {
  const told = (name: string) =>
    sql<string>`coalesce(json_extract(content, ${`$.signedIn.${name}`}), json_extract(content, ${`$.${name}`}))`
  const ofAccount = sql<boolean>`${told('account')} = ${account}`
  return connection === null ? ofAccount : sql<boolean>`${ofAccount} and ${told('tenant')} = ${connection}`
}
