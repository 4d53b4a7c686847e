import { afterAll, beforeAll, expect, test } from '@jest/globals'
import supertest from 'supertest'
import { createLoginEvents } from '../../src/app/events/login-events.ts'
import { INLINE_READER } from '../../src/app/reading/message-reader.ts'
import { createClock } from '../../src/app/state/clock.ts'
import { createApp } from '../../src/edge/http/app.ts'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { openStore } from '../../src/store/index.ts'
import { accessOf } from '../support/access.ts'
import { OPERATIONS } from '../support/api-description.ts'
import { ask } from '../support/ask.ts'
import {
  deviations,
  FETCH,
  fromElsewhere,
  GUARDED,
  isGuarded,
  NAVIGATION,
  OPEN,
  outcomeOf,
  SSO,
  sendExample,
  TUNNEL,
  USUAL_WAYS,
} from '../support/cross-site.ts'
import { IDP_KEY, idleIdp } from '../support/idp.ts'
import { buildResponse } from '../support/response.ts'

let harness: FlexIamMock
beforeAll(async () => {
  harness = await startFlexIamMock({ idpKey: IDP_KEY })
})
afterAll(() => harness.close())

test('routes that are not open refuse what a page on another site embeds or fetches', async () => {
  expect(GUARDED.length).toBeGreaterThan(50)
  expect(await deviations(harness, GUARDED, fromElsewhere(USUAL_WAYS), () => 'refused')).toEqual([])
})

test('a link on another site leads to a page with the link; only a service provider passes directly', async () => {
  const expected = (route: string) => (SSO.includes(route) ? '401' : route.startsWith('GET ') ? 'link' : 'refused')
  expect(await deviations(harness, GUARDED, fromElsewhere([NAVIGATION]), expected)).toEqual([])
})

test('requests by hand, from a page of the harness or from a program go on to the access check', async () => {
  const sites = [{ 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }, {}]
  const ways = sites.flatMap((site) => [NAVIGATION, FETCH, {}].map((way) => ({ ...site, ...way })))
  expect(await deviations(harness, GUARDED, ways, () => '401')).toEqual([])
})

test('an unknown value of Sec-Fetch-Site counts as another site', async () => {
  const ways = [{ 'sec-fetch-site': 'same-origin, cross-site' }, { 'sec-fetch-site': '' }]
  expect(await deviations(harness, GUARDED, ways, () => 'refused')).toEqual([])
})

/** Open, as it is where the token is given; a page on another site must not choose who is signed in. */
const ENTRANCE = 'POST /enter'

test('a page on another site cannot sign a browser in', async () => {
  expect(OPEN).toContain(ENTRANCE)
  expect(await deviations(harness, [ENTRANCE], fromElsewhere([NAVIGATION, FETCH]), () => 'refused')).toEqual([])
})

test('open routes answer pages on other sites like everyone else', async () => {
  expect(OPEN.length).toBeGreaterThan(20)
  for (const route of OPEN.filter((each) => each !== ENTRANCE)) {
    const usual = outcomeOf(await sendExample(harness, route, TUNNEL))
    expect(await deviations(harness, [route], fromElsewhere([NAVIGATION, FETCH]), () => usual)).toEqual([])
  }
})

test('the API document says which routes refuse other sites, and which answer with a link', () => {
  for (const [route, operation] of OPERATIONS.filter(([, operation]) => isGuarded(operation))) {
    const page = route.startsWith('GET ') && !SSO.includes(route) ? ['text/html'] : []
    const described = Object.keys(operation.responses[403]?.content ?? {})
    expect([route, described]).toEqual([route, ['application/problem+json', ...page]])
  }
})

test('a service provider on another site can redirect and post to the SSO URL', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', ...NAVIGATION, origin: 'https://flex.example.com' }
  for (const route of SSO) {
    const { status, text } = await sendExample(harness, route, headers)
    expect([status, text.includes('Sign in as Microsoft Entra ID would')]).toEqual([200, true])
  }
})

const LINKED = { 'sec-fetch-site': 'same-site', ...NAVIGATION }
const WAIT = '/api/v1/logins/wait'

test('the page with the link does not depend on what is stored', async () => {
  const queries = ['?expect=email%20matches%20%27%5Ea%27', '?expect=email%20matches%20%27%5Eb%27&timeout=30s', '']
  const pages = []
  for (const query of queries) {
    const { text, headers } = await ask(harness, WAIT + query, { method: 'GET', headers: LINKED })
    const link = `${WAIT}${query.replaceAll('&', '&amp;')}`
    expect(text).toContain(`<a href="${link}">${link}</a>`)
    pages.push(text.replace(`<a href="${link}">${link}</a>`, ''))
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    })
  }
  expect(new Set(pages).size).toBe(1)
})

test('nothing is looked up for another site: it is refused even if the store is gone', async () => {
  const store = await openStore(':memory:')
  const agent = supertest(
    createApp({
      store,
      events: createLoginEvents(),
      examiner: INLINE_READER,
      clock: createClock(),
      version: '0',
      baseUrl: null,
      trustProxy: null,
      access: accessOf(),
      idp: idleIdp(),
      log: () => undefined,
    }),
  )
  await store.close()
  for (const path of ['/api/v1/logins', `${WAIT}?timeout=1ms`, '/idp', '/api/v1/workers']) {
    expect([path, (await agent.get(path).set('Host', 'localhost')).status]).toEqual([path, 503])
    for (const headers of fromElsewhere([NAVIGATION, ...USUAL_WAYS]))
      expect((await agent.get(path).set({ Host: 'localhost', ...headers })).status).toBe(403)
  }
})

const HOSTILE: [asked: string, link: string][] = [
  ['/api/v1/logins?limit=1&after=2', '/api/v1/logins?limit=1&amp;after=2'],
  ['//evil.example.com/x', '/evil.example.com/x'],
  ['/\\evil.example.com/x', '/evil.example.com/x'],
  ['/\\/\\/evil.example.com/x?y', '/evil.example.com/x?y'],
  ['/nowhere?"><script>alert(1)</script>', '/nowhere?&quot;>&lt;script>alert(1)&lt;/script>'],
  ["/nowhere?'onclick='", "/nowhere?'onclick='"],
  ['http://evil.example.com/nowhere', '/nowhere'],
]

test.each(HOSTILE)('the link for %s stays on this harness: %s', async (path, link) => {
  const { text } = await ask(harness, path, { method: 'GET', headers: LINKED })
  expect(/<main>.*<a href="([^"]*)"/s.exec(text)?.[1]).toBe(link)
  expect(text).not.toContain('<script')
})

test('a login message from another site is recorded at any path', async () => {
  const body = new URLSearchParams({ SAMLResponse: buildResponse() }).toString()
  const headers = { 'sec-fetch-site': 'cross-site', ...NAVIGATION, origin: 'https://idp.example.com' }
  const countLogins = async () => (await harness.logins.list()).length
  for (const path of ['/', '/docs', '/nowhere', '/v1/Workspaces', '/openapi.json']) {
    const before = await countLogins()
    await ask(harness, path, { headers, body })
    await ask(harness, `${path}?${body}`, { method: 'GET', headers })
    expect([path, await countLogins()]).toEqual([path, before + 2])
  }
})
