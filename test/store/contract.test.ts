import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import Libsql from 'libsql'
import { readConnection } from '../../src/core/connection/connection.ts'
import type { LoginAttempt } from '../../src/core/domain/attempt.ts'
import type { Connection } from '../../src/core/domain/login.ts'
import type { LoginSummary } from '../../src/core/domain/report.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { judge } from '../support/response.ts'
import { AC, BASIS, inStore, NOW, STORES, worker } from '../support/stores.ts'

const connection = (sid = AC): Connection => ({
  ...readConnection({ sid, emptyValue: 'remove', severalValues: 'first' }),
  accountSid: AC,
})
const attempt = async (id: string, changes: Partial<LoginSummary> = {}) => {
  const report = { ...(await judge()), id, receivedAt: NOW.toISOString() }
  const { generation, account, connection, outcome, receivedAt } = report
  const summary = {
    id,
    receivedAt,
    generation,
    account,
    connection,
    outcome,
    product: 'generic',
    nameId: 'Ada@example.com',
    email: null,
    firstCause: null,
    ...changes,
  }
  return { samlResponse: 'YQ==', report, summary, basis: BASIS, clock: null }
}
const used = (loginId: string, tenant = AC) => ({
  tenant,
  assertionId: '_a',
  loginId,
  expiresAt: '2026-12-01T10:05:00.000Z',
})

