import type { Kysely } from 'kysely'
import { hasColumn } from './has-column.ts'

/** What TaskRouter alone knows of a worker, and the order in which its lists go. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(await hasColumn(db, 'workers', 'channels'))) {
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
