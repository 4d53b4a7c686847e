import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { type FlexIamMock, LoginTimeoutError } from '../../src/index.ts'
import { loadFixture } from '../support/fixtures.ts'
import { postFixture, prepare, withHarness } from '../support/harness.ts'

const BOB = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
const ALICE = loadFixture('responses/simplesamlphp/base-sp-redirect')

/** Posts a login and gives the id of its attempt. */
async function login(harness: FlexIamMock, fixture = BOB): Promise<string> {
  await prepare(harness, fixture)
  const answer = await postFixture(harness, fixture)
  return answer.headers.get('flex-iam-mock-login') ?? ''
}

test('a login that arrives during the wait is returned, by e-mail address ignoring case', () =>
  withHarness(async (harness) => {
    const waiting = harness.waitForLogin({ email: 'BOB@example.com' }, { timeout: 5_000 })
    await login(harness, ALICE)
    const id = await login(harness)
    expect(await waiting).toMatchObject({ id, outcome: 'accepted', worker: { friendlyName: 'bob@example.com' } })
    expect(await waiting).toEqual(await harness.logins.find(id))
  }))

test('a recorded login matches, unless only later ones count', () =>
  withHarness(async (harness) => {
    const id = await login(harness)
    expect((await harness.waitForLogin()).id).toBe(id)
    expect((await harness.waitForLogin({ worker: 'bob@EXAMPLE.com', outcome: 'accepted' })).id).toBe(id)
    const later = harness.waitForLogin({ worker: 'bob@example.com' }, { after: id, timeout: 5_000 })
    const replayed = await login(harness)
    expect(await later).toMatchObject({ id: replayed, outcome: 'rejected' })
  }))

test('a timeout reports which logins arrived, and why each did not match', () =>
  withHarness(async (harness) => {
    const bob = await login(harness)
    const alice = await login(harness, ALICE)
    const error = await harness
      .waitForLogin({ outcome: 'accepted', email: 'carol@example.com' }, { timeout: 20 })
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(LoginTimeoutError)
    expect(error).toMatchObject({
      code: 'LOGIN_TIMEOUT',
      message: `No matching login arrived within 20 ms. The closest is ${alice}: email is alice.agent@example.com, not carol@example.com.`,
      missed: [
        { login: { id: alice }, because: 'email is alice.agent@example.com, not carol@example.com' },
        { login: { id: bob }, because: 'email is bob@example.com, not carol@example.com' },
      ],
    })
    await expect(harness.waitForLogin({}, { after: alice, timeout: 1_000 })).rejects.toMatchObject({
      message: 'No login arrived within 1 s.',
      missed: [],
    })
  }))

test('fifty concurrent waits all get the login', () =>
  withHarness(async (harness) => {
    const waiting = Array.from({ length: 50 }, () => harness.waitForLogin({ email: 'bob@example.com' }))
    const id = await login(harness)
    expect(new Set((await Promise.all(waiting)).map((report) => report.id))).toEqual(new Set([id]))
  }))

test('a wait ends when the harness is closed', async () => {
  let waiting: Promise<unknown> = Promise.resolve()
  await withHarness(async (harness) => {
    waiting = harness.waitForLogin().catch((error: unknown) => error)
    await harness.logins.latest()
  })
  expect(await waiting).toMatchObject({ code: 'STORE_UNAVAILABLE' })
})

test.each([{ worker: 5 }, { mail: 'bob@example.com' }, { outcome: 'good' }])('waiting for %j is refused', (criteria) =>
  withHarness(async (harness) => {
    await expect(harness.waitForLogin(criteria as never, { timeout: 0 })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    })
  }),
)

test.each([
  [{ timeout: -1 }, 'INVALID_REQUEST'],
  [{ timeout: Number.NaN }, 'INVALID_REQUEST'],
  [{ timeout: 2 ** 31 }, 'INVALID_REQUEST'],
  [{ after: 'nothing' }, 'UNKNOWN_LOGIN'],
])('waiting with %j is refused', (options, code) =>
  withHarness(async (harness) => {
    await expect(harness.waitForLogin({}, options)).rejects.toMatchObject({ code })
  }),
)

test('at most `retain` attempts are kept, and a smaller limit applies from the start', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const ids: string[] = []
  const kept = async (harness: FlexIamMock) => {
    const found = await Promise.all(ids.map((id) => harness.logins.find(id)))
    return found.flatMap((report) => (report ? [report.id] : []))
  }
  await withHarness(
    async (harness) => {
      for (let count = 0; count < 20; count += 1) ids.push(await login(harness))
      expect(await kept(harness)).toEqual(ids.slice(-18))
    },
    { db, retain: 18 },
  )
  await withHarness(
    async (harness) => {
      expect(await kept(harness)).toEqual(ids.slice(-2))
      ids.push(await login(harness))
      expect(await kept(harness)).toEqual(ids.slice(-2))
    },
    { db, retain: 2 },
  )
})
