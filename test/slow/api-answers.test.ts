import { expect, test } from '@jest/globals'
import type { RequestExample } from '../../src/edge/http/route.ts'
import { expectDocumented, OPERATIONS } from '../support/api-description.ts'
import { ADMIN_TOKEN, EXAMPLES, requestOf, sendRequest, sharedExamples, withExamples } from '../support/api-requests.ts'
import { post } from '../support/harness.ts'
import {
  ACCOUNT,
  buildResponse,
  CONNECTION,
  ENHANCED,
  IDP_CERTIFICATE,
  ISSUER,
  type ResponseParts,
} from '../support/response.ts'

const withShared = sharedExamples()
const LATEST = 'GET /api/v1/logins/latest'
const LEGACY = 'POST /v1/Accounts/{sid}/saml2'
const ENHANCED_DOOR = 'POST /login/callback'

/** What is posted, and to whom. */
interface Asked {
  response?: Partial<ResponseParts>
  sid?: string
  accept?: string
  redirectUrl?: string
}

const TWILIO = { authorization: `Basic ${Buffer.from(`${ACCOUNT}:${ADMIN_TOKEN}`).toString('base64')}` }
const NO_TENANT = `JQ${'e'.repeat(32)}`
/** What there is not, by the parameter that is to name it. */
const NOBODY: Record<string, Record<string, string>> = {
  id: { id: 'nobody' },
  domain: { domain: 'nobody' },
  a: { a: 'nobody' },
  worker: { worker: 'nobody' },
  sid: { sid: NO_TENANT },
  channelSid: { channelSid: 'carrier-pigeon' },
  workerSid: { workerSid: `WK${'e'.repeat(32)}` },
  activitySid: { activitySid: `WA${'e'.repeat(32)}` },
  workspaceSid: { workspaceSid: `WS${'e'.repeat(32)}` },
}
/** Where no path names it. */
const ASKING_FOR_NOBODY: Record<string, RequestExample> = {
  'POST /api/v1/check': { body: { samlResponse: '', sid: NO_TENANT } },
  'GET /v1/Flex/Authorize': {
    query: { ssoProfileSid: NO_TENANT, redirectUrl: 'x', codeChallenge: 'x'.repeat(43), nonce: 'x' },
  },
  'GET /api/v1/logins/wait': { query: { after: 'nobody' } },
}

test.each(EXAMPLES)('%s (%s) is answered with the documented status, headers and body', (route, _shows, example) =>
  withExamples(async (harness, real) => {
    const request = requestOf(route, example, real)
    await expectDocumented(route, request.status, await sendRequest(harness, request))
  }),
)

test.each(OPERATIONS.filter(([route, { responses }]) => responses[404] && route !== ENHANCED_DOOR))(
  '%s answers 404 for unknown resources',
  (route) =>
    (route === LATEST ? withExamples : withShared)(async (harness, real) => {
      const instead = NOBODY[Object.keys(NOBODY).find((name) => route.includes(`{${name}}`)) ?? ''] ?? {}
      if (route === LATEST) await harness.reset()
      const [, , example = {}] = EXAMPLES.find(([each]) => each === route) ?? []
      const asked = ASKING_FOR_NOBODY[route] ?? example
      const answer = await sendRequest(harness, requestOf(route, asked, real, instead))
      await expectDocumented(route, 404, answer)
    }),
)

/** The sign-in that begins at Flex takes what it does not know. */
const STRICT = OPERATIONS.filter(([route, { parameters = [], requestBody }]) => {
  const { 'application/json': json, 'application/x-www-form-urlencoded': form } = requestBody?.content ?? {}
  const takes = parameters.some((each) => each.in === 'query') || json || form
  return takes && /^\w+ \/(api\/)?v1\/(?!Accounts|Flex)/.test(route)
})
test.each(STRICT)('%s refuses what is not described, and says so as described', (route, { requestBody }) =>
  withShared(async (harness, real) => {
    const strange = { 'no-such-thing': '1' }
    const [, , { status: _, ...example } = {}] = EXAMPLES.find(([each]) => each === route) ?? []
    const asked = requestBody
      ? { ...example, body: { ...(example.body as object), ...strange } }
      : { ...example, query: { ...example.query, ...strange } }
    const answer = await sendRequest(harness, requestOf(route, asked, real))
    expect(await answer.clone().text()).toContain(route === 'PUT /api/v1/clock' ? 'exactly one of' : 'no-such-thing')
    await expectDocumented(route, 400, answer)
  }),
)

