import { mkdtempSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { FlexIamMock, Report } from '../../src/index.ts'
import { post, withHarness } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'

const withIdp = (run: (harness: FlexIamMock) => Promise<void>) => withHarness(run, { idpKey: IDP_KEY })
const userOf = (name: string, roles = ['agent']) => ({ email: `${name}@example.com`, fullName: name, roles })
const login = (harness: FlexIamMock, name: string, roles?: string[], sid: string = TENANTS.enhanced) =>
  harness.idp.login({ sid, user: userOf(name, roles) })

interface Answer {
  login: Report
  next: string
  code: string
  detail: string
  nearest: { login: { id: string }; because: string; expectation: string | null; actual: string | null } | null
  missed: { login: { id: string }; because: string }[]
}

async function wait(harness: FlexIamMock, query: [string, string][]): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(`${harness.url}/api/v1/logins/wait?${new URLSearchParams(query)}`)
  return { status: answer.status, body: (await answer.json()) as Answer }
}

test('an answer has the Report and a cursor after which the next wait continues, in order', () =>
  withIdp(async (harness) => {
    const first = wait(harness, [['email', 'ADA@example.com']])
    const ada = await login(harness, 'ada')
    expect((await first).body.login).toEqual(ada)
    const grace = await login(harness, 'grace')
    await login(harness, 'alan')
    const second = await wait(harness, [['after', (await first).body.next]])
    expect(second).toMatchObject({ status: 200, body: { login: { id: grace.id } } })
    const third = await wait(harness, [['after', grace.id as string]])
    expect(third.body.login.subject.nameId).toBe('alan@example.com')
  }))

test('a login can be awaited as soon as it is answered', () =>
  withIdp(async (harness) => {
    for (const name of ['ada', 'grace', 'alan']) {
      const { id } = await login(harness, name)
      expect(
        (
          await wait(harness, [
            ['worker', `${name}@example.com`],
            ['timeout', '0s'],
          ])
        ).body.login.id,
      ).toBe(id)
    }
  }))

test('only a login that meets all expectations ends the wait', () =>
  withIdp(async (harness) => {
    await login(harness, 'ada')
    const query: [string, string][] = [
      ['expect', 'roles contains supervisor'],
      ['expect', 'worker.friendlyName matches ^g'],
      ['timeout', '10s'],
    ]
    const waiting = wait(harness, query)
    await login(harness, 'ada', ['supervisor'])
    const { id } = await login(harness, 'grace', ['agent', 'supervisor'])
    expect((await waiting).body.login.id).toBe(id)
  }))

test('a timeout answers 408 with the attempts that arrived, the nearest, and the first expectation that it missed', () =>
  withIdp(async (harness) => {
    await login(harness, 'alan')
    const ada = await login(harness, 'ada', ['agent'])
    await login(harness, 'grace')
    const { status, body } = await wait(harness, [
      ['email', 'ada@example.com'],
      ['expect', 'outcome = accepted'],
      ['expect', 'roles contains supervisor'],
      ['expect', 'location exists'],
      ['timeout', '50ms'],
    ])
    expect([status, body.code]).toEqual([408, 'LOGIN_TIMEOUT'])
    expect(body.nearest).toMatchObject({
      login: { id: ada.id },
      expectation: 'roles contains supervisor',
      actual: '["agent"]',
    })
    expect(body.detail).toContain(`${ada.id}: it does not meet 'roles contains supervisor': found ["agent"]`)
    expect(body.missed.map(({ because }) => because)).toEqual([
      'email is grace@example.com, not ada@example.com',
      expect.stringContaining('roles contains supervisor'),
      'email is alan@example.com, not ada@example.com',
    ])
  }))

test('two tenants wait for their own logins', () =>
  withIdp(async (harness) => {
    const own = wait(harness, [
      ['account', TENANTS.legacy],
      ['timeout', '10s'],
    ])
    await login(harness, 'ada', undefined, `JQ${'e'.repeat(32)}`)
    const { id } = await login(harness, 'ada', undefined, TENANTS.legacy)
    expect((await own).body.login.id).toBe(id)
    const other = await wait(harness, [
      ['connection', `JQ${'f'.repeat(32)}`],
      ['timeout', '0s'],
    ])
    expect(other.status).toBe(408)
  }))

