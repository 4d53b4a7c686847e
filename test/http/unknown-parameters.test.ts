import { expect, test } from '@jest/globals'
import { IMITATES_FLEX } from '../../src/edge/http/route.ts'
import type { FlexIamMock } from '../../src/index.ts'
import { expectDocumented, RECORDS } from '../support/api-description.ts'
import { type ApiRequest, EXAMPLES, requestOf, sendRequest, sharedExamples } from '../support/api-requests.ts'

const withShared = sharedExamples()

/** The first example of each route. */
const ROUTES = Object.entries(RECORDS).map(
  ([route, operation]) => [route, operation, EXAMPLES.find(([each]) => each === route)?.[2] ?? {}] as const,
)
const OWN = ROUTES.filter(([, { ignoresUnknown }]) => ignoresUnknown === undefined)

/** All that a request could have changed. */
async function stateOf(harness: FlexIamMock) {
  const history = []
  for (const { sid } of await harness.workers.list()) history.push(await harness.workers.history(sid))
  const { mode } = harness.clock.read()
  return { mode, history, seed: await harness.export(), logins: await harness.logins.list() }
}

/** Sends a request that has to be refused with 400, and have changed nothing. Gives what was said. */
async function refused(harness: FlexIamMock, route: string, request: ApiRequest): Promise<string> {
  const before = await stateOf(harness)
  const answer = await sendRequest(harness, request)
  const text = await answer.clone().text()
  expect({ status: answer.status, text }).toEqual({ status: 400, text: expect.stringContaining('nonsense') })
  await expectDocumented(route, 400, answer)
  expect(await stateOf(harness)).toEqual(before)
  return text
}

const withQuery = (request: ApiRequest, parameter: string): ApiRequest => ({
  ...request,
  path: `${request.path}${request.path.includes('?') ? '&' : '?'}${parameter}`,
})

test.each(OWN)('%s refuses an unknown query parameter, and changes nothing', (route, _operation, example) =>
  withShared(async (harness, real) => {
    const text = await refused(harness, route, withQuery(requestOf(route, example, real), 'nonsense=1'))
    for (const name of Object.keys(RECORDS[route]?.query?.shape ?? {}))
      if (!route.includes('/v1/Workspaces')) expect(text).toContain(name) // what there is
  }),
)

test.each(OWN.filter(([, { body }]) => body?.types.includes('application/json')))(
  '%s refuses an unknown field in its JSON body, and changes nothing',
  (route, _operation, example) =>
    withShared(async (harness, real) => {
      const request = requestOf(route, example, real)
      await refused(harness, route, {
        ...request,
        body: JSON.stringify({ ...JSON.parse(request.body ?? '{}'), nonsense: 1 }),
      })
    }),
)

/** A page of a service provider posts it, with the button that was pressed. */
const FORM_OF_OTHERS = 'POST /idp/{product}/{sid}/sso'
const hasForm = ([route, { body }]: (typeof ROUTES)[number]) =>
  body?.types.includes('application/x-www-form-urlencoded') && route !== FORM_OF_OTHERS

test.each(OWN.filter(hasForm))(
  '%s refuses an unknown field in its form, and changes nothing',
  (route, _operation, example) =>
    withShared(async (harness, real) => {
      const request = requestOf(route, example, real)
      await refused(harness, route, { ...request, body: `${request.body ?? ''}&nonsense=1` })
    }),
)

test.each(OWN.filter(([route, { body }]) => /^(POST|PUT|PATCH|DELETE) \/api/.test(route) && body === undefined))(
  '%s takes no body, refuses one, and changes nothing',
  (route, _operation, example) =>
    withShared(async (harness, real) => {
      const request = requestOf(route, example, real)
      const headers = { ...request.headers, 'content-type': 'application/json' }
      const before = await stateOf(harness)
      const answer = await sendRequest(harness, { ...request, headers, body: '{"account":"nonsense"}' })
      expect({ status: answer.status, text: await answer.text() }).toEqual({
        status: 400,
        text: expect.stringContaining('takes no body'),
      })
      expect(await stateOf(harness)).toEqual(before)
    }),
)

test('only routes that imitate Flex ignore unknown parameters, each with the reason', () => {
  const ignoring = ROUTES.filter(([, { ignoresUnknown }]) => ignoresUnknown !== undefined)
  expect(new Set(ignoring.map(([, { ignoresUnknown }]) => ignoresUnknown))).toEqual(new Set([IMITATES_FLEX]))
  expect(
    ignoring.filter(([route]) => /^\w+ \/(api|idp|docs|openapi|livez|readyz|assets|logins)\b/.test(route)),
  ).toEqual([])
})

test.each(ROUTES.filter(([, { ignoresUnknown }]) => ignoresUnknown !== undefined))(
  '%s imitates Flex: an unknown parameter does not change its answer',
  (route, _operation, example) =>
    withShared(async (harness, real) => {
      const request = requestOf(route, example, real)
      const [plain, more] = [
        await sendRequest(harness, request),
        await sendRequest(harness, withQuery(request, 'nonsense=1')),
      ]
      expect(more.status).toBe(plain.status)
    }),
)

test('names are decoded and compared with case, even if there are thousands', () =>
  withShared(async (harness) => {
    const headers = { authorization: `Bearer ${harness.adminToken}` }
    const ask = async (path: string) => (await fetch(harness.url + path, { headers })).status
    expect(await ask('/api/v1/workers?Account=x')).toBe(400)
    expect(await ask('/api/v1/workers?%61ccount=x')).toBe(200)
    expect(await ask('/api/v1/workers?__proto__=x')).toBe(400)
    expect(await ask('/api/v1/workers?=x')).toBe(400)
    expect(await ask('/api/v1/workers?&')).toBe(200)
    expect(await ask(`/api/v1/logins/latest?${'&'.repeat(1_500)}nonsense`)).toBe(400)
    expect(await ask('/idp/?nonsense')).toBe(400)
  }))

test.each(['account', 'connection'])(
  'many separators do not hide the %s to reset, which would reset every tenant',
  (name) =>
    withShared(async (harness) => {
      await harness.connect({ sid: 'AC000000000000000000000000000000a1' })
      const before = await stateOf(harness)
      const sid = `${name === 'account' ? 'AC' : 'JQ'}${'9'.repeat(32)}`
      const answer = await fetch(`${harness.url}/api/v1/reset?${'&'.repeat(1_500)}${name}=${sid}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${harness.adminToken}` },
      })
      expect(answer.status).toBe(204)
      expect(await stateOf(harness)).toEqual(before)
    }),
)
