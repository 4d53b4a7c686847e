import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { json, nothing, problems } from '../../src/edge/http/answer.ts'
import { type Call, cookieIn } from '../../src/edge/http/call.ts'
import type { AppContext } from '../../src/edge/http/context.ts'
import { createRouteFinder } from '../../src/edge/http/find-route.ts'
import { route } from '../../src/edge/http/route.ts'

const HEAD = {
  method: 'GET',
  path: '/things/{thing}',
  id: 'readThing',
  tag: 'Harness',
  summary: 'A thing',
  access: 'token',
} as const
const answers = { 200: json('It', z.strictObject({ name: z.string() })), 204: nothing('None'), ...problems(404) }

/** `npm run types` holds each line below `@ts-expect-error` to being an error. */
test('a handler that reads or returns anything that its route does not declare does not compile', () => {
  const good = route({
    ...HEAD,
    query: z.strictObject({ count: z.coerce.number() }),
    answers,
    handle: ({ params, query }) => ({ status: 200, json: { name: params.thing.repeat(query.count) } }),
  })
  route({
    ...HEAD,
    answers,
    // @ts-expect-error the name is a string
    handle: () => ({ status: 200, json: { name: 1 } }),
  })
  route({
    ...HEAD,
    answers,
    // @ts-expect-error it has to have a name
    handle: () => ({ status: 200, json: {} }),
  })
  route({
    ...HEAD,
    answers,
    // @ts-expect-error there is no such answer
    handle: () => ({ status: 201, json: { name: 'a' } }),
  })
  route({
    ...HEAD,
    answers,
    // @ts-expect-error 204 has no body
    handle: async () => ({ status: 204, json: { name: 'a' } }),
  })
  route({
    ...HEAD,
    answers,
    // @ts-expect-error the path has no such placeholder
    handle: ({ params }) => ({ status: 200, json: { name: params.other } }),
  })
  route({
    ...HEAD,
    query: z.strictObject({ count: z.coerce.number() }),
    answers,
    // @ts-expect-error it is a number
    handle: ({ query }) => ({ status: 200, json: { name: query.count } }),
  })
  const call = { params: { thing: 'ab' }, query: { count: 2 } }
  expect(good.handle(call as never, {} as AppContext)).toEqual({ status: 200, json: { name: 'abab' } })
})

const callOf = (method: string, path: string, hostname = 'localhost') => ({ method, path, hostname }) as Call

test('a path without placeholders comes first, a GET answers HEAD, and OPTIONS gets the methods of the path', async () => {
  const handle = () => ({ status: 204 }) as const
  const one = route({ ...HEAD, answers, handle })
  const latest = route({ ...HEAD, path: '/things/latest', answers, handle })
  const remove = route({ ...HEAD, method: 'DELETE', answers, handle })
  const find = createRouteFinder([one, remove, latest])
  expect(find(callOf('GET', '/things/latest'))).toEqual({ route: latest, params: {} })
  expect(find(callOf('HEAD', '/things/a%2Fb'))).toEqual({ route: one, params: { thing: 'a/b' } })
  const options = find(callOf('OPTIONS', '/things/a'))?.route
  expect(options?.access).toBe('token')
  expect(await options?.handle({} as never, {} as AppContext)).toEqual({ status: 200, methods: 'DELETE, GET, HEAD' })
  for (const path of ['/things/a/', '/Things/a', '/things/', '/things/a/b', '/things/%zz', '/things/%E0%A4%A'])
    expect([path, find(callOf('GET', path))]).toEqual([path, null])
  expect(find(callOf('PUT', '/things/a'))).toBeNull()
})

const COOKIES: [header: string | undefined, value: string | null][] = [
  [undefined, null],
  ['', null],
  ['token=a', 'a'],
  ['token=', ''],
  ['other=b;token=a', 'a'],
  ['other=b;   token=a=b; token=c', 'a=b'],
  ['my-token=b', null],
  ['tokens=b', null],
  ['other=token=b', null],
]

test.each(COOKIES)('the token in the cookies %j is %j', (cookie, value) => {
  expect(cookieIn({ headers: { ...(cookie === undefined ? {} : { cookie }) } } as Call, 'token')).toBe(value)
})
