import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { withHarness } from '../support/harness.ts'

const LEGACY = `AC${'1'.repeat(32)}`
const OTHER = `AC${'2'.repeat(32)}`
const ENHANCED = `JQ${'3'.repeat(32)}`

const person = (email: string, roles = ['agent']) => ({ email, fullName: email, roles })
const signIn = (harness: FlexIamMock, email: string, sid = LEGACY, roles = ['agent']) =>
  harness.idp.login({ sid, user: person(email, roles) })

const waitUrl = (harness: FlexIamMock, query: [string, string][]) =>
  `${harness.url}/api/v1/logins/wait?${new URLSearchParams(query)}`
const wait = (harness: FlexIamMock, ...query: [string, string][]) => fetch(waitUrl(harness, query))

interface Found {
  login: Report
  next: string
}
const found = async (answer: Response) => {
  expect(answer.status).toBe(200)
  return (await answer.json()) as Found
}

/** How many requests the harness holds. */
const waitingAt = async ({ url }: FlexIamMock) =>
  ((await (await fetch(`${url}/api/v1/info`)).json()) as { waiting: number }).waiting
async function untilWaiting(harness: FlexIamMock, count: number): Promise<void> {
  while ((await waitingAt(harness)) !== count) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('a wait is held until a login fits, and gives its Report and the cursor to wait on from', () =>
  withHarness(async (harness) => {
    const waiting = wait(harness, ['email', 'BOB@example.com'], ['timeout', '20s'])
    await untilWaiting(harness, 1)
    await signIn(harness, 'alice@example.com')
    const { id } = await signIn(harness, 'bob@example.com')
    const { login, next } = await found(await waiting)
    expect(login).toEqual(await harness.logins.find(id ?? ''))
    const second = wait(harness, ['after', next], ['timeout', '20s'])
    await untilWaiting(harness, 1)
    const carol = await signIn(harness, 'carol@example.com')
    expect((await found(await second)).login.id).toBe(carol.id)
    expect(await waitingAt(harness)).toBe(0)
  }))

test('after the answer to the POST of a login a wait without after has it at once', () =>
  withHarness(async (harness) => {
    for (const name of ['ada', 'bob', 'eve']) {
      const { id } = await signIn(harness, `${name}@example.com`)
      expect((await found(await wait(harness, ['worker', `${name}@example.com`], ['timeout', '0']))).login.id).toBe(id)
    }
    expect((await found(await wait(harness, ['timeout', '0']))).login.worker?.friendlyName).toBe('eve@example.com')
  }))

test('behind a cursor logins are given one by one, oldest first; the id of an attempt is a cursor too', () =>
  withHarness(async (harness) => {
    const ids: (string | null)[] = []
    for (const name of ['ada', 'bob', 'eve']) ids.push((await signIn(harness, `${name}@example.com`)).id)
    const given: (string | null)[] = []
    for (let after = '0'; given.length < 3; ) {
      const { login, next } = await found(await wait(harness, ['after', after], ['timeout', '0']))
      given.push(login.id)
      after = next
    }
    expect(given).toEqual(ids)
    const second = await found(await wait(harness, ['after', ids[0] ?? ''], ['timeout', '0']))
    expect(second.login.id).toBe(ids[1])
    const beyond = await wait(harness, ['after', ids[2] ?? ''], ['timeout', '0'])
    expect(beyond.status).toBe(408)
    expect(await beyond.json()).toMatchObject({ missed: [], nearest: null, next: '3' })
  }))

test('expectations hold of the login that is given: others that fit the filters are passed over', () =>
  withHarness(async (harness) => {
    const query: [string, string][] = [
      ['worker', 'bob@example.com'],
      ['expect', 'roles contains supervisor'],
      ['expect', 'full_name = bob@example.com'],
      ['timeout', '20s'],
    ]
    await signIn(harness, 'bob@example.com')
    await signIn(harness, 'eve@example.com', LEGACY, ['supervisor'])
    const waiting = wait(harness, ...query)
    await untilWaiting(harness, 1)
    await signIn(harness, 'bob@example.com')
    const { id } = await signIn(harness, 'bob@example.com', LEGACY, ['agent', 'supervisor'])
    expect((await found(await waiting)).login.id).toBe(id)
    await signIn(harness, 'bob@example.com')
    expect((await found(await wait(harness, ...query))).login.id).toBe(id)
  }))

test('a wait in vain ends with 408: what came, why each was not it, and which expectation the nearest missed', () =>
  withHarness(async (harness) => {
    const bob = await signIn(harness, 'bob@example.com')
    const eve = await signIn(harness, 'eve@example.com', LEGACY, ['supervisor'])
    const begun = performance.now()
    const answer = await wait(
      harness,
      ['worker', 'bob@example.com'],
      ['expect', 'outcome = accepted'],
      ['expect', 'roles contains supervisor'],
      ['timeout', '150ms'],
    )
    expect(performance.now() - begun).toBeGreaterThan(140)
    expect(answer.status).toBe(408)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    const miss = 'roles contains supervisor: expected what contains "supervisor", received ["agent"]'
    expect(await answer.json()).toMatchObject({
      status: 408,
      code: 'LOGIN_TIMEOUT',
      detail: `No login that was waited for within 150 ms; the nearest of those that arrived, ${bob.id}: ${miss}.`,
      nearest: {
        login: { id: bob.id },
        because: miss,
        expectations: [
          { expectation: 'outcome = accepted', holds: true, expected: '"accepted"', received: '"accepted"' },
          {
            expectation: 'roles contains supervisor',
            holds: false,
            expected: 'what contains "supervisor"',
            received: '["agent"]',
          },
        ],
      },
      missed: [
        { login: { id: eve.id }, because: 'worker is eve@example.com, not bob@example.com' },
        { login: { id: bob.id }, because: miss },
      ],
      next: '2',
    })
    expect(await waitingAt(harness)).toBe(0)
  }))

test('the nearest attempt is told even where more others came than are listed', () =>
  withHarness(async (harness) => {
    const bob = await signIn(harness, 'bob@example.com')
    for (let index = 0; index < 12; index += 1) await signIn(harness, `other-${index}@example.com`, OTHER)
    for (const expected of [['expect', 'roles contains admin'] as [string, string], ['outcome', 'rejected']] as const) {
      const answer = await wait(harness, ['account', LEGACY], [...expected], ['timeout', '0'])
      const { nearest, missed } = (await answer.json()) as { nearest: { login: { id: string } }; missed: unknown[] }
      expect([nearest.login.id, missed.length]).toEqual([bob.id, 10])
    }
  }))

test('tenants do not see each other: account and connection hold for stored logins and for those to come', () =>
  withHarness(async (harness) => {
    await signIn(harness, 'ada@example.com', OTHER)
    await signIn(harness, 'ada@example.com', ENHANCED)
    const waits = {
      [LEGACY]: wait(harness, ['account', LEGACY], ['timeout', '20s']),
      [ENHANCED]: wait(harness, ['connection', ENHANCED], ['after', '2'], ['timeout', '20s']),
    }
    await untilWaiting(harness, 2)
    await signIn(harness, 'ada@example.com', OTHER)
    expect(await waitingAt(harness)).toBe(2)
    const legacy = await signIn(harness, 'ada@example.com', LEGACY)
    const enhanced = await signIn(harness, 'ada@example.com', ENHANCED)
    expect((await found((await waits[LEGACY]) as Response)).login.id).toBe(legacy.id)
    expect((await found((await waits[ENHANCED]) as Response)).login.id).toBe(enhanced.id)
    expect((await found(await wait(harness, ['account', OTHER], ['timeout', '0']))).login.account).toBe(OTHER)
  }))

test('fifty wait at once, each gets the login, and nobody listens on', () =>
  withHarness(async (harness) => {
    const waiting = Array.from({ length: 50 }, () => wait(harness, ['email', 'bob@example.com'], ['timeout', '20s']))
    await untilWaiting(harness, 50)
    const { id } = await signIn(harness, 'bob@example.com')
    const answers = await Promise.all(waiting.map(async (each) => found(await each)))
    expect(new Set(answers.map(({ login }) => login.id))).toEqual(new Set([id]))
    expect(await waitingAt(harness)).toBe(0)
  }))

test('a client that goes away frees its waiter', () =>
  withHarness(async (harness) => {
    const clients = Array.from({ length: 5 }, () => new AbortController())
    const waiting = clients.map(({ signal }) =>
      fetch(waitUrl(harness, [['timeout', '1h']]), { signal }).catch(({ name }) => name),
    )
    await untilWaiting(harness, 5)
    for (const client of clients) client.abort()
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 5 }, () => 'AbortError'))
    await untilWaiting(harness, 0)
  }))

