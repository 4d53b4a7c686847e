import type { IncomingHttpHeaders } from 'node:http'

/** A request as a value: all that decides its answer, and nothing of Express. */
export interface Call {
  method: string
  /** The path as it was sent, neither decoded nor corrected. */
  path: string
  /** The query as it was sent, without the question mark. */
  queryText: string
  headers: IncomingHttpHeaders
  /** The Host header, or what a trusted proxy says in its place; empty if there is none. */
  host: string
  /** The same without its port. */
  hostname: string
  isSecure: boolean
  remoteAddress: string
  /** Aborts with a ClientGone when the client goes away. */
  gone(): AbortSignal
}

/** The call of a route: with what its path, its query and its body say. */
export interface RouteCall<P = Record<string, string>, Q = Record<string, unknown>, B = unknown> extends Call {
  params: P
  query: Q
  body: B
}

/** A client that went away. It gets no answer. */
export class ClientGone extends Error {}

/** Whether a browser asks, which shows what it gets to a person. */
export const wantsPage = ({ headers }: Call) => /\btext\/html\b/.test(headers.accept ?? '')

/** Whether a body follows the headers. */
export const hasBody = ({ headers }: Call): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The first cookie of this name. */
export function cookieIn({ headers }: Call, name: string): string | null {
  const cookies = (headers.cookie ?? '').split(';').map((each) => each.trimStart())
  return cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
