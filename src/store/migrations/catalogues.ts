import type { Kysely } from 'kysely'

/** What all findings say of their checks moves beside the reports. Attempts from before keep their findings whole. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('catalogues')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('entries', 'text', (column) => column.notNull())
    .execute()
  const tables = await db.introspection.getTables()
  const attempts = tables.find(({ name }) => name === 'attempts')
  if (attempts?.columns.some(({ name }) => name === 'catalogue')) return // another instance was faster
  await db.schema.alterTable('attempts').addColumn('catalogue', 'text').execute()
}
