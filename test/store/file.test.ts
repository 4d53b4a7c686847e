import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import Libsql from 'libsql'
import { withHarness } from '../support/harness.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
const modesIn = (folder: string) =>
  readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)])

test('a new database and its companion files are readable only by their owner', async () => {
  const folder = newFolder()
  const inUse = ['store.db', 'store.db-shm', 'store.db-wal'].map((name) => [name, '600'])
  await withHarness(async () => expect(modesIn(folder)).toEqual(inUse), { db: join(folder, 'store.db') })
})

test('so is one that a symbolic link leads to', async () => {
  const [folder, far] = [newFolder(), newFolder()]
  symlinkSync(join(far, 'store.db'), join(folder, 'link.db'))
  await withHarness(async () => undefined, { db: join(folder, 'link.db') })
  expect(modesIn(far)).toContainEqual(['store.db', '600'])
})

test('an existing database keeps its file mode', async () => {
  const folder = newFolder()
  const db = join(folder, 'store.db')
  writeFileSync(db, '')
  chmodSync(db, 0o660)
  await withHarness(async () => expect(modesIn(folder)[0]).toEqual(['store.db', '660']), { db })
})

const GONE: [what: string, change: (db: string) => void, reason: string][] = [
  ['deleted', (db) => rmSync(db), 'its file was deleted'],
  [
    'replaced',
    (db) => {
      renameSync(db, `${db}.old`)
      writeFileSync(db, '')
    },
    'its file was replaced',
  ],
  [
    'replaced by a link that leads to itself',
    (db) => {
      rmSync(db)
      symlinkSync(db, db)
    },
    'its file cannot be reached',
  ],
]

test.each(GONE)('a harness whose file was %s is not ready; strangers learn why, and the log where', async (...row) => {
  const [, change, reason] = row
  const folder = newFolder()
  const db = join(folder, 'store.db')
  const lines: unknown[] = []
  await withHarness(
    async ({ url }) => {
      const ask = () => fetch(`${url}/readyz`)
      expect((await ask()).status).toBe(200)
      change(db)
      const answer = await ask()
      const problem = await answer.text()
      expect([answer.status, JSON.parse(problem)]).toEqual([
        503,
        expect.objectContaining({ code: 'STORE_UNAVAILABLE', detail: `The store cannot be used: ${reason}.` }),
      ])
      expect(problem).not.toContain(folder)
      expect(lines).toEqual([
        ['error', expect.objectContaining({ error: 'STORE_UNAVAILABLE', store: db, reason: expect.any(String) })],
      ])
    },
    { db, log: (event, facts) => void lines.push([event, facts]) },
  )
})

test('a connection that was stored before a field existed has the default of that field', async () => {
  const db = join(newFolder(), 'store.db')
  const sid = 'JQ0123456789abcdef0123456789abcdef'
  await withHarness(async ({ connect }) => void (await connect({ sid, product: 'google' })), { db })
  const database = new Libsql(db)
  database.exec(`update connections set connection = json_remove(connection, '$.emptyValue', '$.signaturePolicy')`)
  database.close()
  await withHarness(
    async ({ connections }) => {
      const [restored] = await connections.list()
      expect(restored).toMatchObject({ sid, emptyValue: 'empty-string', signaturePolicy: 'response' })
    },
    { db },
  )
})
