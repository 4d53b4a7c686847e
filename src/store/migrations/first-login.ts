import type { Kysely } from 'kysely'

/** Connections, attempts and workers. Two instances may start on one file at once, so nothing minds what is there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('connections')
    .ifNotExists()
    .addColumn('sid', 'text', (column) => column.primaryKey())
    .addColumn('accountSid', 'text', (column) => column.notNull())
    .addColumn('connection', 'text', (column) => column.notNull())
    .addColumn('updatedAt', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('attempts')
    .ifNotExists()
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('receivedAt', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('generation', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('connection', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('product', 'text', (column) => column.notNull())
    .addColumn('nameId', 'text')
    .addColumn('nameKey', 'text')
    .addColumn('email', 'text')
    .addColumn('firstCause', 'text')
    .addColumn('acceptedAssertionId', 'text')
    .addColumn('report', 'text', (column) => column.notNull())
    .addColumn('samlResponse', 'text')
    .execute()
  // Two NULLs are never equal, so rejected attempts do not take part.
  await db.schema
    .createIndex('attempts_accepted_once')
    .ifNotExists()
    .unique()
    .on('attempts')
    .columns(['tenant', 'acceptedAssertionId'])
    .execute()
  for (const column of ['account', 'nameKey'] as const) {
    await db.schema.createIndex(`attempts_by_${column}`).ifNotExists().on('attempts').columns([column, 'seq']).execute()
  }
  await db.schema
    .createTable('workers')
    .ifNotExists()
    .addColumn('sid', 'text', (column) => column.primaryKey())
    .addColumn('accountSid', 'text', (column) => column.notNull())
    .addColumn('nameKey', 'text', (column) => column.notNull())
    .addColumn('workspaceSid', 'text', (column) => column.notNull())
    .addColumn('friendlyName', 'text', (column) => column.notNull())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('contactUri', 'text', (column) => column.notNull())
    .addColumn('activityName', 'text', (column) => column.notNull())
    .addColumn('available', 'integer', (column) => column.notNull())
    .addColumn('attributes', 'text', (column) => column.notNull())
    .addColumn('createdAt', 'text', (column) => column.notNull())
    .addColumn('updatedAt', 'text', (column) => column.notNull())
    .addColumn('lastLoginId', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('workers_by_name')
    .ifNotExists()
    .unique()
    .on('workers')
    .columns(['accountSid', 'nameKey'])
    .execute()
}
