import { expect, test } from '@jest/globals'
import { createLoginEvents } from '../../src/app/events/login-events.ts'
import { waitForLogin } from '../../src/app/waiting/wait.ts'
import type { Report } from '../../src/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { judge } from '../support/response.ts'
import { BASIS } from '../support/stores.ts'

const judged = await judge()

/** A login as it is recorded under a cursor. */
function loginOf(cursor: number, nameId: string) {
  const report: Report = { ...judged, id: `login-${cursor}`, receivedAt: '2026-12-01T10:00:00Z' }
  const { generation, account, connection, outcome } = report
  const facts = { id: `login-${cursor}`, receivedAt: '2026-12-01T10:00:00Z', generation, account, connection, outcome }
  return { cursor, report, summary: { ...facts, nameId, product: 'generic', email: null, firstCause: null } }
}

/** A store with so many logins of one worker, that counts what it is asked. */
async function storeWith(count: number): Promise<{ store: Store; asked: () => number }> {
  const store = await openStore(':memory:')
  for (let cursor = 1; cursor <= count; cursor += 1) {
    const { summary, report } = loginOf(cursor, 'eve')
    await store.addAttempt({ summary, report, samlResponse: null, basis: BASIS, clock: null })
  }
  let asked = 0
  const get = (target: Store, name: string | symbol) => {
    asked += 1
    return Reflect.get(target, name)
  }
  return { store: new Proxy(store, { get }), asked: () => asked }
}

test('fifty waits search the store when they start, and never again', async () => {
  const { store, asked } = await storeWith(1)
  const events = createLoginEvents()
  const criteria = { worker: 'bob', expect: 'outcome = accepted' }
  const waiting = Array.from({ length: 50 }, () => waitForLogin(store, events, criteria, {}))
  await new Promise((resolve) => setTimeout(resolve, 50))
  const begun = asked()
  await new Promise((resolve) => setTimeout(resolve, 200))
  events.announce(loginOf(2, 'eve'))
  events.announce(loginOf(3, 'BOB'))
  expect(new Set((await Promise.all(waiting)).map(({ next }) => next))).toEqual(new Set(['3']))
  expect(asked()).toBe(begun)
  await store.close()
})

test('while many attempts are compared with expectations, others are served; closing the connection ends it', async () => {
  const { store, asked } = await storeWith(600)
  const events = createLoginEvents()
  const search = (signal?: AbortSignal) =>
    waitForLogin(
      store,
      events,
      { expect: 'roles contains cook' },
      { after: '0', timeout: 2_000, ...(signal && { signal }) },
    )
  let turns = 0
  let isOver = false
  const others = (async () => {
    for (; !isOver; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  })()
  await expect(search()).rejects.toMatchObject({ code: 'LOGIN_TIMEOUT' })
  isOver = true
  await others
  expect(turns).toBeGreaterThan(50)
  const whole = asked()
  const gone = new AbortController()
  const ended = search(gone.signal)
  setImmediate(() => gone.abort(new Error('gone')))
  await expect(ended).rejects.toThrow('gone')
  expect(asked() - whole).toBeLessThan(10)
  await store.close()
})

test('a search ends at its time limit, with any number of attempts', async () => {
  const { store } = await storeWith(10)
  const all = await store.findReports({ limit: 10, order: 'asc' })
  const events = createLoginEvents()
  const get = (target: Store, name: string | symbol) =>
    name === 'findReports' ? async ({ limit }: { limit: number }) => all.slice(0, limit) : Reflect.get(target, name)
  const endless = new Proxy(store, { get })
  const waiting = waitForLogin(endless, events, { expect: 'roles contains cook' }, { after: '0', timeout: 20 })
  await expect(waiting).rejects.toMatchObject({ code: 'LOGIN_TIMEOUT', missed: { length: 10 } })
  await store.close()
})

test('attempts that were not examined in time are reported as such', async () => {
  const { store } = await storeWith(3)
  const get = (target: Store, name: string | symbol) =>
    name === 'loadReport'
      ? async (id: string) => {
          await new Promise((resolve) => setTimeout(resolve, 600))
          return target.loadReport(id)
        }
      : Reflect.get(target, name)
  const slow = new Proxy(store, { get })
  const waiting = waitForLogin(slow, createLoginEvents(), { expect: 'roles contains cook' }, { timeout: 0 })
  const { missed } = await waiting.then(
    () => ({ missed: [] }),
    (error) => error,
  )
  expect(missed.map(({ because }: { because: string }) => because)).toEqual([
    expect.stringMatching(/does not meet 'roles contains cook'/),
    expect.stringMatching(/the time was up/),
    expect.stringMatching(/the time was up/),
  ])
  await store.close()
})