describe.each(STORES)('%s', (_kind, location) => {
  const withStore = inStore(location)

  test('stores whole connections, and replaces one with the same SID', () =>
    withStore(async (store) => {
      await store.saveConnection(connection(), NOW)
      await store.saveConnection({ ...connection(), idpIssuer: 'https://idp.example.com' }, NOW)
      expect(await store.listConnections()).toEqual([{ ...connection(), idpIssuer: 'https://idp.example.com' }])
      expect(await store.loadConnection(AC)).toMatchObject({ idpIssuer: 'https://idp.example.com' })
      expect(await store.loadConnection('AC')).toBeNull()
    }))

  test('finds workers by SID and by name, regardless of case, in one account or in all', () =>
    withStore(async (store) => {
      await store.saveWorker(worker())
      const other = worker({ sid: `WK${'2'.repeat(32)}`, accountSid: `AC${'b'.repeat(32)}` })
      await store.saveWorker(other)
      expect(await store.findWorkers(worker().sid)).toEqual([worker()])
      expect(await store.findWorkers('ADA@example.COM')).toHaveLength(2)
      expect(await store.findWorkers('ada@example.com', other.accountSid)).toEqual([other])
      expect(await store.findWorkerByName(AC, 'ada@example.com')).toEqual(worker())
      expect(await store.findWorkerByName(AC, worker().sid)).toBeNull()
      const lookAlike = worker({ sid: `WK${'3'.repeat(32)}`, friendlyName: worker().sid })
      await store.saveWorker(lookAlike)
      expect(await store.findWorkers(worker().sid)).toEqual([worker()])
    }))

  test('pages workers by SID and filters them by part of the name, taken literally', () =>
    withStore(async (store) => {
      for (let index = 0; index < 5; index += 1)
        await store.saveWorker(worker({ sid: `WK${String(index).repeat(32)}`, friendlyName: `user-${index}` }))
      const first = await store.listWorkers({ limit: 2 })
      expect(first.map(({ friendlyName }) => friendlyName)).toEqual(['user-0', 'user-1'])
      const after = first.at(-1)?.sid
      expect((await store.listWorkers({ limit: 9, after })).map(({ friendlyName }) => friendlyName)).toEqual([
        'user-2',
        'user-3',
        'user-4',
      ])
      expect((await store.listWorkers({ limit: 9, query: 'ER-3' })).map(({ friendlyName }) => friendlyName)).toEqual([
        'user-3',
      ])
      expect(await store.listWorkers({ limit: 9, query: 'user_3' })).toEqual([])
      await store.saveWorker(worker({ sid: `WK${'9'.repeat(32)}`, friendlyName: '100%_a\\b' }))
      for (const query of ['%_A', 'a\\b']) expect(await store.listWorkers({ limit: 9, query })).toHaveLength(1)
      expect(await store.listWorkers({ limit: 9, account: 'AC' })).toEqual([])
    }))

  test('returns reports exactly as stored, with any descriptions of checks', () =>
    withStore(async (store) => {
      const usual = await attempt('usual')
      const other = await attempt('other')
      other.report.findings = other.report.findings.slice(1).map((each) => ({ ...each, title: `${each.title}?` }))
      const failure = store.transaction(async (operations) => {
        await operations.addAttempt({ ...usual, summary: { ...usual.summary, id: 'undone' } })
        throw new Error('undone')
      })
      await expect(failure).rejects.toThrow('undone')
      for (const each of [usual, other]) await store.addAttempt(each)
      for (const { summary, report } of [usual, other])
        expect(JSON.stringify(await store.loadReport(summary.id))).toBe(JSON.stringify(report))
    }))

  test('stores reports, and returns the newest', () =>
    withStore(async (store) => {
      await store.addAttempt(await attempt('one'))
      await store.addAttempt(await attempt('two'))
      expect((await store.loadLatestReport())?.id).toBe('two')
      expect((await store.loadReport('one'))?.id).toBe('one')
      expect(await store.loadReport('three')).toBeNull()
    }))

  test('remembers the use of an assertion per tenant, until it has expired', () =>
    withStore(async (store) => {
      const yesterday = new Date('2026-11-30T10:00:00Z')
      expect(await store.findAccepted(AC, '_a')).toBeNull()
      await store.rememberAssertion(used('one'), yesterday)
      await store.rememberAssertion(used('two', 'AC-other'), yesterday)
      expect(await store.findAccepted(AC, '_a')).toBe('one')
      await expect(store.rememberAssertion(used('three'), yesterday)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      })
      await store.rememberAssertion(
        { ...used('four'), assertionId: '_b', expiresAt: '2026-12-03T00:00:00.000Z' },
        new Date('2026-12-02T10:00:00Z'),
      )
      expect(await store.findAccepted(AC, '_a')).toBeNull()
      expect(await store.findAccepted(AC, '_b')).toBe('four')
    }))

  test('finds a login by its e-mail address, regardless of case', () =>
    withStore(async (store) => {
      await store.addAttempt(await attempt('one', { email: 'Ürsula@Example.com' }))
      for (const email of ['Ürsula@Example.com', 'ÜRSULA@example.COM'])
        expect((await store.listLogins({ limit: 1, email })).logins).toHaveLength(1)
      expect((await store.listLogins({ limit: 1, email: 'ursula@example.com' })).logins).toEqual([])
    }))

  test('keeps the newest 10,000 requests, because anyone may follow a login link', () =>
    withStore(async (store) => {
      const expiresAt = new Date('2026-12-01T11:00:00Z')
      const sent = { tenant: AC, expiresAt, relayState: null, returnTo: null }
      await store.transaction(async (operations) => {
        for (let index = 0; index <= 10_000; index += 1)
          await operations.rememberRequest({ ...sent, id: `_${index}` }, NOW)
      })
      const known = ['_0', '_1', '_10000'].map((id) => store.findRequest(AC, id, NOW))
      expect(await Promise.all(known)).toEqual([null, ...Array(2).fill({ relayState: null, returnTo: null })])
    }))

  test('lists logins newest first, in pages, and filtered', () =>
    withStore(async (store) => {
      const changes: Partial<LoginSummary>[] = [
        {},
        { outcome: 'rejected' },
        { account: 'AC-other' },
        { connection: 'JQ1' },
        { product: 'okta' },
        { nameId: null },
      ]
      for (const [index, change] of changes.entries()) await store.addAttempt(await attempt(`login-${index}`, change))
      const ids = async (filter: Parameters<Store['listLogins']>[0]) =>
        (await store.listLogins(filter)).logins.map(({ id }) => id)
      const first = await store.listLogins({ limit: 4 })
      expect(first.logins.map(({ id }) => id)).toEqual(['login-5', 'login-4', 'login-3', 'login-2'])
      expect(await store.listLogins({ limit: 4, after: first.next ?? 0 })).toMatchObject({
        next: null,
        logins: [{ id: 'login-1' }, { id: 'login-0' }],
      })
      expect(await ids({ limit: 9, outcome: 'rejected' })).toEqual(['login-1'])
      expect(await ids({ limit: 9, account: 'AC-other' })).toEqual(['login-2'])
      expect(await ids({ limit: 9, connection: 'JQ1' })).toEqual(['login-3'])
      expect(await ids({ limit: 9, product: 'okta' })).toEqual(['login-4'])
      expect(await ids({ limit: 9, worker: 'ada@EXAMPLE.com', product: 'generic' })).toEqual([
        'login-3',
        'login-2',
        'login-1',
        'login-0',
      ])
      await store.clearAttempts()
      expect(await store.listLogins({ limit: 9 })).toEqual({ logins: [], next: null })
    }))

  test('deletes one or all', () =>
    withStore(async (store) => {
      const second = worker({ sid: `WK${'2'.repeat(32)}`, friendlyName: 'bob' })
      for (const each of [worker(), second]) await store.saveWorker(each)
      await store.deleteWorkers(second.sid)
      expect(await store.listWorkers({ limit: 9 })).toEqual([worker()])
      await store.deleteWorkers()
      expect(await store.listWorkers({ limit: 9 })).toEqual([])
      for (const sid of [AC, `JQ${'1'.repeat(32)}`]) await store.saveConnection(connection(sid), NOW)
      await store.deleteConnections(AC)
      expect(await store.listConnections()).toHaveLength(1)
      await store.deleteConnections()
      expect(await store.listConnections()).toEqual([])
    }))

  test('a failed transaction stores nothing', () =>
    withStore(async (store) => {
      const failing = store.transaction(async (operations) => {
        await operations.saveWorker(worker())
        throw new Error('stop')
      })
      await expect(failing).rejects.toThrow('stop')
      expect(await store.listWorkers({ limit: 9 })).toEqual([])
    }))

  test('of transactions that wait together, a failure does not undo the others', () =>
    withStore(async (store) => {
      const save = (name: string, fails: boolean) =>
        store.transaction(async (operations) => {
          const sid = `WK${name.repeat(32)}`
          await operations.saveWorker(worker({ sid, friendlyName: name }))
          if (fails) throw new Error(`stop ${name}`)
          return sid
        })
      const done = await Promise.allSettled([save('a', false), save('b', true), save('c', false)])
      expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect((await store.listWorkers({ limit: 9 })).map(({ friendlyName }) => friendlyName)).toEqual(['a', 'c'])
    }))

  test('transactions that wait together see what the earlier ones wrote', () =>
    withStore(async (store) => {
      const count = () =>
        store.transaction(async (operations) => {
          const [known] = await operations.findWorkers(worker().sid)
          await operations.saveWorker(worker({ attributes: { seen: Number(known?.attributes.seen ?? 0) + 1 } }))
        })
      await Promise.all(Array.from({ length: 20 }, count))
      expect((await store.findWorkers(worker().sid))[0]?.attributes).toEqual({ seen: 20 })
    }))
})

