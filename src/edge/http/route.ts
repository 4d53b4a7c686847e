import { z } from 'zod'
import type { ReplyTo, RouteAnswers } from './answer.ts'
import type { RequestBody } from './body.ts'
import type { Call, RouteCall } from './call.ts'
import type { AppContext } from './context.ts'
import type { Sent } from './incoming-message.ts'
import type { TAGS } from './openapi/tags.ts'
import type { Reply, ReplyHeaders } from './reply.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Which login messages that are sent here by mistake are recorded and explained, before access is checked. */
export interface Misdirected {
  /** From whom. The message of a POST is in its body, that of any other method in its query. */
  from(call: Call): boolean
  /** Requests that only look like a login message. */
  unless?(call: Call, sent: Sent): boolean
}

/** What happens at a path. */
export interface Route {
  /** A GET also answers HEAD. ANY: every method for which the path has no other route. */
  method: Method | 'ANY'
  /** For a GET that does not answer HEAD. */
  head?: false
  /** With placeholders such as {sid}. */
  path: string
  /** Only under this host name. */
  host?: string
  /** `slash` ignores a trailing slash, `case` also upper and lower case. */
  lenient?: 'slash' | 'case'
  /** What the placeholders must be. Absent: anything. */
  where?(params: Record<string, string>): boolean
  /** A path with broken percent-encoding is refused with 400, as in the API. Absent: such a path has no route. */
  refusesBrokenPath?: true
  /** Who may call: everyone; local callers or those with the token; those with TaskRouter's credentials, which the route checks. */
  access: 'open' | 'token' | 'twilio'
  /** Why unknown parameters are ignored. Absent: they are refused. */
  ignoresUnknown?: string
  /** Refuses pages on other sites, as every route that needs the token does. */
  refusesCrossSite?: true
  /** Another site, such as a service provider, sends a browser here by a redirect or a form. */
  crossSiteNavigation?: true
  /** Absent: a login message is refused like any other unknown parameter. */
  misdirected?: Misdirected
  query?: z.ZodObject
  /** The schema that reads the query, if not `query`. */
  parsedQuery?: z.ZodType
  body?: RequestBody
  /** Headers of every answer, including refusals. */
  always?: ReplyHeaders
  /** Answers an error in the route's own format. Null: as a problem. */
  onError?(error: unknown, call: Call, context: AppContext): Reply | null
  handle(call: RouteCall, context: AppContext): Reply | Promise<Reply>
}

/** A request that can be sent as it is. The test suite sends each and expects `status`, or else the lowest status of the route. */
export interface RequestExample {
  query?: Record<string, string>
  body?: unknown
  status?: number
}

/** A route with its description in the OpenAPI document. */
export interface DescribedRoute extends Route {
  method: Method
  id: string
  tag: keyof typeof TAGS
  summary: string
  description?: string
  headers?: Record<string, z.ZodType>
  answers: RouteAnswers
  /** By their titles. */
  examples?: Record<string, RequestExample>
}

type NamesIn<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | NamesIn<Rest> : never

/** The record of a route: its handler gets what the schemas read, and can only return what the answers allow. */
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
  'It imitates Flex, which pages and IdPs of other people call. What Flex does with unknown parameters is not known.'

/** For a query that the called function reads itself. */
export const AS_SENT = z.custom<Record<string, unknown>>(() => true)
