import { expect, test } from '@jest/globals'
import { Kysely } from 'kysely'
import { createBatches } from '../../src/store/batch.ts'
import type { Database } from '../../src/store/schema.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

test('no transaction is reported as successful if the shared commit fails', async () => {
  const db = new Kysely<Database>({ dialect: openSqlite(':memory:').dialect })
  const inBatch = createBatches(db, async (work) => {
    await work()
    throw new Error('the commit failed')
  })
  const done = await Promise.allSettled([inBatch(async () => 'a'), inBatch(async () => 'b')])
  expect(done.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await db.destroy()
})