test('a file keeps its data', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const first = await openStore(file)
  await first.saveWorker(worker())
  await first.close()
  const second = await openStore(file)
  expect(await second.findWorkers('ada@example.com')).toEqual([worker()])
  await second.close()
})

test('a transaction that loses a race is repeated once, not more', async () => {
  const store = await openStore(':memory:')
  let attempts = 0
  const losing = (times: number) =>
    store.transaction(async () => {
      attempts += 1
      if (attempts <= times) throw Object.assign(new Error('lost'), { code: 'SQLITE_CONSTRAINT_UNIQUE' })
      return attempts
    })
  expect(await losing(1)).toBe(2)
  attempts = 0
  await expect(losing(2)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  await store.close()
})

test('a closed store says that it is closed', async () => {
  const store = await openStore(':memory:')
  await store.close()
  await expect(store.listConnections()).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    hint: expect.stringContaining('--db'),
  })
  await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
})

test('reports are read by another process', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const { report, ...rest } = await attempt('one')
  const store = await openStore(file)
  await store.addAttempt({ report, ...rest })
  await store.close()
  const again = await openStore(file)
  expect(await again.loadReport('one')).toEqual(report)
  await again.close()
})

test('the store waits for a new file that another process has locked', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const other = new Libsql(file)
  other.exec('begin exclusive')
  setTimeout(() => other.exec('commit'), 300)
  await (await openStore(file)).close()
  other.close()
})

test('ten processes that open a new file at once take turns', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const stores = await Promise.all(Array.from({ length: 10 }, () => openStore(file)))
  await Promise.all(stores.map((store) => store.ping()))
  await Promise.all(stores.map((store) => store.close()))
})

test('reports can be read after a restart although the first transaction was rolled back', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const store = await openStore(file)
  const other = new Libsql(file)
  other.exec(`create trigger full_disk after insert on attempts when new.id = 'last'
    begin select raise(rollback, 'as SQLite does where the disk is full'); end`)
  other.close()
  const add = (made: LoginAttempt) => store.transaction((operations) => operations.addAttempt(made))
  const attempts = await Promise.all(['one', 'two', 'last'].map((id) => attempt(id)))
  const batch = attempts.map(add)
  for (const refused of batch) await expect(refused).rejects.toThrow('as SQLite does where the disk is full')
  await add(await attempt('after'))
  await store.close()
  const reopened = await openStore(file)
  expect(await reopened.loadReport('after')).toEqual((await attempt('after')).report)
  expect(await reopened.loadReport('one')).toBeNull()
  await reopened.close()
})
