import { expect, test } from '@jest/globals'
import { INLINE_READER } from '../../src/app/reading/message-reader.ts'
import { createEntrance, type Entrance } from '../../src/edge/http/enter/entrance.ts'
import { startHarness } from '../../src/edge/library/start.ts'
import type { FlexIamMock, FlexIamMockOptions } from '../../src/index.ts'
import { ask, formOf } from '../support/ask.ts'
import { withHarness } from '../support/harness.ts'

const TOKEN = 'a-token-of-enough-length'
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const MINUTE = 60_000

/** A harness with a token, and a machine whose time a test moves on. */
async function withEntrance(
  run: (stage: { harness: FlexIamMock; entrance: Entrance; machine: { now: number } }) => Promise<void>,
  options: FlexIamMockOptions = {},
): Promise<void> {
  const machine = { now: Date.parse('2026-12-01T10:00:00Z') }
  const entrance = createEntrance(() => machine.now)
  const harness = await startHarness({ adminToken: TOKEN, ...options }, INLINE_READER, entrance)
  try {
    await run({ harness, entrance, machine })
  } finally {
    await harness.close()
  }
}

const enter = ({ localUrl }: FlexIamMock, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${localUrl}/enter`, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })

const sessionIn = (answer: Response) => /^flex-iam-token=([\w-]{32});/.exec(answer.headers.get('set-cookie') ?? '')?.[1]

const statusWith = async ({ localUrl }: FlexIamMock, cookie: string, more: Record<string, string> = {}) =>
  (await fetch(`${localUrl}/api/v1/info`, { headers: { cookie, ...more } })).status

test('the page has one field, its script in a file, and a policy that allows no other', () =>
  withEntrance(async ({ harness }) => {
    const answer = await fetch(`${harness.url}/enter?next=/idp%3Fa=b`, {
      headers: { ...HTML, 'x-forwarded-for': '::1' },
    })
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page.match(/<input type="(?!hidden)|<input id/g)).toHaveLength(1)
    expect(page).toContain('<form method="post" action="/enter"><input type="hidden" name="next" value="/idp?a=b"/>')
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script src="/assets/enter.js" defer>'])
    expect(page).not.toMatch(/ on\w+=|style=/)
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe|\*/)
    const script = await fetch(`${harness.url}/assets/enter.js`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(await script.text()).toContain('history.replaceState')
  }))

test('the token is exchanged for a cookie that signs the browser in and does not contain the token', () =>
  withEntrance(async ({ harness }) => {
    const answer = await enter(harness, { token: TOKEN, next: '/idp?a=b' }, HTML)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/idp?a=b'])
    expect(answer.headers.get('set-cookie')).toMatch(/^flex-iam-token=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/)
    const session = sessionIn(answer)
    expect(session).not.toBe(TOKEN)
    expect(await statusWith(harness, `a=b; flex-iam-token=${session}`)).toBe(200)
    expect(await statusWith(harness, `flex-iam-token=${session}x`)).toBe(401)
    expect(await statusWith(harness, `flex-iam-token=${session}`, { origin: 'https://evil.example.com' })).toBe(401)
    const another = sessionIn(await enter(harness, { token: TOKEN }))
    expect(another).not.toBe(session)
    expect(await statusWith(harness, `flex-iam-token=${session}`)).toBe(200)
  }))

test('a session of one harness is not valid at another', () =>
  withEntrance(async ({ harness }) => {
    const session = sessionIn(await enter(harness, { token: TOKEN }))
    await withEntrance(async ({ harness: other }) =>
      expect(await statusWith(other, `flex-iam-token=${session}`)).toBe(401),
    )
  }))

test('a wrong token gets the page again with 401, a message and no cookie; a program gets the problem', () =>
  withEntrance(async ({ harness }) => {
    for (const token of ['wrong', '', `${TOKEN} `, TOKEN.slice(0, -1)]) {
      const answer = await enter(harness, { token, next: '/docs' }, HTML)
      const page = await answer.text()
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null])
      expect(page).toContain('role="alert" class="rejected">Wrong admin token.<')
      expect(page).toContain('name="next" value="/docs"')
    }
    const answer = await enter(harness, {})
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ])
  }))

test('a link works once, and its session stays valid', () =>
  withEntrance(async ({ harness, entrance }) => {
    const link = entrance.issueLink()
    const answer = await enter(harness, { link })
    expect(answer.status).toBe(204)
    const session = sessionIn(answer)
    expect([TOKEN, link]).not.toContain(session)
    const again = await enter(harness, { link })
    expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null])
    expect((await again.json()).detail).toMatch(/already used/)
    expect(await statusWith(harness, `flex-iam-token=${session}`)).toBe(200)
    expect(await statusWith(harness, `flex-iam-token=${link}`)).toBe(401)
  }))

test('a link works for ten minutes of machine time, regardless of the clock of the harness', () =>
  withEntrance(async ({ harness, entrance, machine }) => {
    const [first, second] = [entrance.issueLink(), entrance.issueLink()]
    harness.clock.freeze(new Date('2040-01-01T00:00:00Z'))
    machine.now += 10 * MINUTE - 1
    expect((await enter(harness, { link: first })).status).toBe(204)
    machine.now += 1
    harness.clock.freeze(new Date('2020-01-01T00:00:00Z'))
    expect((await enter(harness, { link: second })).status).toBe(401)
  }))

const ELSEWHERE = [
  'https://evil.example.com',
  '//evil.example.com',
  '/\\evil.example.com',
  '/\t/evil.example.com',
  '\\\\evil.example.com',
  '/a\\..\\b',
  'javascript:alert(1)',
  'idp',
  '/a\r\nSet-Cookie: a=b',
  '/enter?next=/enter',
  `/${'a'.repeat(3_000)}`,
]

test.each(ELSEWHERE.map((next) => [JSON.stringify(next.slice(0, 40)), next]))(
  '%s is not accepted as the next page',
  (_shown, next = '') =>
    withEntrance(async ({ harness }) => {
      const answer = await enter(harness, { token: TOKEN, next }, HTML)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
      const page = await (await fetch(`${harness.url}/enter?${formOf({ next })}`)).text()
      expect(page).toContain('name="next" value="/"')
    }),
)

test.each<Record<string, string>>([
  { origin: 'https://evil.example.com' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('a form on another site (%j) is refused, even with the right token', (headers) =>
  withEntrance(async ({ harness }) => {
    const answer = await enter(harness, { token: TOKEN }, { ...HTML, ...headers })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null])
  }),
)

test('the form of the harness is accepted, also under its base URL', () =>
  withEntrance(
    async ({ harness }) => {
      for (const origin of [harness.localUrl, 'https://harness.example.com']) {
        const answer = await enter(harness, { token: TOKEN }, { origin, 'sec-fetch-site': 'same-origin' })
        expect(answer.status).toBe(204)
      }
    },
    { baseUrl: 'https://harness.example.com' },
  ))

test('a browser that is not signed in gets the token page, which leads back to the requested page', () =>
  withEntrance(async ({ harness }) => {
    const answer = await fetch(`${harness.url}/idp/okta/JQ1?a=b&c="d"`, { headers: HTML })
    const page = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
    expect(page).toContain('role="alert" class="rejected">/idp/okta/JQ1 needs the admin token.<')
    expect(page).toContain('name="next" value="/idp/okta/JQ1?a=b&amp;c=%22d%22"')
    expect(page).not.toContain('<script')
    for (const path of ['/idp', '/docs', '/api/v1/logins', '/no/such/page'])
      expect(await (await fetch(harness.url + path, { headers: HTML })).text()).toContain(
        `>${path} needs the admin token.<`,
      )
  }))

test('programs and background requests of pages get the problem', () =>
  withEntrance(async ({ harness }) => {
    const asks: [string, Record<string, string>][] = [
      ['GET', { accept: '*/*' }],
      ['GET', { accept: 'application/json' }],
      ['POST', HTML],
      ['DELETE', HTML],
    ]
    for (const [method, headers] of asks) {
      const answer = await fetch(`${harness.url}/api/v1/workers`, { method, headers })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        401,
        'application/problem+json; charset=utf-8',
      ])
      expect((await answer.json()).detail).toBe('/api/v1/workers needs the admin token.')
    }
  }))

test('without an admin token there is no field for one: local requests pass, others get the reason', () =>
  withHarness(async (harness) => {
    const local = await fetch(`${harness.url}/enter?next=/docs`, { headers: HTML, redirect: 'manual' })
    expect([local.status, local.headers.get('location')]).toEqual([303, '/docs'])
    for (const path of ['/enter', '/idp']) {
      const { status, text } = await ask(harness, path, {
        method: 'GET',
        headers: { ...HTML, host: 'harness.example.com' },
      })
      expect(status).toBe(401)
      expect(text).toContain(`>${path} is open only to requests from this machine to localhost, without a proxy.<`)
      expect(text).not.toContain('<form')
    }
    expect((await enter(harness, { token: 'null' })).status).toBe(401)
  }))
