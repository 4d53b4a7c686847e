import { expect, test } from '@jest/globals'
import supertest from 'supertest'
import { createLoginEvents } from '../../src/app/events/login-events.ts'
import { INLINE_READER } from '../../src/app/reading/message-reader.ts'
import { createClock } from '../../src/app/state/clock.ts'
import { createApp } from '../../src/edge/http/app.ts'
import type { AppContext } from '../../src/edge/http/context.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { accessOf } from '../support/access.ts'
import { idleIdp } from '../support/idp.ts'
import { ACCOUNT } from '../support/response.ts'
import { WORKSPACE } from '../support/taskrouter.ts'

const TOKEN = 'a-token-of-enough-length'
const WORKERS = `/v1/Workspaces/${WORKSPACE}/Workers`

type Ask = (password: string, headers?: Record<string, string>) => Promise<supertest.Response>

/** Lists the workers through an app of its own. */
async function withApp(
  changes: Partial<AppContext>,
  run: (ask: Ask, store: Store) => Promise<void>,
  spoil: (store: Store) => Store = (store) => store,
) {
  const store = await openStore(':memory:')
  const agent = supertest(
    createApp({
      store: spoil(store),
      events: createLoginEvents(),
      examiner: INLINE_READER,
      clock: createClock(),
      version: '0',
      baseUrl: null,
      trustProxy: null,
      access: accessOf(),
      idp: idleIdp(),
      log: () => undefined,
      ...changes,
    }),
  )
  try {
    await run(async (password, headers = {}) => agent.get(WORKERS).auth(ACCOUNT, password).set(headers), store)
  } finally {
    await store.close()
  }
}

const CLOSED = { access: accessOf({ adminToken: TOKEN }) }

const ELSEWHERE: [how: string, headers: Record<string, string>][] = [
  ['by another host', { Host: 'taskrouter.twilio.com' }],
  ['from this machine', { Host: 'localhost:8080' }],
  ['through a tunnel', { Host: 'localhost', 'X-Forwarded-For': '203.0.113.9' }],
]

test.each(ELSEWHERE)('%s an admin token, if set, is the only valid password', async (_how, headers) => {
  await withApp(CLOSED, async (ask) => {
    const refused = await ask('wrong-token-of-some-length', headers)
    expect([refused.status, refused.body.code]).toEqual([401, 20003])
    expect((await ask(TOKEN, headers)).status).toBe(200)
  })
})

test('without an admin token, local requests can use any password, and other requests are refused', async () => {
  await withApp({}, async (ask) => {
    expect((await ask('anything', { Host: 'localhost:8080' })).status).toBe(200)
    expect((await ask('anything', { Host: 'taskrouter.twilio.com' })).status).toBe(401)
    expect((await ask('anything', { Host: 'localhost', 'CF-Ray': '1' })).status).toBe(401)
  })
})

test('open accepts any password, but only under a listed host name; a 403 names the flag', async () => {
  const access = accessOf({ open: true, openHosts: ['flex-iam-mock'] })
  await withApp({ access }, async (ask) => {
    expect((await ask('anything', { Host: 'flex-iam-mock:8080' })).status).toBe(200)
    const { status, body } = await ask('anything', { Host: 'evil.example.com' })
    expect([status, body.code, body.detail]).toEqual([403, 20003, expect.stringContaining('--open-hosts')])
  })
})

test('store failures and internal errors are answered in Twilio’s format, and logged without names', async () => {
  const logged: unknown[] = []
  const log: AppContext['log'] = (event, facts) => logged.push([event, facts])
  await withApp({ log }, async (ask, store) => {
    await store.close()
    const answer = await ask('anything', { Host: 'localhost' })
    expect(answer.body).toMatchObject({ code: 20503, status: 503, more_info: expect.stringContaining('20503') })
  })
  const broken = (store: Store) => ({
    ...store,
    listRoutedWorkers: async () => Promise.reject(new Error('of ada@example.com')),
  })
  await withApp(
    { log },
    async (ask) => {
      const answer = await ask('anything', { Host: 'localhost' })
      expect(answer.status).toBe(500)
      expect(answer.body).toMatchObject({ code: 20500, status: 500 })
    },
    broken,
  )
  expect(logged).toEqual([
    ['error', { error: 'STORE_UNAVAILABLE', store: ':memory:', reason: expect.any(String), at: expect.any(String) }],
    ['error', { error: 'Error', at: expect.any(String) }],
  ])
  expect(JSON.stringify(logged)).not.toContain('ada@')
})