test.each([
  [[['timeout', 'soon']], /timeout: must be a duration/],
  [[['timeout', '2000m']], /timeout: must be at most 1h/],
  [[['outcome', 'good']], /outcome/],
  [[['worker', '']], /worker: is empty/],
  [[['account', '']], /account: is empty/],
  [[['after', '']], /after/],
  [[['limit', '1']], /limit/],
  [[['expect', 'roles has agent']], /Expectation 1 'roles has agent', column 7/],
  [
    [
      ['expect', 'roles exists'],
      ['expect', 'roles'],
    ],
    /Expectation 2/,
  ],
] as [[string, string][], RegExp][])('%j is refused', (query, detail) =>
  withIdp(async (harness) => {
    const { status, body } = await wait(harness, query)
    expect([status, body.detail]).toEqual([400, expect.stringMatching(detail)])
  }),
)

test('waiting after an unknown login is refused', () =>
  withIdp(async (harness) => {
    expect((await wait(harness, [['after', 'nothing']])).status).toBe(404)
  }))

test('fifty concurrent waits leave nothing behind, whether they disconnect, are answered or time out', () =>
  withIdp(async (harness) => {
    const listening = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length
    const before = listening()
    const query: [string, string][] = [
      ['email', 'ada@example.com'],
      ['timeout', '10m'],
    ]
    const waiting = Array.from({ length: 50 }, () => wait(harness, query))
    const gone = Array.from({ length: 50 }, () => new AbortController())
    const leaving = gone.map(({ signal }) =>
      fetch(`${harness.url}/api/v1/logins/wait?email=nobody&timeout=10m`, { signal }).catch(() => 'gone'),
    )
    await wait(harness, [
      ['email', 'nobody'],
      ['timeout', '20ms'],
    ])
    for (const each of gone) each.abort()
    expect(new Set(await Promise.all(leaving))).toEqual(new Set(['gone']))
    const { id } = await login(harness, 'ada')
    expect(new Set((await Promise.all(waiting)).map(({ body }) => body.login.id))).toEqual(new Set([id]))
    for (let tries = 0; tries < 100 && listening() > before; tries += 1) await new Promise(setImmediate)
    expect(listening()).toBeLessThanOrEqual(before + 2) // of the connections that are kept open
  }))

test('closing the harness rejects waits immediately', async () => {
  const held = await new Promise<{ status: Promise<number | undefined> }>((resolve) => {
    withIdp(async ({ url }) => {
      const status = new Promise<number | undefined>((tell) => {
        const request = get(`${url}/api/v1/logins/wait?timeout=10m`, (answer) => tell(answer.resume().statusCode))
        request.on('error', () => tell(undefined))
      })
      await fetch(`${url}/livez`)
      await new Promise((done) => setTimeout(done, 50))
      resolve({ status })
    }).catch(() => undefined)
  })
  expect(await held.status).toBe(503)
})

test('a login that another process recorded in the same file is found when the time is up', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'shared.db')
  await withHarness(
    (one) =>
      withHarness(
        async (other) => {
          const waiting = wait(one, [['timeout', '400ms']])
          const { id } = await login(other, 'ada')
          expect((await waiting).body.login.id).toBe(id)
        },
        { db, idpKey: IDP_KEY },
      ),
    { db, idpKey: IDP_KEY },
  )
})

test('with a cursor, all later logins are compared with the expectations', () =>
  withIdp(async (harness) => {
    const { id } = await login(harness, 'first')
    const SAMLResponse = await (await fetch(`${harness.url}/api/v1/logins/${id}/raw`)).text()
    for (let index = 0; index < 210; index += 1) await post(harness.acsUrl(TENANTS.enhanced), { SAMLResponse })
    const grace = await login(harness, 'grace')
    const query: [string, string][] = [
      ['after', id as string],
      ['expect', 'full_name = grace'],
      ['timeout', '20s'],
    ]
    expect((await wait(harness, query)).body.login.id).toBe(grace.id)
  }))

test('the nearest login is reported even if it is not in the list', () =>
  withIdp(async (harness) => {
    const ada = await login(harness, 'ada')
    const { id } = await login(harness, 'grace')
    const SAMLResponse = await (await fetch(`${harness.url}/api/v1/logins/${id}/raw`)).text()
    for (let index = 0; index < 25; index += 1) await post(harness.acsUrl(TENANTS.enhanced), { SAMLResponse })
    const query: [string, string][] = [
      ['email', 'ada@example.com'],
      ['expect', 'roles contains admin'],
      ['timeout', '0s'],
    ]
    const { body } = await wait(harness, query)
    expect(body.nearest?.login.id).toBe(ada.id)
    expect(body.missed).toHaveLength(20)
  }))
