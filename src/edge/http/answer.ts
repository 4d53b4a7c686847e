import { z } from 'zod'
import type { EventStream } from './event-stream.ts'
import { problemSchema } from './openapi/schemas.ts'
import type { ProblemBody, ReplyHeaders } from './reply.ts'

/** The answer of a route with one status. */
export interface Answer {
  description: string
  /** The body by its media type. */
  content?: Record<string, z.ZodType>
  headers?: Record<string, string>
}

/** The answers of a route, by status. */
export type RouteAnswers = Record<number, Answer>

/** A body of this media type, in the form that a reply has. */
type ContentOf<T extends string, S> = T extends 'application/json'
  ? { json: S extends z.ZodType ? z.output<S> : never }
  : T extends 'application/problem+json'
    ? { problem: ProblemBody } | { html: string } // a page for a browser
    : T extends 'text/html'
      ? { html: string }
      : T extends 'text/event-stream'
        ? { events: (stream: EventStream) => void }
        : { type: T; content: string | Buffer }

/** Any body, if the compiler does not know the answers themselves. */
type BodyOf<A> = A extends { content: infer C }
  ? { [T in keyof C & string]: ContentOf<T, C[T]> }[keyof C & string]
  : 'content' extends keyof A
    ? object
    : { redirect?: string; location?: string; json?: never; html?: never; content?: never }

/** The replies that these answers allow: one of the statuses, with a body of its schema. */
export type ReplyTo<A extends RouteAnswers> = {
  [S in keyof A & number]: { status: S; headers?: ReplyHeaders } & BodyOf<A[S]>
}[keyof A & number]

/** A JSON answer. */
export const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': schema },
})

/** A text answer of this media type. */
export const textAnswer = <T extends string>(description: string, type: T) => ({
  description,
  content: { [type]: z.string() } as Record<T, z.ZodString>,
})

/** An HTML page. */
export const pageAnswer = (description: string) => textAnswer(description, 'text/html')

/** An answer without a body. */
export const nothing = (description: string) => ({ description })

/** A redirect. */
export const redirectAnswer = (description: string, location: string) => ({
  description,
  headers: { Location: location },
})

const PROBLEMS = {
  400: 'Invalid request. `detail` says what is wrong.',
  401: 'Not authorized. The admin token is missing or wrong, no token is set and the request is not local, or the request comes from a page on another site. A browser gets a page with a field for the token.',
  403: 'Forbidden. The request comes from a page on another site (`Sec-Fetch-Site`), or its host name is not listed in `--open-hosts`.',
  404: 'Not found.',
  405: 'Method not allowed.',
  409: 'Several accounts have a worker with this name. Send `account`.',
  413: 'The body is too large.',
  503: 'The store cannot be used.',
} as const

type ProblemAnswer = { description: string; content: { 'application/problem+json': typeof problemSchema } }

/** Problem answers, by status. */
export function problems<S extends keyof typeof PROBLEMS>(...statuses: S[]): Record<S, ProblemAnswer> {
  const answers = statuses.map((status) => [
    status,
    { description: PROBLEMS[status], content: { 'application/problem+json': problemSchema } },
  ])
  return Object.fromEntries(answers) as Record<S, ProblemAnswer>
}

/** The 404 of a route that reads one resource. */
export const noSuch = (resource: string) => ({
  404: { ...problems(404)[404], description: `No such ${resource}.` },
})

/** A link from another site gets a page with only that link. All other requests get the problem. */
export const CROSS_SITE_ANSWER: Answer = {
  description: PROBLEMS[403],
  content: { 'application/problem+json': problemSchema, 'text/html': z.string() },
}
