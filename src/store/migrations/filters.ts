import { type Kysely, sql } from 'kysely'
import { hasColumn } from './has-column.ts'

const FILTERS = ['seq', 'outcome', 'account', 'connection', 'product', 'nameKey', 'emailKey'] as const

/**
 * One index that has all that lists are narrowed by: it is read instead of the rows, whatever is asked, and a new attempt
 * goes to its end. An index for each filter would have to be written at as many places, and serve no two of them together.
 * Clocks of IdPs get an index of their own, as they are asked for while a login waits.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(await hasColumn(db, 'attempts', 'emailKey'))) {
    await db.schema.alterTable('attempts').addColumn('emailKey', 'text').execute()
    await sql`update attempts set "emailKey" = lower(email) where email is not null`.execute(db)
  }
  for (const replaced of ['attempts_by_account', 'attempts_by_nameKey'])
    await db.schema.dropIndex(replaced).ifExists().execute()
  await db.schema
    .createIndex('attempts_by_filters')
    .ifNotExists()
    .on('attempts')
    .columns([...FILTERS])
    .execute()
  await db.schema
    .createIndex('attempts_by_issuer')
    .ifNotExists()
    .on('attempts')
    .columns(['account', 'issuer', 'seq', 'clockOffset'])
    .where('issuer' as never, 'is not', null)
    .execute()
}
