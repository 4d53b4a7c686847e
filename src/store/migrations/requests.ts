import type { Kysely } from 'kysely'

/** The AuthnRequests that were sent, to know their answers by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('requests')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('expiresAt', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('requests_by_expiry').ifNotExists().on('requests').column('expiresAt').execute()
}
