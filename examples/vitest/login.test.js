import { startFlexIamMock } from 'flex-iam-mock'
import { afterAll, beforeEach, expect, test } from 'vitest'

const flex = await startFlexIamMock()
beforeEach(() => flex.reset())
afterAll(() => flex.close())

test('a supervisor who signs in is waited for, and is a worker then', async () => {
  const waiting = flex.waitForLogin({ email: 'grace@example.com', expect: 'roles contains supervisor' })
  await flex.idp.login({ product: 'okta', user: 'grace@example.com' })
  expect((await waiting).outcome).toBe('accepted')
  const worker = await flex.workers.find('grace@example.com')
  expect(worker?.attributes.full_name).toBe('Grace Hopper')
})

test('an hour later the assertion is over', async () => {
  flex.clock.freeze('2026-12-01T10:00:00Z')
  expect((await flex.idp.login({ fault: 'clock-late' })).outcome).toBe('rejected')
  expect(await flex.workers.list()).toEqual([])
})
