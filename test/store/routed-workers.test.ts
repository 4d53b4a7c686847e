import { describe, expect, test } from '@jest/globals'
import type { Worker } from '../../src/core/domain/worker.ts'
import {
  placeInPage,
  type RoutedWorkerFilter,
  type WorkerCandidate,
  type WorkerOrder,
} from '../../src/store/routed-workers.ts'
import { AC, inStore, NOW, STORES, worker } from '../support/stores.ts'

describe.each(STORES)('%s', (_kind, location) => {
  const withStore = inStore(location)

  test('logins keep the TaskRouter fields of a worker, within its account', () =>
    withStore(async (store) => {
      await store.saveWorker(worker())
      const fresh = { ...worker(), activityChangedAt: worker().createdAt, channels: {} }
      expect(await store.findRoutedWorker(AC, worker().sid)).toEqual(fresh)
      expect(await store.findRoutedWorker(`AC${'b'.repeat(32)}`, worker().sid)).toBeNull()
      const voice = { capacity: 2, available: false, updatedAt: NOW.toISOString() }
      const routed = { ...fresh, lastLoginId: null, activityChangedAt: '2026-12-02T00:00:00.000Z', channels: { voice } }
      await store.saveRoutedWorker(routed)
      expect(await store.findRoutedWorker(AC, worker().sid)).toEqual(routed)
      expect(await store.findWorkers(worker().sid)).toEqual([worker({ lastLoginId: null })])
      await store.saveWorker(worker({ attributes: { new: true } }))
      expect(await store.findRoutedWorker(AC, worker().sid)).toEqual({
        ...routed,
        lastLoginId: 'one',
        attributes: { new: true },
      })
    }))

  test('lists pages of an account’s workers in both directions, with any order and filter', () =>
    withStore(async (store) => {
      const added = Array.from({ length: 2_500 }, (_, index) =>
        worker({
          sid: `WK${String(index).padStart(32, '0')}`,
          friendlyName: `User-${String(9_999 - index)}`,
          createdAt: new Date(NOW.getTime() + Math.floor(index / 10) * 1_000).toISOString(),
          available: index % 2 === 0,
          attributes: { index },
        }),
      )
      await store.transaction(async (operations) => {
        for (const each of added) await operations.saveWorker(each)
        await operations.saveWorker(worker({ accountSid: `AC${'b'.repeat(32)}` }))
      })
      const list = async (filter: Partial<RoutedWorkerFilter> = {}) => {
        const all = { account: AC, order: 'createdAt', descending: false, limit: 3, ...filter } as const
        return (await store.listRoutedWorkers(all)).map(({ attributes }) => attributes.index)
      }
      const at = (index: number, order: WorkerOrder = 'createdAt') =>
        placeInPage(
          { ...(added[index] as Worker), activityChangedAt: added[index]?.createdAt ?? '', channels: {} },
          order,
        )
      const indexOf = (candidate: WorkerCandidate) => Number(candidate.attributes.index)
      expect(await list()).toEqual([0, 1, 2])
      expect(await list({ descending: true })).toEqual([2_499, 2_498, 2_497])
      expect(await list({ from: { place: at(9), side: 'after' } })).toEqual([10, 11, 12])
      expect(await list({ from: { place: at(10), side: 'before' } })).toEqual([7, 8, 9])
      expect(await list({ descending: true, from: { place: at(10), side: 'before' } })).toEqual([13, 12, 11])
      expect(await list({ order: 'friendlyName' })).toEqual([2_499, 2_498, 2_497])
      const byName = { place: at(2_000, 'friendlyName'), side: 'after' } as const
      expect(await list({ order: 'friendlyName', from: byName })).toEqual([1_999, 1_998, 1_997])
      expect(await list({ order: 'activityChangedAt', available: false })).toEqual([1, 3, 5])
      expect(await list({ friendlyName: 'uSER-9989' })).toEqual([10])
      expect(await list({ activityName: 'Break' })).toEqual([])
      expect(await list({ matches: (each) => indexOf(each) % 1_200 === 7 })).toEqual([7, 1_207, 2_407])
      const backwards = { place: at(2_499), side: 'before' } as const
      expect(await list({ matches: (each) => indexOf(each) % 1_200 === 7, from: backwards, limit: 2 })).toEqual([
        1_207, 2_407,
      ])
      expect(await list({ matches: () => false })).toEqual([])
      expect(await list({ matches: () => true, limit: 1_001 })).toHaveLength(1_001)
    }))
})
