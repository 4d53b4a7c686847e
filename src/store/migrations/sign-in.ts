import type { Kysely } from 'kysely'
import { hasColumn } from './has-column.ts'

/** What went out with a request and where its answer leads; the codes and tokens that were given for logins. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['relayState', 'returnTo'])
    if (!(await hasColumn(db, 'requests', column)))
      await db.schema.alterTable('requests').addColumn(column, 'text').execute()
  await db.schema
    .createTable('grants')
    .ifNotExists()
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('expiresAt', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('grants_by_expiry').ifNotExists().on('grants').column('expiresAt').execute()
}
