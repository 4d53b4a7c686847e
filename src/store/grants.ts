import type { Kysely } from 'kysely'
import type { CodeGrant, SignedIn } from '../core/domain/sign-in.ts'
import { forgetExpired } from './purge-expired.ts'
import type { Database } from './schema.ts'

/** What a code or token grants. */
export interface Grants {
  code: CodeGrant
  token: SignedIn
}

/** A code or token, known by its hash. */
export interface GrantKey<K extends keyof Grants> {
  kind: K
  hash: string
}

/** Stores what a code or token grants. Deletes expired ones, and the oldest beyond the retention. */
export async function addGrant<K extends keyof Grants>(
  db: Kysely<Database>,
  key: GrantKey<K>,
  grant: Grants[K],
  expiresAt: string,
  now: string,
): Promise<void> {
  const row = { ...key, expiresAt, content: JSON.stringify(grant) }
  const { insertId } = await db.insertInto('grants').values(row).executeTakeFirstOrThrow()
  await forgetExpired(db, 'grants', insertId, now)
}

/** What a code or token grants, and until when; null if it is unknown or has expired. */
export async function findGrant<K extends keyof Grants>(
  db: Kysely<Database>,
  { kind, hash }: GrantKey<K>,
  now: string,
): Promise<{ grant: Grants[K]; expiresAt: Date } | null> {
  const row = await db
    .selectFrom('grants')
    .select(['content', 'expiresAt'])
    .where('kind', '=', kind)
    .where('hash', '=', hash)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row ? { grant: JSON.parse(row.content), expiresAt: new Date(row.expiresAt) } : null
}

/** Deletes one, or all of them. */
export async function deleteGrants(db: Kysely<Database>, hash?: string): Promise<void> {
  const query = db.deleteFrom('grants')
  await (hash === undefined ? query : query.where('hash', '=', hash)).execute()
}
