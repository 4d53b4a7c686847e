import type { Kysely } from 'kysely'

/** Whose message it was, and how far that clock was ahead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const attempts = tables.find(({ name }) => name === 'attempts')
  if (attempts?.columns.some(({ name }) => name === 'clockOffset')) return // another instance was faster
  await db.schema.alterTable('attempts').addColumn('issuer', 'text').execute()
  await db.schema.alterTable('attempts').addColumn('clockOffset', 'integer').execute()
}
