import type { RequestListener } from 'node:http'
import express, { type Request, type Response } from 'express'
import { type RequestBody, readSent } from './body.ts'
import type { AppContext } from './context.ts'
import { createRouteFinder } from './find-route.ts'
import type { Sent } from './incoming-message.ts'
import { problem, problemFor } from './problem.ts'
import { readCall } from './read-call.ts'
import type { Route } from './route.ts'
import { ALL_ROUTES } from './routes/index.ts'
import { nothingAt } from './routes/nothing.ts'
import { send } from './send.ts'
import { answerCall, type BodySource } from './serve.ts'

/** Headers of every answer. No HSTS and no opener policy: IdPs post across sites, and pages are served over plain http. */
const HEADERS = new Map([
  [
    'Content-Security-Policy',
    "default-src 'none';style-src 'self';img-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  ],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Origin-Agent-Cluster', '?1'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-DNS-Prefetch-Control', 'off'],
  ['X-Download-Options', 'noopen'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
  ['X-XSS-Protection', '0'],
])

/** The whole HTTP API: Express reads and sends, the route records do the rest. */
export function createApp(context: AppContext, routes: readonly Route[] = ALL_ROUTES): RequestListener {
  const app = express()
  if (context.trustProxy !== null)
    app.set(
      'trust proxy',
      context.trustProxy.split(',').map((each) => each.trim()),
    )
  app.disable('x-powered-by')
  const find = createRouteFinder(routes)
  app.use(async (request, response) => {
    response.setHeaders(HEADERS)
    try {
      const call = readCall(request, response)
      const found = find(call) ?? { route: nothingAt(call), params: {} }
      send(await answerCall(call, found, bodySource(request, response), context), request, response)
    } catch (error) {
      if (response.headersSent) response.destroy()
      else send(problemFor(error, context.log), request, response)
    }
  })
  // Express passes on a request whose URL it cannot parse, and would answer with a page of its own.
  return (incoming, outgoing) => {
    const [request, response] = [incoming as Request, outgoing as Response]
    app(request, response, () => refuseUrl(request, response))
  }
}

function refuseUrl(request: Request, response: Response): void {
  response.setHeaders(HEADERS)
  const hint = 'Send a path that starts with /, such as /readyz.'
  send(problem(400, 'INVALID_REQUEST', 'The URL of the request cannot be read.', hint), request, response)
}

/** The body is read at most once, and only if needed. */
function bodySource(request: Request, response: Response): BodySource {
  let sent: Promise<Sent> | undefined
  const readOnce = () => {
    sent ??= readSent(request, response)
    return sent
  }
  const read = ({ read }: RequestBody) => (read === readSent ? readOnce() : read(request, response))
  return { sent: readOnce, read }
}
