import { type Kysely, sql } from 'kysely'

/** A row that is written to learn whether anything can be: SQLite leaves alone what stays the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('writeProbe')
    .ifNotExists()
    .addColumn('writes', 'integer', (column) => column.notNull())
    .execute()
  await sql`insert into ${sql.table('writeProbe')} select 0 where not exists (select 1 from ${sql.table('writeProbe')})`.execute(
    db,
  )
}
