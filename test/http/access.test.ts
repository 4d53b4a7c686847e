import { get } from 'node:http'
import { expect, test } from '@jest/globals'
import supertest from 'supertest'
import { createLoginEvents } from '../../src/app/events/login-events.ts'
import { INLINE_READER } from '../../src/app/reading/message-reader.ts'
import { createClock } from '../../src/app/state/clock.ts'
import { createApp } from '../../src/edge/http/app.ts'
import type { AppContext } from '../../src/edge/http/context.ts'
import type { FlexIamMockOptions } from '../../src/index.ts'
import { openStore } from '../../src/store/index.ts'
import { accessOf } from '../support/access.ts'
import { printed, startCli } from '../support/cli.ts'
import { withHarness } from '../support/harness.ts'
import { idleIdp } from '../support/idp.ts'
import { OTHER_HEADERS, PROXY_HEADER_EXAMPLES } from '../support/proxy-headers.ts'
import { ACCOUNT } from '../support/response.ts'

const TOKEN = 'a-token-of-enough-length'

async function withApp(access: AppContext['access'], run: (agent: ReturnType<typeof supertest>) => Promise<void>) {
  const store = await openStore(':memory:')
  const context: AppContext = {
    store,
    events: createLoginEvents(),
    examiner: INLINE_READER,
    clock: createClock(),
    version: '0',
    baseUrl: null,
    trustProxy: null,
    access,
    idp: idleIdp(),
    log: () => undefined,
  }
  try {
    await run(supertest(createApp(context)))
  } finally {
    await store.close()
  }
}

const LOCAL = accessOf()
const CLOSED = accessOf({ adminToken: TOKEN })
const API = '/api/v1/info'
const LOCAL_HOSTS = ['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:8080']

test('without an admin token, a local request needs none', () =>
  withApp(LOCAL, async (agent) => {
    for (const host of LOCAL_HOSTS) expect((await agent.get(API).set('Host', host)).status).toBe(200)
  }))

test('with an admin token, local requests need it too', () =>
  withApp(CLOSED, async (agent) => {
    for (const host of LOCAL_HOSTS) {
      expect((await agent.get(API).set('Host', host)).status).toBe(401)
      expect((await agent.get(API).set({ Host: host, Authorization: `Bearer ${TOKEN}` })).status).toBe(200)
    }
  }))

test('any header of a proxy, tunnel or CDN makes a request non-local, in any spelling; headers of programs do not', () =>
  withApp(LOCAL, async (agent) => {
    const closing = async (names: string[]) => {
      const statuses = names.map(async (name) => [
        name,
        (await agent.get(API).set({ Host: 'localhost', [name]: 'x' })).status,
      ])
      return (await Promise.all(statuses)).filter(([, status]) => status === 401).map(([name]) => name)
    }
    expect(await closing(PROXY_HEADER_EXAMPLES)).toEqual(PROXY_HEADER_EXAMPLES)
    expect(await closing(['x-forwarded-for', 'CF-RAY'])).toEqual(['x-forwarded-for', 'CF-RAY'])
    expect(await closing(OTHER_HEADERS)).toEqual([])
  }))

test.each([
  ['another Host, as DNS rebinding makes it', { Host: 'rebound.example.com' }],
  ['an invalid host name as Host', { Host: 'local host' }],
  ['a forwarded header, as a tunnel adds it', { Host: 'localhost', 'X-Forwarded-For': '203.0.113.9' }],
  ['a header of nginx', { Host: 'localhost', 'X-Real-IP': '203.0.113.9' }],
  ['a Forwarded header', { Host: 'localhost', Forwarded: 'for=203.0.113.9' }],
  ['a wrong token', { Host: 'harness.example.com', Authorization: 'Bearer wrong' }],
])('%s is refused with a problem that names the path and the fix, with and without a token', async (_what, headers) => {
  for (const access of [LOCAL, CLOSED])
    await withApp(access, async (agent) => {
      for (const path of [API, '/api/v1/logins/latest', '/api/v1/workers', '/', '/idp', '/idp/okta/JQ1?a=b']) {
        const answer = await agent.get(path).set(headers)
        expect(answer.status).toBe(401)
        expect(JSON.parse(answer.text)).toMatchObject({
          code: 'NOT_ALLOWED',
          detail: expect.stringMatching(new RegExp(`^${path.replace(/\?.*/, '')} `)),
          hint: expect.stringContaining('Bearer'),
        })
        expect(answer.headers['www-authenticate']).toBeUndefined()
      }
    })
})

test('a page on another site gets nothing, even in the browser of an authorized user', async () => {
  await withApp(LOCAL, async (agent) => {
    const host = { Host: 'localhost:8080' }
    for (const origin of ['https://evil.example.com', 'null', 'http://localhost:9999']) {
      expect((await agent.post('/api/v1/reset').set({ ...host, Origin: origin })).status).toBe(401)
    }
    expect((await agent.post('/api/v1/reset').set({ ...host, Origin: 'http://localhost:8080' })).status).toBe(204)
    const posted = await agent
      .post(`/v1/Accounts/${ACCOUNT}/saml2`)
      .set({ ...host, Origin: 'null' })
      .type('form')
      .send({ SAMLResponse: 'x' })
    expect(posted.status).toBe(403) // an IdP posts from its own site: no connection is what is wrong
  })
  await withApp(CLOSED, async (agent) => {
    const cookie = { Host: 'h.example.com', Cookie: `flex-iam-token=${TOKEN}` }
    const reset = (origin: string) => agent.post('/api/v1/reset').set({ ...cookie, Origin: origin })
    expect((await reset('https://evil.example.com')).status).toBe(401)
    expect((await reset('http://h.example.com')).status).toBe(204)
  })
})

