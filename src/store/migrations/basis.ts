import type { Kysely } from 'kysely'

/** What each verdict hung on is kept with it. Attempts from before cannot be judged again as they were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const attempts = tables.find(({ name }) => name === 'attempts')
  if (attempts?.columns.some(({ name }) => name === 'basis')) return // another instance was faster
  await db.schema.alterTable('attempts').addColumn('basis', 'text').execute()
}
