import { z } from 'zod'
import { renderNotFoundPage } from '../../pages/home-page.ts'
import { bytesBody } from '../body.ts'
import { type Call, type RouteCall, wantsPage } from '../call.ts'
import type { AppContext } from '../context.ts'
import type { Sent } from '../incoming-message.ts'
import { FROM_ANYONE, misdirectedMessage, receiveMisdirected } from '../misdirected.ts'
import { problem } from '../problem.ts'
import type { Reply } from '../reply.ts'
import type { Route } from '../route.ts'
import { NOTHING_IN_TASKROUTER } from '../taskrouter/routes.ts'

/** Access is checked even if there is no route, so that a stranger does not learn which paths exist. */
const ANYTHING = { method: 'ANY', path: '', access: 'token', ignoresUnknown: 'This path has no route.' } as const

const NOTHING: Route = {
  ...ANYTHING,
  misdirected: FROM_ANYONE,
  handle: (call) => notFoundReply(call),
}

/** No IdP is set up with a URL of the API. */
const NOTHING_IN_API: Route = { ...ANYTHING, handle: (call) => notFoundReply(call) }

/** The built-in IdP checks the token before anything else. */
const NOTHING_IN_IDP: Route = {
  ...ANYTHING,
  body: bytesBody([], z.unknown()),
  handle: receiveAtIdp,
}

/** The route for a path without a route. */
export function nothingAt({ path }: Call): Route {
  if (/^\/(api|assets)(\/|$)/i.test(path)) return NOTHING_IN_API
  if (/^\/idp(\/|$)/.test(path)) return NOTHING_IN_IDP
  return /^\/v1\/Workspaces(\/|$)/.test(path) ? NOTHING_IN_TASKROUTER : NOTHING
}

async function receiveAtIdp(call: RouteCall, context: AppContext): Promise<Reply> {
  const message = await misdirectedMessage(call, FROM_ANYONE, async () => call.body as Sent)
  return message === null ? notFoundReply(call) : receiveMisdirected(message, call, context)
}

function notFoundReply(call: Call): Reply {
  const { method, path } = call
  if (wantsPage(call)) return { status: 404, html: renderNotFoundPage(path) }
  const hint = 'See /docs for the ACS URLs, the metadata and the API. Programs read /openapi.json.'
  return problem(404, 'NOT_FOUND', `There is nothing at ${method} ${path}.`, hint)
}
