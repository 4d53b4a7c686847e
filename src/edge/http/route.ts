import { z } from 'zod'
import type { ReplyTo, RouteAnswers } from './answer.ts'
import type { RequestBody } from './body.ts'
import type { Call, RouteCall } from './call.ts'
import type { AppContext } from './context.ts'
import type { Sent } from './incoming-message.ts'
import type { TAGS } from './openapi/tags.ts'
import type { Reply, ReplyHeaders } from './reply.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Which login messages that come here by mistake are recorded and explained, before access is checked. */
export interface Misdirected {
  /** Whose: a POST is looked for in its body, any other method in its query. */
  from(call: Call): boolean
  /** What only looks like a login message. */
  unless?(call: Call, sent: Sent): boolean
}

/** What is served at a path. */
export interface Route {
  /** A GET also answers HEAD. ANY: every method that the path has no other route for. */
  method: Method | 'ANY'
  /** A GET that does not. */
  head?: false
  /** With placeholders such as {sid}. */
  path: string
  /** Only under this host name. */
  host?: string
  /** Also with a slash at the end of its path; or that, and in any case. */
  lenient?: 'slash' | 'case'
  /** What the placeholders must be. Absent: anything. */
  where?(params: Record<string, string>): boolean
  /** A path whose percent-encoding is broken is refused with 400, as by the API. Absent: such a path has no route. */
  refusesBrokenPath?: true
  /** Who may ask: everyone; who is local or has the token; who has TaskRouter's credentials, which the route checks. */
  access: 'open' | 'token' | 'twilio'
  /** Why a parameter that is not described is ignored. Absent: it is refused. */
  ignoresUnknown?: string
  /** Pages of other sites are refused, as from every route that asks for the token. */
  refusesCrossSite?: true
  /** Another site takes a browser here, by a redirect or a form: a service provider. */
  crossSiteNavigation?: true
  /** Absent: a login message has no meaning here, and is refused like any parameter that the route does not have. */
  misdirected?: Misdirected
  query?: z.ZodObject
  /** What reads the query, if it is not `query`. */
  parsedQuery?: z.ZodType
  body?: RequestBody
  /** Headers of every answer, also of refusals. */
  always?: ReplyHeaders
  /** Says an error in this route's own way; null: as a problem. */
  onError?(error: unknown, call: Call, context: AppContext): Reply | null
  handle(call: RouteCall, context: AppContext): Reply | Promise<Reply>
}

/** What may be sent to a route, as it is: the test suite sends each, and gets `status`, or else the lowest of the route. */
export interface RequestExample {
  query?: Record<string, string>
  body?: unknown
  status?: number
}

/** A route with what the OpenAPI document says of it. */
export interface DescribedRoute extends Route {
  method: Method
  id: string
  tag: keyof typeof TAGS
  summary: string
  description?: string
  headers?: Record<string, z.ZodType>
  answers: RouteAnswers
  /** By what they show. */
  examples?: Record<string, RequestExample>
}

type NamesIn<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | NamesIn<Rest> : never

/** What a route is made from: its handler gets what its schemas read, and replies only what its answers say. */
type RouteRecord<P extends string, A extends RouteAnswers, D extends z.ZodObject, Q extends z.ZodType, B> = Omit<
  DescribedRoute,
  'path' | 'answers' | 'query' | 'parsedQuery' | 'body' | 'handle'
> & {
  path: P
  answers: A
  query?: D
  parsedQuery?: Q
  body?: RequestBody<B>
  handle(
    call: RouteCall<{ [name in NamesIn<P>]: string }, z.output<Q>, B>,
    context: AppContext,
  ): ReplyTo<NoInfer<A>> | Promise<ReplyTo<NoInfer<A>>>
}

/** A route: what it takes, what it answers, and how. */
export function route<
  const P extends string,
  A extends RouteAnswers,
  D extends z.ZodObject = z.ZodObject,
  Q extends z.ZodType = D,
  B = unknown,
>(record: RouteRecord<P, A, D, Q, B>): DescribedRoute {
  return record as unknown as DescribedRoute
}

/** Parameters that Twilio's pages and IdPs add must not break a login. */
export const IMITATES_FLEX =
  'It imitates Flex, which other people’s pages and IdPs call. What Flex does with a parameter that it does not have is unknown.'

/** For a query that the called function reads. */
export const AS_SENT = z.custom<Record<string, unknown>>(() => true)
