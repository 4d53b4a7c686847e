import { get } from 'node:http'
import { expect, test } from '@jest/globals'
import supertest from 'supertest'
import { createClock } from '../../src/clock.ts'
import { createLoginEvents } from '../../src/events/login-events.ts'
import { createApp } from '../../src/http/app.ts'
import type { AppContext } from '../../src/http/context.ts'
import { EXAMINE_AT_ONCE } from '../../src/login/examiner.ts'
import { openStore } from '../../src/store/index.ts'
import { printed, startCli } from '../support/cli.ts'
import { idleIdp } from '../support/idp.ts'
import { ACCOUNT } from '../support/response.ts'

const TOKEN = 'a-token-of-enough-length'

async function withApp(
  access: AppContext['access'],
  run: (agent: ReturnType<typeof supertest>) => Promise<void>,
  baseUrl: string | null = null,
) {
  const store = await openStore(':memory:')
  const context: AppContext = {
    store,
    events: createLoginEvents(),
    examiner: EXAMINE_AT_ONCE,
    clock: createClock(),
    version: '0',
    baseUrl,
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

const CLOSED = { adminToken: TOKEN, open: false }
const API = '/api/v1/info'

test('a local request needs no token', async () => {
  await withApp(CLOSED, async (agent) => {
    for (const host of ['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:8080']) {
      expect((await agent.get(API).set('Host', host)).status).toBe(200)
    }
  })
})

test.each([
  ['another Host, as DNS rebinding makes it', { Host: 'rebound.example.com' }],
  ['no host name as Host', { Host: 'local host' }],
  ['a forwarded header, as a tunnel adds it', { Host: 'localhost', 'X-Forwarded-For': '203.0.113.9' }],
  ['a header of nginx', { Host: 'localhost', 'X-Real-IP': '203.0.113.9' }],
  ['a Forwarded header', { Host: 'localhost', Forwarded: 'for=203.0.113.9' }],
  ['a wrong token', { Host: 'harness.example.com', Authorization: 'Bearer wrong' }],
])('%s is refused with a problem that says what to do', async (_what, headers) => {
  await withApp(CLOSED, async (agent) => {
    for (const path of [API, '/api/v1/logins/latest', '/api/v1/workers', '/']) {
      const answer = await agent.get(path).set(headers)
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'NOT_ALLOWED', hint: expect.stringContaining('Bearer') })
      expect(answer.headers['www-authenticate']).toBeUndefined()
    }
  })
})

test('a page of another site gets nothing, not even in the browser of somebody who may', async () => {
  await withApp(CLOSED, async (agent) => {
    const host = { Host: 'localhost:8080' }
    for (const origin of ['https://evil.example.com', 'null', 'http://localhost:9999']) {
      expect((await agent.post('/api/v1/reset').set({ ...host, Origin: origin })).status).toBe(401)
    }
    expect(
      (
        await agent
          .post('/api/v1/reset')
          .set({ Host: 'h.example.com', Cookie: `flex-iam-token=${TOKEN}`, Origin: 'https://evil.example.com' })
      ).status,
    ).toBe(401)
    expect((await agent.post('/api/v1/reset').set({ ...host, Origin: 'http://localhost:8080' })).status).toBe(204)
    const posted = await agent
      .post(`/v1/Accounts/${ACCOUNT}/saml2`)
      .set({ ...host, Origin: 'null' })
      .type('form')
      .send({ SAMLResponse: 'x' })
    expect(posted.status).toBe(403) // an IdP posts from its own site: no connection is what is wrong
  })
})

test('the token opens the API as bearer and as cookie', async () => {
  await withApp(CLOSED, async (agent) => {
    const host = 'harness.example.com'
    expect((await agent.get(API).set({ Host: host, Authorization: `Bearer ${TOKEN}` })).status).toBe(200)
    expect((await agent.get(API).set({ Host: host, Cookie: `a=b; flex-iam-token=${TOKEN}` })).status).toBe(200)
  })
})

test('everyone reaches the Flex surface, metadata, the page of an attempt, livez and readyz', async () => {
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

test('open asks for no token, but for a Host that a foreign page cannot choose', async () => {
  const open = { adminToken: null, open: true }
  await withApp(
    open,
    async (agent) => {
      for (const host of ['localhost:8080', 'flex-iam-mock:8080', 'harness.example.com'])
        expect((await agent.get(API).set('Host', host)).status).toBe(200)
      expect((await agent.get(API).set('Host', 'rebound.example.org')).status).toBe(401)
    },
    'https://harness.example.com',
  )
})

test('forwarded headers change no URL unless they come from a trusted proxy', async () => {
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

test('a start on all addresses makes a token and prints it once; SIGTERM ends it with 0', async () => {
  const child = startCli(['serve', '--host', '0.0.0.0', '--port', '0', '--db', ':memory:'])
  const token = printed(child, /admin token \(shown once\): (\S+)/, 'stderr')
  const port = await printed(child, /ready: http:\/\/localhost:(\d+)/)
  expect(await token).toMatch(/^[\w-]{32}$/)
  expect(await status(port, 'harness.example.com', API)).toBe(401)
  expect(await status(port, 'harness.example.com', '/livez')).toBe(200)
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})