test('the API accepts the token as bearer and as cookie', async () => {
  await withApp(CLOSED, async (agent) => {
    const host = 'harness.example.com'
    expect((await agent.get(API).set({ Host: host, Authorization: `Bearer ${TOKEN}` })).status).toBe(200)
    expect((await agent.get(API).set({ Host: host, Cookie: `a=b; flex-iam-token=${TOKEN}` })).status).toBe(200)
  })
})

test('the endpoints of Flex, metadata, the page of an attempt, livez and readyz are open to everyone', async () => {
  await withApp(CLOSED, async (agent) => {
    const host = { Host: 'iam.twilio.com', Accept: 'text/html' }
    expect((await agent.get('/livez').set(host)).status).toBe(200)
    expect((await agent.get('/readyz').set(host)).status).toBe(200)
    expect((await agent.get(`/v1/Accounts/${ACCOUNT}/saml2/metadata`).set(host)).status).toBe(200)
    const answer = await agent.post(`/v1/Accounts/${ACCOUNT}/saml2`).set(host).type('form').send({ SAMLResponse: 'x' })
    expect(answer.status).toBe(303)
    expect((await agent.get(answer.headers.location ?? '').set(host)).text).toContain('Login rejected')
    expect((await agent.get(`/api/v1${answer.headers.location}`).set(host)).status).toBe(401)
  })
})

const statusesOf = (agent: ReturnType<typeof supertest>, hosts: string[], headers: Record<string, string> = {}) =>
  Promise.all(hosts.map(async (host) => (await agent.get(API).set({ ...headers, Host: host })).status))

test('open requires no token under loopback names, but does under any other name, even one without dots', () =>
  withApp(accessOf({ open: true }), async (agent) => {
    expect(await statusesOf(agent, LOCAL_HOSTS)).toEqual([200, 200, 200, 200])
    const others = ['flex-iam-mock:8080', 'rebound', 'rebound.example.org', 'localhost.example.org', 'local host']
    expect(await statusesOf(agent, others)).toEqual([403, 403, 403, 403, 403])
  }))

test('open answers only under the names in --open-hosts, and a 403 names the flag', () =>
  withApp(accessOf({ open: true, openHosts: ['localhost', 'flex-iam-mock'] }), async (agent) => {
    const listed = ['localhost:8080', 'flex-iam-mock:8080', 'FLEX-IAM-MOCK']
    expect(await statusesOf(agent, listed)).toEqual([200, 200, 200])
    expect(await statusesOf(agent, ['127.0.0.1:8080', 'flex', 'harness.example.com'])).toEqual([403, 403, 403])
    const answer = await agent.get('/idp').set('Host', 'owl.example.com')
    expect(JSON.parse(answer.text)).toMatchObject({
      status: 403,
      detail: '/idp is not open under the host name owl.example.com.',
      hint: expect.stringContaining('--open-hosts (FLEX_IAM_OPEN_HOSTS)'),
    })
  }))

test('forwarded headers change URLs only if they come from a trusted proxy', async () => {
  await withApp(CLOSED, async (agent) => {
    const headers = { Host: 'localhost:8080', 'X-Forwarded-Host': 'evil.example.com', 'X-Forwarded-Proto': 'https' }
    const answer = await agent.get(`/v1/Accounts/${ACCOUNT}/saml2/metadata`).set(headers)
    expect(answer.text ?? answer.body.toString()).toContain('Location="http://localhost:8080/')
  })
})

/** One GET with a Host of its own; fetch would not set it. */
function status(port: string, host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host } }, (answer) => resolve(answer.resume().statusCode)).on(
      'error',
      reject,
    )
  })
}

test('serve on all addresses creates a token and prints it once, without a link; SIGTERM ends it with 0', async () => {
  const child = startCli(['serve', '--host', '0.0.0.0', '--port', '0', '--db', ':memory:'])
  const ended = new Promise((resolve) => child.once('close', resolve))
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(String(chunk)))
  try {
    const token = printed(child, /admin token \(shown once\): (\S+)/, 'stderr')
    const port = await printed(child, /ready: http:\/\/localhost:(\d+)/)
    expect(await token).toMatch(/^[\w-]{32}$/)
    for (const host of ['harness.example.com', 'localhost', `localhost:${port}`])
      expect(await status(port, host, API)).toBe(401)
    expect(await status(port, 'harness.example.com', '/livez')).toBe(200)
  } finally {
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
  expect(output.join('').split('admin token')).toHaveLength(2)
  expect(output.join('')).not.toContain('/enter#') // nobody looks on: this is not a terminal
})

test.each<[why: string, options: FlexIamMockOptions, makesToken: boolean]>([
  ['no option is set', {}, false],
  ['it listens on another name of loopback', { host: '127.0.0.1' }, false],
  ['a base URL is set', { baseUrl: 'https://harness.example.com' }, true],
  ['the base URL is on this machine', { baseUrl: 'http://localhost:8080' }, true],
  ['a proxy is trusted', { trustProxy: 'loopback' }, true],
  ['it listens on all addresses', { host: '0.0.0.0' }, true],
  ['it is open', { host: '0.0.0.0', baseUrl: 'https://harness.example.com', open: true }, false],
])('whether the library creates a token if %s: %j %s', (_why, options, makesToken) =>
  withHarness(async ({ adminToken, localUrl }) => {
    expect(adminToken).toEqual(makesToken ? expect.stringMatching(/^[\w-]{32}$/) : null)
    expect((await fetch(localUrl + API)).status).toBe(makesToken ? 401 : 200)
    const headers = { authorization: `Bearer ${adminToken}` }
    expect((await fetch(localUrl + API, { headers })).status).toBe(200)
  }, options),
)
