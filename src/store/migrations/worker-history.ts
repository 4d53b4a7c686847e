import { type Kysely, sql } from 'kysely'

/** What made and changed each worker; logins from before are not in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workerHistory')
    .ifNotExists()
    .addColumn('workerSid', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('loginId', 'text')
    .addColumn('edit', 'text')
    .addPrimaryKeyConstraint('workerHistory_in_order', ['workerSid', 'seq'])
    .modifyEnd(sql`without rowid`)
    .execute()
}
