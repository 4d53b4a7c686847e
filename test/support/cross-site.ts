import type { ApiOperation } from '../../src/edge/pages/api-document.ts'
import type { FlexIamMock } from '../../src/index.ts'
import { OPERATIONS } from './api-description.ts'
import { EXAMPLES, requestOf } from './api-requests.ts'
import { type Answered, ask } from './ask.ts'

/** What a browser says of a request: from where, how, and for what. */
export interface FetchMetadata {
  'sec-fetch-site'?: string
  'sec-fetch-mode'?: string
  'sec-fetch-dest'?: string
}

const readWay = (way: string): FetchMetadata => {
  const [mode = '', dest = ''] = way.split(' ')
  return { 'sec-fetch-mode': mode, 'sec-fetch-dest': dest }
}

/** A link, a redirect, a form or window.open: what takes the whole window to another page. */
export const NAVIGATION = readWay('navigate document')
export const FETCH = readWay('cors empty')

/** What attacks are most often made of. */
export const USUAL_WAYS = [
  ...['navigate iframe', 'no-cors empty', 'no-cors image', 'no-cors script', 'no-cors style', 'same-origin worker'],
].map(readWay)

/** Every way but a navigation in which a page makes a browser send a request (Fetch Standard, destinations). */
export const ALL_WAYS = [
  ...['navigate iframe', 'navigate frame', 'navigate object', 'navigate embed', 'navigate fencedframe'],
  ...['cors empty', 'no-cors empty', 'same-origin empty', 'websocket empty', 'cors document', 'no-cors document'],
  ...['no-cors image', 'no-cors script', 'no-cors style', 'no-cors audio', 'no-cors video', 'no-cors track'],
  ...['cors image', 'cors script', 'cors style', 'cors font', 'cors manifest', 'cors json', 'cors report'],
  ...['same-origin worker', 'same-origin sharedworker', 'same-origin serviceworker', 'same-origin xslt'],
  ...['same-origin audioworklet', 'same-origin paintworklet', 'no-cors object', 'no-cors embed'],
].map(readWay)

/** The same from a page on another site, and from one of another port, which is the same site. */
export const fromElsewhere = (ways: FetchMetadata[]): FetchMetadata[] =>
  ['cross-site', 'same-site'].flatMap((site) => ways.map((way) => ({ 'sec-fetch-site': site, ...way })))

/** A service provider redirects or posts to these. */
export const SSO = ['GET /idp/{product}/{sid}/sso', 'POST /idp/{product}/{sid}/sso']
/** Flex’s own calls are made by pages of another site. */
export const isGuarded = ({ security, tags }: ApiOperation) => security.length > 0 && !tags.includes('Flex')
const NOWHERE = ['GET /nowhere', 'POST /nowhere', 'GET /api/v1', 'PUT /api/v1/nowhere', 'GET /v1/Workspaces/nowhere/x']
const routesThat = (holds: (operation: ApiOperation) => boolean) =>
  OPERATIONS.filter(([, operation]) => holds(operation)).map(([route]) => route)
/** Routes that are not open to everyone, and what is no route. */
export const GUARDED = [...routesThat(isGuarded), ...NOWHERE]
export const OPEN = routesThat((operation) => !isGuarded(operation))

/** Sends the first example of a route. */
export function sendExample(
  harness: FlexIamMock,
  route: string,
  headers: FetchMetadata & Record<string, string> = {},
): Promise<Answered> {
  const [, , example = {}] = EXAMPLES.find(([each]) => each === route) ?? []
  const { method, path, body, headers: own } = requestOf(route, example, [])
  return ask(harness, path, { method, body: body ?? '', headers: { ...own, ...headers } })
}

/** As a tunnel sends it: where access is asked it is refused by 401, so that no route does anything. */
export const TUNNEL = { 'x-forwarded-for': '203.0.113.9' }

/** What became of a request: `refused`, `link` (the page that has a link alone), or the status. */
export function outcomeOf({ status, type = '', text }: Answered): string {
  if (status !== 403) return String(status)
  if (type.startsWith('text/html')) return text.includes('<h1>Opened from another site</h1>') ? 'link' : 'a page'
  return type.startsWith('application/problem+json') && JSON.parse(text).code === 'CROSS_SITE' ? 'refused' : '403'
}

/** Sends every route in every way through a tunnel, and names those whose outcome is not the expected one. */
export async function deviations(
  harness: FlexIamMock,
  routes: string[],
  ways: FetchMetadata[],
  expected: (route: string) => string,
): Promise<string[]> {
  const found: string[] = []
  for (const route of routes)
    for (const way of ways) {
      const outcome = outcomeOf(await sendExample(harness, route, { ...TUNNEL, ...way }))
      if (outcome !== expected(route)) found.push(`${route} ${Object.values(way)}: ${outcome}, not ${expected(route)}`)
    }
  return found
}
