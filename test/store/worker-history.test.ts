import { describe, expect, test } from '@jest/globals'
import type { Store, StoreOperations } from '../../src/store/index.ts'
import type { NewWorkerEvent } from '../../src/store/worker-history.ts'
import { AC, inStore, NOW, STORES, worker } from '../support/stores.ts'

const { sid } = worker()
const OTHER = `WK${'2'.repeat(32)}`
const login = (loginId: string): NewWorkerEvent => ({
  at: NOW.toISOString(),
  by: 'login',
  action: 'updated',
  loginId,
  edit: null,
})
const logins = async (store: Store, workerSid: string, limit = 9, after?: number) =>
  (await store.listWorkerEvents(workerSid, { limit, after })).events.map(({ loginId }) => loginId)

describe.each(STORES)('%s', (_kind, location) => {
  const withStore = inStore(location)

  test('keeps a separate history for each worker, newest first, in pages', () =>
    withStore(async (store) => {
      for (const id of ['a', 'b', 'c']) await store.addWorkerEvent(sid, login(id))
      await store.addWorkerEvent(OTHER, login('d'))
      expect(await logins(store, sid)).toEqual(['c', 'b', 'a'])
      expect(await logins(store, OTHER)).toEqual(['d'])
      const { next } = await store.listWorkerEvents(sid, { limit: 2 })
      expect(await logins(store, sid, 2, next ?? 0)).toEqual(['a'])
      expect((await store.listWorkerEvents(sid, { limit: 3 })).next).toBeNull()
    }))

  test('returns complete edits, and only the time of a login that is no longer stored', () =>
    withStore(async (store) => {
      const edit = {
        fields: [{ field: 'friendlyName', before: null, after: 'é\u0000' }],
        changes: [
          {
            attribute: '__proto__',
            before: null,
            after: { a: [1] },
            claim: null,
            valueIndex: null,
            rule: 'attributes replaced whole' as const,
          },
        ],
      }
      const event = { at: NOW.toISOString(), by: 'seed', action: 'created', loginId: null, edit } as const
      await store.addWorkerEvent(sid, event)
      await store.addWorkerEvent(sid, login('gone'))
      expect((await store.listWorkerEvents(sid, { limit: 9 })).events).toEqual([
        { ...login('gone'), login: null },
        { ...event, login: null },
      ])
    }))

  test('keeps the newest 1,000 events of one worker, and all events of other workers', () =>
    withStore(async (store) => {
      const add = (operations: StoreOperations, index: number) => operations.addWorkerEvent(sid, login(String(index)))
      await store.addWorkerEvent(OTHER, login('other'))
      await store.transaction(async (operations) => {
        for (let index = 1; index <= 1_002; index += 1) await add(operations, index)
      })
      const kept = await logins(store, sid, 2_000)
      expect([kept.length, kept[0], kept.at(-1)]).toEqual([1_000, '1002', '3'])
      expect(await logins(store, OTHER)).toEqual(['other'])
    }))

  test('deletes a history with its worker, and all histories with all workers', () =>
    withStore(async (store) => {
      for (const each of [sid, OTHER]) {
        await store.saveWorker(worker({ sid: each, friendlyName: each }))
        await store.addWorkerEvent(each, login('a'))
      }
      await store.deleteWorkers(sid)
      expect([await logins(store, sid), await logins(store, OTHER)]).toEqual([[], ['a']])
      await store.saveWorker(worker())
      await store.addWorkerEvent(sid, login('b'))
      await store.deleteWorkers(undefined, `AC${'b'.repeat(32)}`)
      expect(await logins(store, sid)).toEqual(['b'])
      await store.deleteWorkers()
      expect([await logins(store, sid), await logins(store, OTHER)]).toEqual([[], []])
    }))

  test('an event is stored with its cause, or not at all', () =>
    withStore(async (store) => {
      const failing = store.transaction(async (operations) => {
        await operations.addWorkerEvent(sid, login('a'))
        throw new Error('stop')
      })
      await expect(failing).rejects.toThrow('stop')
      expect(await logins(store, sid)).toEqual([])
    }))

  test('lists the workers of all accounts with their TaskRouter fields', () =>
    withStore(async (store) => {
      const other = worker({ sid: `WK${'0'.repeat(32)}`, accountSid: `AC${'b'.repeat(32)}` })
      for (const each of [worker(), other]) await store.saveWorker(each)
      const listed = await store.listEveryWorker()
      expect(listed).toEqual(
        [other, worker()].map((each) => ({ ...each, activityChangedAt: each.createdAt, channels: {} })),
      )
      expect(listed[1]?.accountSid).toBe(AC)
    }))
})
