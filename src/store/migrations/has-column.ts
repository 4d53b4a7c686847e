import type { Kysely } from 'kysely'

/** Whether a table has a column, as a migration may be run again on a file that was set back. */
export async function hasColumn(db: Kysely<unknown>, table: string, column: string): Promise<boolean> {
  const tables = await db.introspection.getTables()
  return tables.some(({ name, columns }) => name === table && columns.some((each) => each.name === column))
}
