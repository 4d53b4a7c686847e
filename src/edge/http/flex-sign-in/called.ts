import { json } from '../answer.ts'
import type { RouteCall } from '../call.ts'
import { troublePage } from '../error-page.ts'
import { twilioProblem } from '../openapi/schemas.ts'
import type { Reply, ReplyHeaders } from '../reply.ts'
import { type DescribedRoute, IMITATES_FLEX, type Route } from '../route.ts'
import { methodNotAllowed, twilioReply } from '../twilio-problem.ts'
import { isCall } from './body.ts'

/** An error answer in the format of Twilio. */
export const refusal = (description: string) => json(description, twilioProblem)
export const BAD_PARAMETER = refusal('20001: invalid request. `message` says what is wrong.')
export const TOO_LARGE = refusal('20001: the body is too large')

export const PAGE_URL = 'https://app.example.com/flex/'

/** Each answer is for one person and one use. */
const NO_STORE = { 'Cache-Control': 'no-store' }
/** The page of Flex is on another host. The calls use no credentials, so any page may make them. */
export const FOR_PAGES = { ...NO_STORE, 'Access-Control-Allow-Origin': '*' }

/**
 * The calls that a page of Flex makes to sign a person in and to learn who signed in. A login message that is sent here by
 * mistake does not have the format of a call.
 */
export const CALLED = {
  tag: 'Flex',
  refusesBrokenPath: true,
  ignoresUnknown: IMITATES_FLEX,
  misdirected: { from: () => true, unless: isCall },
  always: NO_STORE,
  onError: (error, call, context) => troublePage(error, call) ?? twilioReply(error, call, context),
} as const satisfies Partial<DescribedRoute>

/** The same path with every other method. */
export const otherMethodsOf = ({ path, access, method, always = NO_STORE }: DescribedRoute): Route => ({
  ...CALLED,
  method: 'ANY',
  path,
  access,
  always,
  handle: (call) => refuseMethod(call, method, always),
})

/** A browser sends OPTIONS to learn whether a page of another host may call. Other methods are refused. */
function refuseMethod(call: RouteCall, method: string, headers: ReplyHeaders): Reply {
  if (call.method !== 'OPTIONS') throw methodNotAllowed(call.method, method)
  if (headers !== FOR_PAGES) return { status: 200, methods: method === 'GET' ? 'GET, HEAD' : method }
  const allowed = { 'Access-Control-Allow-Methods': method, 'Access-Control-Allow-Headers': 'content-type' }
  return { status: 204, headers: { ...allowed, Allow: method } }
}
