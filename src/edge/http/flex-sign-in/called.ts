import { json } from '../answer.ts'
import type { RouteCall } from '../call.ts'
import { troublePage } from '../error-page.ts'
import { twilioProblem } from '../openapi/schemas.ts'
import type { Reply, ReplyHeaders } from '../reply.ts'
import { type DescribedRoute, IMITATES_FLEX, type Route } from '../route.ts'
import { methodNotAllowed, twilioReply } from '../twilio-problem.ts'
import { isCall } from './body.ts'

/** What Twilio answers in place of a resource. */
export const refusal = (description: string) => json(description, twilioProblem)
export const BAD_PARAMETER = refusal('20001: what is asked for has a fault, which `message` names')
export const TOO_LARGE = refusal('20001: the body is too large')

export const PAGE_URL = 'https://app.example.com/flex/'

/** Answers are for one person, once. */
const NO_STORE = { 'Cache-Control': 'no-store' }
/** Flex's page is served by another host than these. No credentials, so any page may. */
export const FOR_PAGES = { ...NO_STORE, 'Access-Control-Allow-Origin': '*' }

/**
 * What a page of Flex calls to sign somebody in, and to learn who signed in. A login message that came here by mistake is not
 * in the form of a call.
 */
export const CALLED = {
  tag: 'Flex',
  refusesBrokenPath: true,
  ignoresUnknown: IMITATES_FLEX,
  misdirected: { from: () => true, unless: isCall },
  always: NO_STORE,
  onError: (error, call, context) => troublePage(error, call) ?? twilioReply(error, call, context),
} as const satisfies Partial<DescribedRoute>

/** The same path by every other method. */
export const otherMethodsOf = ({ path, access, method, always = NO_STORE }: DescribedRoute): Route => ({
  ...CALLED,
  method: 'ANY',
  path,
  access,
  always,
  handle: (call) => refuseMethod(call, method, always),
})

/** A browser asks by OPTIONS whether a page of another host may call; other methods are refused. */
function refuseMethod(call: RouteCall, method: string, headers: ReplyHeaders): Reply {
  if (call.method !== 'OPTIONS') throw methodNotAllowed(call.method, method)
  if (headers !== FOR_PAGES) return { status: 200, methods: method === 'GET' ? 'GET, HEAD' : method }
  const allowed = { 'Access-Control-Allow-Methods': method, 'Access-Control-Allow-Headers': 'content-type' }
  return { status: 204, headers: { ...allowed, Allow: method } }
}
