import { expect, test } from '@jest/globals'
import type { FlexIamMock } from '../../src/index.ts'
import {
  AC,
  APP,
  askAbout,
  authorizeUrl,
  callAuthenticate,
  exchange,
  JQ,
  signInAt,
  withPage,
} from '../support/flex-page.ts'
import { latest, send } from '../support/harness.ts'

const MESSAGE = 'SAMLResponse=PHNhbWxwOlJlc3BvbnNlLz4%3D'
const CALLBACK = '/v1/Flex/Authentication/Callback'
const recorded = (answer: Response) => answer.headers.get('flex-iam-mock-login')

test.each(['code=1&state=2', 'error=1&state=2', 'id_token=1', 'wresult=1', MESSAGE])(
  'a page with %s in its own URL signs people in: its call is not a login message',
  (query) =>
    withPage(async (harness) => {
      const resource = `https://app.example.com/flex/?tab=1&${query}`
      const called = await send(`${harness.url}/v1/Accounts/${AC}/authenticate`, 'POST', { resource })
      expect([called.status, recorded(called)]).toEqual([200, null])
      const exchanged = await exchange(harness, 'x', { RedirectUrl: resource })
      expect([recorded(exchanged), await exchanged.json()]).toEqual([
        null,
        expect.objectContaining({ message: expect.stringMatching(/^The code is unknown/) }),
      ])
    }),
)

test('a message posted to the callback is recorded, by GET and by POST; a code is not a message', () =>
  withPage(async ({ url }) => {
    const open = (init: RequestInit, query = '') => fetch(url + CALLBACK + query, { redirect: 'manual', ...init })
    const post = { method: 'POST', body: new URLSearchParams(MESSAGE) }
    for (const answer of [await open({}, `?${MESSAGE}`), await open({}, `?code=x&${MESSAGE}`), await open(post)])
      expect(recorded(answer)).not.toBeNull()
    expect(recorded(await open({}, '?code=x'))).toBeNull()
  }))

test('a wrong method gets an error in the format of Twilio', () =>
  withPage(async ({ url }) => {
    const tokens = `/v1/Accounts/${AC}/Tokens`
    for (const [path, methods, allowed] of [
      [`${tokens}/validate`, ['GET', 'PUT'], 'POST'],
      [`${tokens}/refresh`, ['GET', 'DELETE'], 'POST'],
      ['/v1/Flex/Authorize', ['POST', 'PUT'], 'GET'],
      [CALLBACK, ['POST', 'DELETE'], 'GET'],
    ] as const)
      for (const method of methods) {
        const answer = await fetch(url + path, { method })
        expect([path, answer.status, answer.headers.get('allow'), await answer.json()]).toEqual([
          path,
          405,
          allowed,
          expect.objectContaining({ code: 20004, status: 405 }),
        ])
      }
  }))

test('a hundred thousand mistakes do not give an answer of megabytes', () =>
  withPage(async ({ url }) => {
    const body = `{"resource": "${APP}", "products": [${Array(100_000).fill(1).join()}]}`
    const answer = await send(`${url}/v1/Accounts/${AC}/authenticate`, 'POST', body)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({
        message: expect.stringMatching(/products: must have at most 100 items, not 100000\.$/),
      }),
    ])
  }))

/** Where a login lands that the workers are deleted in the middle of, again and again. */
async function signInWhileWorkersGo(harness: FlexIamMock): Promise<string[]> {
  const starts = await Promise.all(Array.from({ length: 12 }, () => callAuthenticate(harness)))
  let going = true
  const deleting = (async () => {
    while (going) await harness.workers.deleteAll()
  })()
  const landed = await Promise.all(starts.map((start) => signInAt(harness, start)))
  going = false
  await deleting
  return landed.map(({ url }) => url)
}

test('if a worker is deleted while the login is answered, no token is issued', () =>
  withPage(async (harness) => {
    for (const url of await signInWhileWorkersGo(harness)) {
      const token = new URL(url).searchParams.get('Token')
      const valid = token && ((await (await askAbout(harness, token)).json()) as { worker_sid: string })
      if (valid) expect(valid.worker_sid).toMatch(/^WK/)
      else expect(url).toMatch(new RegExp(`^${harness.url}/logins/`))
    }
  }))

