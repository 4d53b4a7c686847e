import type { Kysely } from 'kysely'

/** What TaskRouter alone knows of a worker, and the order in which its lists go. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const workers = tables.find(({ name }) => name === 'workers')
  if (!workers?.columns.some(({ name }) => name === 'channels')) {
    await db.schema.alterTable('workers').addColumn('activityChangedAt', 'text').execute()
    await db.schema.alterTable('workers').addColumn('channels', 'text').execute()
  }
  await db.schema
    .createIndex('workers_by_creation')
    .ifNotExists()
    .on('workers')
    .columns(['accountSid', 'createdAt', 'sid'])
    .execute()
}