test.each(OPERATIONS)('%s asks for what it says it asks for', (route, { security }) =>
  withExamples(async (harness, real) => {
    const [, , example = {}] = EXAMPLES.find(([each]) => each === route) ?? []
    const { authorization: _, ...headers } = requestOf(route, example, real).headers
    const request = { ...requestOf(route, example, real), headers }
    const isRefused = async (more: Record<string, string>) => {
      const answer = await sendRequest(harness, request, more)
      const refused = answer.status === 401 && !/"code":7000/.test(await answer.clone().text())
      if (refused) await expectDocumented(route, 401, answer)
      return refused
    }
    const isTwilio = security.some((scheme) => 'twilio' in scheme)
    const given = (token: string) =>
      isTwilio ? `Basic ${Buffer.from(`${ACCOUNT}:${token}`).toString('base64')}` : `Bearer ${token}`
    expect(await isRefused({})).toBe(security.length > 0)
    expect(await isRefused({ authorization: given('another') })).toBe(security.length > 0)
    expect(await isRefused({ authorization: given(ADMIN_TOKEN) })).toBe(false)
  }),
)

test('paths that answer by any method refuse those that are not described', () =>
  withShared(async (harness, real) => {
    const routes = OPERATIONS.map(([route]) => route).filter((route) => route.includes(' /v1/Workspaces'))
    expect(routes.length).toBeGreaterThan(10)
    for (const path of new Set(routes.map((route) => route.split(' ')[1] ?? ''))) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(
        (each) => !routes.includes(`${each} ${path}`),
      )) {
        const request = requestOf(`${method} ${path}`, { status: 405 }, real)
        const { status } = await sendRequest(harness, { ...request, headers: TWILIO })
        expect([method, path, status]).toEqual([method, path, 405])
      }
    }
  }))

const RESPONSES: [what: string, route: string, status: number, changes: Asked][] = [
  ['accepted', LEGACY, 200, { response: { assertionId: '_other' } }],
  [
    'accepted, with somewhere to go',
    LEGACY,
    303,
    { response: { assertionId: '_other' }, redirectUrl: 'https://flex.twilio.com/x' },
  ],
  [
    'refused, in a browser',
    LEGACY,
    303,
    { response: { after: (xml) => xml.replace('Ada', 'Eve') }, accept: 'text/html' },
  ],
  ['altered', LEGACY, 401, { response: { after: (xml) => xml.replace('Ada', 'Eve') } }],
  ['without roles', LEGACY, 400, { response: { claims: { full_name: ['Ada'], email: ['ada@example.com'] } } }],
  ['for another tenant, which has no connection', LEGACY, 403, { sid: `AC${'e'.repeat(32)}` }],
  ['for what is no tenant', LEGACY, 404, { sid: 'AC1' }],
  ['too large', LEGACY, 413, { response: { after: (xml) => xml.padEnd(300_000) } }],
  ['accepted', ENHANCED_DOOR, 200, { response: ENHANCED }],
  [
    'accepted, with somewhere to go',
    ENHANCED_DOOR,
    302,
    { response: ENHANCED, redirectUrl: 'https://flex.twilio.com/x' },
  ],
  ['refused, in a browser', ENHANCED_DOOR, 303, { accept: 'text/html' }],
  ['for the other door', ENHANCED_DOOR, 400, {}],
  ['for what is no tenant', ENHANCED_DOOR, 404, { sid: 'JQ1' }],
  ['too large', ENHANCED_DOOR, 413, { response: { after: (xml) => xml.padEnd(300_000) } }],
]

test.each(RESPONSES)('a response that is %s, at %s, is answered %i as documented', (_what, route, status, asked) =>
  withExamples(async (harness) => {
    const own = route === LEGACY ? ACCOUNT : CONNECTION
    const connection = {
      idpIssuer: ISSUER,
      certificates: [IDP_CERTIFICATE],
      defaultRedirectUrl: asked.redirectUrl ?? null,
    }
    await harness.connect({ sid: own, ...connection })
    const SAMLResponse = buildResponse(asked.response)
    const url = harness.acsUrl(own).replace(own, asked.sid ?? own)
    await expectDocumented(route, status, await post(url, { SAMLResponse }, asked.accept))
  }),
)