test('shutting down answers those who wait with 503, at once', async () => {
  const harness = await startFlexIamMock()
  const waiting = [wait(harness, ['timeout', '1h']), wait(harness, ['worker', 'bob@example.com'], ['timeout', '1h'])]
  await untilWaiting(harness, 2)
  const begun = performance.now()
  await harness.close()
  expect(performance.now() - begun).toBeLessThan(1_000)
  for (const answer of await Promise.all(waiting)) {
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'STORE_UNAVAILABLE', detail: 'The harness was closed.' })
  }
})

test('a login that another process recorded in the same file is found when the time is up', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  await withHarness(
    async (harness) =>
      withHarness(
        async (other) => {
          await signIn(other, 'eve@example.com') // its key is made
          const waiting = wait(harness, ['worker', 'bob@example.com'], ['timeout', '1s'])
          await untilWaiting(harness, 1)
          const { id } = await signIn(other, 'bob@example.com')
          expect((await found(await waiting)).login.id).toBe(id)
        },
        { db },
      ),
    { db },
  )
})

const TWICE: [string, string][] = [
  ['timeout', '1s'],
  ['timeout', '2s'],
]

test.each<[query: [string, string][], named: RegExp]>([
  [[['timeout', '30']], /timeout: write a number with ms, s, m or h behind it, such as 30s; at most 1h/],
  [[['timeout', '-1s']], /timeout/],
  [[['timeout', '']], /timeout/],
  [[['timeout', '2h']], /timeout.*at most 1h/],
  [TWICE, /timeout/],
  [[['after', '']], /after: is neither a cursor/],
  [[['after', '-1']], /after/],
  [[['after', 'yesterday']], /after/],
  [[['worker', '']], /worker: is empty/],
  [[['outcome', 'good']], /outcome/],
  [[['mail', 'bob@example.com']], /mail/],
  [
    [['expect', 'roles contain agent']],
    /Expectation 1 'roles contain agent', column 7: there is no operator 'contain'/,
  ],
  [[['expect', '']], /Expectation 1/],
  [
    [
      ['expect', 'outcome = accepted'],
      ['expect', 'finding.audience-names-entity = fail'],
    ],
    /Expectation 2 .*column 9: there is no check 'audience-names-entity'/,
  ],
])('a wait for %j is refused with a problem that names the parameter', (query, named) =>
  withHarness(async (harness) => {
    const answer = await wait(harness, ...query)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'INVALID_REQUEST', detail: expect.stringMatching(named) })
    expect(await waitingAt(harness)).toBe(0)
  }),
)

test('to wait after an attempt that is not kept is refused with 404', () =>
  withHarness(async (harness) => {
    const answer = await wait(harness, ['after', 'a'.repeat(22)])
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'UNKNOWN_LOGIN'])
  }))

test('a reset does not turn cursors back: what is behind an old one comes later', () =>
  withHarness(async (harness) => {
    await signIn(harness, 'ada@example.com')
    const { next } = await found(await wait(harness, ['timeout', '0']))
    await harness.reset()
    const waiting = wait(harness, ['after', next], ['timeout', '20s'])
    await untilWaiting(harness, 1)
    const { id } = await signIn(harness, 'bob@example.com')
    expect((await found(await waiting)).login.id).toBe(id)
  }))
