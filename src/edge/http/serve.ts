import { parse } from 'node:querystring'
import { parseInput } from '../../core/input/parse-input.ts'
import { accessRefusal } from './access.ts'
import type { RequestBody } from './body.ts'
import { type Call, ClientGone } from './call.ts'
import type { AppContext } from './context.ts'
import { crossSiteRefusal } from './cross-site.ts'
import type { FoundRoute } from './find-route.ts'
import type { Sent } from './incoming-message.ts'
import { refuseUnknown } from './known-parameters.ts'
import { misdirectedMessage, receiveMisdirected } from './misdirected.ts'
import { problemFor } from './problem.ts'
import { type Reply, withHeaders } from './reply.ts'
import type { Route } from './route.ts'

/** The body of a request, which is read when needed. */
export interface BodySource {
  /** As bytes, once. */
  sent(): Promise<Sent>
  read(body: RequestBody): Promise<unknown>
}

/** Answers a call with its route, even if something goes wrong. */
export async function answerCall(
  call: Call,
  found: FoundRoute,
  source: BodySource,
  context: AppContext,
): Promise<Reply> {
  const { route } = found
  try {
    return await passAlong(call, found, source, context)
  } catch (error) {
    if (error instanceof ClientGone) return { status: 499 } // nobody reads it
    return withHeaders(route.always, route.onError?.(error, call, context) ?? problemFor(error, context.log))
  }
}

/** The steps of every request. A route that is open to everyone refuses unknown parameters before anything else. */
async function passAlong(call: Call, { route, params }: FoundRoute, source: BodySource, context: AppContext) {
  if (route.access === 'open') refuseUnknown(call, route)
  const message = route.misdirected ? await misdirectedMessage(call, route.misdirected, source.sent) : null
  if (message !== null) return receiveMisdirected(message, call, context)
  const refusal = crossSiteRefusal(call, route) ?? accessRefusal(call, route, context)
  if (refusal !== null) return refusal
  if (route.access === 'token') refuseUnknown(call, route)
  const body = route.body?.parse(await source.read(route.body))
  const reply = await route.handle({ ...call, params, query: readQuery(call, route), body }, context)
  return withHeaders(route.always, reply)
}

/** Reads all parameters: with a parser that stops after a thousand, a reset could miss its account. */
function readQuery({ queryText }: Call, { query, parsedQuery = query }: Route): Record<string, unknown> {
  const given = parse(queryText, '&', '=', { maxKeys: 0 })
  return parsedQuery ? (parseInput(parsedQuery, given, 'the query') as Record<string, unknown>) : given
}
