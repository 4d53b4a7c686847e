import { Agent, request } from 'node:http'
import type { FlexIamMock } from '../../src/index.ts'
import { OPERATIONS } from './api-description.ts'
import { requestOf } from './api-requests.ts'
import { ACCOUNT } from './response.ts'

/** Every route that is not open to everyone, and whether TaskRouter's credentials are what it takes. */
export const GUARDED = OPERATIONS.filter(([, { security }]) => security.length > 0).map(([route, { security }]) => ({
  route,
  takesBasic: security.some((scheme) => 'twilio' in scheme),
}))

export type Guarded = (typeof GUARDED)[number]

/** What carries a token to a route: bearer, or the password of HTTP Basic. */
export function withToken({ takesBasic }: Guarded, token: string): Record<string, string> {
  const basic = Buffer.from(`${ACCOUNT}:${token}`).toString('base64')
  return { authorization: takesBasic ? `Basic ${basic}` : `Bearer ${token}` }
}

/** What a stranger sends: TaskRouter wants some password. */
export const withoutToken = (guarded: Guarded): Record<string, string> =>
  guarded.takesBasic ? withToken(guarded, 'any-token') : {}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** The status of a request without body; streams and waits are not read to their end. */
export function statusAt(
  { localUrl }: FlexIamMock,
  { route }: Guarded,
  headers: Record<string, string>,
): Promise<number | undefined> {
  const { method, path } = requestOf(route, {}, [])
  const { port } = new URL(localUrl)
  const query = path.endsWith('/wait') ? '?timeout=1ms' : ''
  const endless = path.endsWith('/events')
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: path + query, method, headers, agent: endless ? false : agent },
      (answer) => {
        const done = () => resolve(answer.statusCode)
        if (endless) answer.destroy()
        else answer.resume()
        answer.once('close', done)
      },
    )
    sent.once('error', reject)
    sent.end()
  })
}

/** The routes of a list that do not answer with this status; none is what a test wants. */
export async function routesThatAnswerOtherThan(
  status: number,
  harness: FlexIamMock,
  headersFor: (guarded: Guarded) => Record<string, string>,
  routes: readonly Guarded[] = GUARDED,
): Promise<string[]> {
  const others: string[] = []
  for (const guarded of routes) {
    const got = await statusAt(harness, guarded, headersFor(guarded))
    if (got !== status) others.push(`${guarded.route} ${got}`)
  }
  return others
}
