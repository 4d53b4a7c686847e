import type { EventStream } from './event-stream.ts'

export type ReplyHeaders = Record<string, string>

/** A problem document (RFC 9457). */
export interface ProblemBody {
  type: 'about:blank'
  title: string
  status: number
  detail: string
  /** A stable code for programs. */
  code: string
  /** How to fix it. */
  hint: string
}

/** The kinds of answers, by their body. */
type Content =
  | { json: unknown }
  | { html: string }
  | { type: string; content: string | Buffer }
  | { problem: ProblemBody }
  /** A redirect with a short text for people, in a type that they accept. */
  | { redirect: string }
  /** A redirect without a body. */
  | { location: string }
  /** Server-sent events. */
  | { events: (stream: EventStream) => void }
  /** The methods of a path, as an answer to OPTIONS. */
  | { methods: string }
  /** Nothing. */
  | object

/** An answer as a value. */
export type Reply = { status: number; headers?: ReplyHeaders } & Content

/** The reply with additional headers. Those that it sets itself take precedence. */
export const withHeaders = (headers: ReplyHeaders | undefined, reply: Reply): Reply =>
  headers === undefined ? reply : { ...reply, headers: { ...headers, ...reply.headers } }

/** A reply of one of these statuses. */
export type ReplyOf<S extends number, C> = S extends number ? { status: S; headers?: ReplyHeaders } & C : never

/** A page that is not cached. */
export function page<S extends number>(status: S, html: string, headers: ReplyHeaders = {}) {
  const reply: Reply = { status, headers: { 'Cache-Control': 'no-store', ...headers }, html }
  return reply as ReplyOf<S, { html: string }>
}

/** A file with untrusted content: a browser may only save it. */
export const download = <T extends string>(type: T, content: string | Buffer, name?: string) => ({
  status: 200 as const,
  headers: {
    'Content-Security-Policy': 'sandbox',
    'Content-Disposition': name === undefined ? 'attachment' : `attachment; filename="${name}"`,
  },
  type,
  content,
})

/** A file of the harness, which changes only with its version. */
export const asset = <T extends string>(type: T, content: string) => ({
  status: 200 as const,
  headers: { 'Cache-Control': 'max-age=3600' },
  type,
  content,
})
