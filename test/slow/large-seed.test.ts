import { setImmediate } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { send, withHarness } from '../support/harness.ts'

const ACCOUNT = `AC${'a'.repeat(32)}`

test('a seed may have as many workers as TaskRouter allows, and has limits', () =>
  withHarness(async (harness) => {
    const sow = (document: unknown) => send(`${harness.url}/api/v1/seed`, 'PUT', document)
    const attributes = { essay: 'x'.repeat(1_500) }
    const workers = Array.from({ length: 15_000 }, (_, index) => ({
      accountSid: ACCOUNT,
      friendlyName: `user-${index}`,
      attributes,
    }))
    expect((await sow({ workers })).status).toBe(204)
    expect(await harness.workers.find('user-14999')).toMatchObject({ attributes })
    const refused = await sow({ x: 'x'.repeat(33 << 20) })
    expect([refused.status, await refused.json()]).toEqual([
      413,
      expect.objectContaining({ hint: 'Send at most 32768 KiB.' }),
    ])
  }))

test('others are served while a large seed is written', () =>
  withHarness(async (harness) => {
    const workers = Array.from({ length: 5_000 }, (_, index) => ({
      accountSid: ACCOUNT,
      friendlyName: `user-${index}`,
    }))
    let isDone = false
    const seeded = harness.seed({ workers }).finally(() => {
      isDone = true
    })
    let turns = 0
    for (; !isDone; turns += 1) await setImmediate()
    await seeded
    expect(turns).toBeGreaterThan(6) // a transaction begins and ends in four
  }))
