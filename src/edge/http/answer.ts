import { z } from 'zod'
import type { EventStream } from './event-stream.ts'
import { problemSchema } from './openapi/schemas.ts'
import type { ProblemBody, ReplyHeaders } from './reply.ts'

/** What a route answers with one status. */
export interface Answer {
  description: string
  /** The body by its media type. */
  content?: Record<string, z.ZodType>
  headers?: Record<string, string>
}

/** What a route answers, by status. */
export type RouteAnswers = Record<number, Answer>

/** A body of this media type, as a reply has it. */
type ContentOf<T extends string, S> = T extends 'application/json'
  ? { json: S extends z.ZodType ? z.output<S> : never }
  : T extends 'application/problem+json'
    ? { problem: ProblemBody } | { html: string } // a page for a browser
    : T extends 'text/html'
      ? { html: string }
      : T extends 'text/event-stream'
        ? { events: (stream: EventStream) => void }
        : { type: T; content: string | Buffer }

/** Anything where only that there are answers is known to the compiler. */
type BodyOf<A> = A extends { content: infer C }
  ? { [T in keyof C & string]: ContentOf<T, C[T]> }[keyof C & string]
  : 'content' extends keyof A
    ? object
    : { redirect?: string; location?: string; json?: never; html?: never; content?: never }

/** The replies that these answers allow: of one of the statuses, with a body of the schema of that status. */
export type ReplyTo<A extends RouteAnswers> = {
  [S in keyof A & number]: { status: S; headers?: ReplyHeaders } & BodyOf<A[S]>
}[keyof A & number]

/** An answer of JSON. */
export const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': schema },
})

/** An answer of text of this type. */
export const textAnswer = <T extends string>(description: string, type: T) => ({
  description,
  content: { [type]: z.string() } as Record<T, z.ZodString>,
})

/** A page. */
export const pageAnswer = (description: string) => textAnswer(description, 'text/html')

/** An answer without a body. */
export const nothing = (description: string) => ({ description })

/** An answer that leads elsewhere. */
export const redirectAnswer = (description: string, location: string) => ({
  description,
  headers: { Location: location },
})

const PROBLEMS = {
  400: 'The request has a fault, which `detail` names.',
  401: 'Not open to this request: the token is missing or wrong, the request is not local where no token was set, or it is from a page of another site. A browser gets a page with a field for the token.',
  403: 'Not open to a page of another site (`Sec-Fetch-Site`), nor under a name that `--open-hosts` does not list.',
  404: 'There is none.',
  405: 'Not by this method.',
  409: 'The name is held by several accounts: say which one.',
  413: 'The body is too large.',
  503: 'The store cannot be used.',
} as const

type ProblemAnswer = { description: string; content: { 'application/problem+json': typeof problemSchema } }

/** Answers of problems, by their status. */
export function problems<S extends keyof typeof PROBLEMS>(...statuses: S[]): Record<S, ProblemAnswer> {
  const answers = statuses.map((status) => [
    status,
    { description: PROBLEMS[status], content: { 'application/problem+json': problemSchema } },
  ])
  return Object.fromEntries(answers) as Record<S, ProblemAnswer>
}

/** What a link from another site gets: a page with only that link; anything else the problem. */
export const CROSS_SITE_ANSWER: Answer = {
  description: PROBLEMS[403],
  content: { 'application/problem+json': problemSchema, 'text/html': z.string() },
}
