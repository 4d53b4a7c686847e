import type { Kysely } from 'kysely'

/** Each login forgets the assertions that have expired: without an index that reads all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('acceptedAssertions_by_expiry')
    .ifNotExists()
    .on('acceptedAssertions')
    .column('expiresAt')
    .execute()
}