const relayStateFinding = async (harness: FlexIamMock) =>
  (await latest(harness)).findings.find(({ id }) => id === 'relay-state-comes-back')

test.each([' x ', '   ', '\u00a0', 'a+b c%20&=;', '"<é😀>', 'a\nb', 'a\rb'])(
  'the built-in IdP returns the RelayState %j unchanged',
  (RelayState) =>
    withPage(async (harness) => {
      await signInAt(harness, `${harness.url}/login/${JQ}?${new URLSearchParams({ RelayState })}`)
      expect(await latest(harness)).toMatchObject({ outcome: 'accepted', relayState: RelayState })
      expect(await relayStateFinding(harness)).toMatchObject({ status: 'pass' })
    }),
)

test.each(['a\nb', 'a\rb', 'a\r\nb'])('the line ends of %j, which a browser writes as CRLF, are no change', (sent) =>
  withPage(async (harness) => {
    const atFlex = { RelayState: 'a\r\nb' }
    await signInAt(harness, `${harness.url}/login/${JQ}?${new URLSearchParams({ RelayState: sent })}`, { atFlex })
    expect(await relayStateFinding(harness)).toMatchObject({ status: 'pass' })
  }),
)

test('a RelayState that no form can carry is refused', () =>
  withPage(async ({ url }) => {
    const answer = await fetch(`${url}/login/${JQ}?RelayState=a%00b`, { redirect: 'manual' })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'INVALID_REQUEST', detail: expect.stringContaining('NUL') }),
    ])
  }))

test('an IdP-initiated login has no RelayState to return, whichever it carries', () =>
  withPage(async (harness) => {
    const { searchParams } = new URL(await callAuthenticate(harness))
    for (const relayState of [searchParams.get('RelayState'), 'another', null]) {
      await harness.idp.login({ sid: AC, relayState })
      expect(await relayStateFinding(harness)).toMatchObject({ status: 'not-applicable' })
    }
  }))

test('a code is not a token, a token is not a code, and neither works as the other', () =>
  withPage(async (harness) => {
    const { url } = await signInAt(harness, await callAuthenticate(harness))
    const token = new URL(url).searchParams.get('Token') ?? ''
    expect((await exchange(harness, token)).status).toBe(400)
    const { url: callback } = await signInAt(harness, authorizeUrl(harness))
    const code = new URL(callback).searchParams.get('code') ?? ''
    expect(await (await askAbout(harness, code)).json()).toMatchObject({ valid: false })
    expect((await exchange(harness, code)).status).toBe(200)
    expect(await (await askAbout(harness, token)).json()).toMatchObject({ valid: true })
  }))

test('hostile queries are rejected, and none causes an internal error', () =>
  withPage(async ({ url }) => {
    for (const [path, status] of [
      ['/v1/Flex/Authorize?__proto__=1&constructor=2&ssoProfileSid[]=x', 400],
      [`${authorizeUrl({ url } as FlexIamMock).slice(url.length)}&nonce=again`, 400],
      [authorizeUrl({ url } as FlexIamMock, { nonce: '' }).slice(url.length), 400],
      [`${CALLBACK}?code=a&code=b`, 400],
      [`${CALLBACK}?__proto__=a`, 400],
      [`/v1/Flex/Authentication/Config?AccountSid=${AC}&AccountSid=${AC}`, 400],
      ['/v1/Accounts/%/authenticate', 400],
      ['/flex/agent-desktop?Token=a&Token=b', 200],
      ['/flex/__proto__', 404],
      ['/flex/%E0%A4%A', 404],
      ['/flex//evil.example.com', 404],
      ['//evil.example.com/flex/agent-desktop', 404],
    ] as const)
      expect([path, (await fetch(url + path, { redirect: 'manual' })).status]).toEqual([path, status])
  }))
