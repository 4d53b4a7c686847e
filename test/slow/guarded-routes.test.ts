import { expect, test } from '@jest/globals'
import type { FlexIamMockOptions } from '../../src/index.ts'
import {
  GUARDED,
  type Guarded,
  routesThatAnswerOtherThan,
  statusAt,
  withoutToken,
  withToken,
} from '../support/guarded-routes.ts'
import { withHarness } from '../support/harness.ts'
import { PROXY_HEADER_EXAMPLES } from '../support/proxy-headers.ts'

const TOKEN = 'a-token-of-enough-length'
const HOSTS = ['localhost', 'localhost:8080', '127.0.0.1', '[::1]:8080', 'harness.example.com', 'iam.twilio.com']

test('the list of guarded routes is not empty, and has routes of each kind', () => {
  const routes = GUARDED.map(({ route }) => route)
  for (const route of ['GET /api/v1/logins', 'POST /api/v1/reset', 'GET /idp', 'GET /openapi.json', 'GET /docs'])
    expect(routes).toContain(route)
  expect(GUARDED.some(({ takesBasic }) => takesBasic)).toBe(true)
})

const NEEDING: [why: string, options: FlexIamMockOptions][] = [
  ['a token was set', { adminToken: TOKEN }],
  ['there is a base URL', { baseUrl: 'https://harness.example.com' }],
  ['a proxy is trusted', { trustProxy: 'loopback' }],
  ['it listens on all addresses', { host: '0.0.0.0' }],
]

test.each(NEEDING)('where %s, every guarded route asks everybody for it, whatever the Host', (_why, options) =>
  withHarness(async (harness) => {
    const token = harness.adminToken ?? ''
    for (const host of HOSTS) {
      const ask = (headersFor: (guarded: Guarded) => Record<string, string>) =>
        routesThatAnswerOtherThan(401, harness, (guarded) => ({ host, ...headersFor(guarded) }))
      expect([host, await ask(withoutToken)]).toEqual([host, []])
      expect([host, await ask((guarded) => withToken(guarded, 'a-wrong-token-of-enough-length'))]).toEqual([host, []])
      expect([host, await ask(() => ({ authorization: 'Bearer ' }))]).toEqual([host, []])
      for (const guarded of GUARDED) {
        const status = await statusAt(harness, guarded, { host, ...withToken(guarded, token) })
        expect([guarded.route, [401, 403].includes(status ?? 401)]).toEqual([guarded.route, false])
      }
    }
  }, options),
)

test('without a token every guarded route is open to this machine, and to nobody who comes by another Host', () =>
  withHarness(async (harness) => {
    for (const guarded of GUARDED) {
      const status = await statusAt(harness, guarded, { host: 'localhost', ...withoutToken(guarded) })
      expect([guarded.route, [401, 403].includes(status ?? 401)]).toEqual([guarded.route, false])
    }
    for (const host of ['harness.example.com', 'localhost.example.com', 'local host', '10.0.0.1:8080'])
      expect(await routesThatAnswerOtherThan(401, harness, (guarded) => ({ host, ...withoutToken(guarded) }))).toEqual(
        [],
      )
  }))

test('without a token each header of a proxy closes every guarded route', () =>
  withHarness(async (harness) => {
    for (const name of PROXY_HEADER_EXAMPLES) {
      const headers = { host: 'localhost', [name]: '203.0.113.9' }
      const open = await routesThatAnswerOtherThan(401, harness, (each) => ({ ...headers, ...withoutToken(each) }))
      expect([name, open]).toEqual([name, []])
    }
  }))
