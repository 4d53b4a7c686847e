import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from '@jest/globals'
import { withHarness } from '../support/harness.ts'

/** Sends a request target exactly as it is; `fetch` would correct it. */
const ask = (url: string, path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, { path }, resolve).on('error', reject).end()
  })

test.each(['http://[', 'http://', 'http://[::1'])('a request for %s gets a problem with a hint', (path) =>
  withHarness(async ({ url }) => {
    const answer = await ask(url, path)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
    expect(answer.headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(JSON.parse(await text(answer))).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: 'The URL of the request cannot be read.',
      hint: expect.stringContaining('/readyz'),
    })
  }),
)

test('a path with broken percent-encoding gets a problem too', () =>
  withHarness(async ({ url }) => {
    const answer = await ask(url, '/api/v1/logins/%zz')
    expect(answer.statusCode).toBe(400)
    expect(JSON.parse(await text(answer))).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining('%zz'),
    })
  }))
