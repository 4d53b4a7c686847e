import { expect, test } from '@jest/globals'
import type { RecordedReport } from '../../src/domain/report.ts'
import { createLoginEvents } from '../../src/events/login-events.ts'
import { waitForLogin } from '../../src/login/wait.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { judge } from '../support/response.ts'

/** A store that counts what it is asked. */
async function countingStore(): Promise<{ store: Store; asked: () => number }> {
  let asked = 0
  const store = await openStore(':memory:')
  const get = (target: Store, name: string | symbol) => {
    asked += 1
    return Reflect.get(target, name)
  }
  return { store: new Proxy(store, { get }), asked: () => asked }
}

async function recorded(cursor: number, nameId: string): Promise<RecordedReport> {
  const report = { ...(await judge()), id: String(cursor), receivedAt: '2026-12-01T10:00:00Z' }
  const { generation, account, connection, outcome, id, receivedAt } = report
  const facts = { id, receivedAt, generation, account, connection, outcome, nameId }
  return { cursor, report, summary: { ...facts, product: 'generic', email: null, firstCause: null } }
}

test('fifty who wait ask the store once each at their beginning, and nobody asks it again or listens on', async () => {
  const { store, asked } = await countingStore()
  const events = createLoginEvents()
  const wait = () => waitForLogin({ store, events }, { worker: 'bob' }, { expect: ['outcome = accepted'] })
  const waiting = Array.from({ length: 50 }, wait)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const begun = asked()
  expect(events.listening).toBe(50)
  await new Promise((resolve) => setTimeout(resolve, 200))
  events.announce(await recorded(1, 'eve'))
  expect(events.listening).toBe(50)
  events.announce(await recorded(2, 'BOB'))
  expect(new Set((await Promise.all(waiting)).map(({ cursor }) => cursor))).toEqual(new Set([2]))
  expect([asked(), events.listening]).toEqual([begun, 0])
  await store.close()
})

test('a wait that is ended from outside, before or during it, listens no more', async () => {
  const { store } = await countingStore()
  const events = createLoginEvents()
  const ended = new AbortController()
  const waiting = waitForLogin({ store, events }, {}, {}, ended.signal)
  ended.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  await expect(waitForLogin({ store, events }, {}, {}, ended.signal)).rejects.toThrow('gone')
  events.end()
  await expect(waitForLogin({ store, events }, {}, {})).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  expect(events.listening).toBe(0)
  await store.close()
})
