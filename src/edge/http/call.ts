import type { IncomingHttpHeaders } from 'node:http'

/** A request as a value: everything that decides its answer, and nothing of Express. */
export interface Call {
  method: string
  /** The path as sent, neither decoded nor corrected. */
  path: string
  /** The query as sent, without the question mark. */
  queryText: string
  headers: IncomingHttpHeaders
  /** The Host header, or the value that a trusted proxy sends instead. Empty if there is none. */
  host: string
  /** The same without its port. */
  hostname: string
  isSecure: boolean
  remoteAddress: string
  /** Aborts with a ClientGone when the client disconnects. */
  gone(): AbortSignal
}

/** The call of a route, with the values of its path, query and body. */
export interface RouteCall<P = Record<string, string>, Q = Record<string, unknown>, B = unknown> extends Call {
  params: P
  query: Q
  body: B
}

/** The client disconnected. It gets no answer. */
export class ClientGone extends Error {}

/** Whether the caller is a browser that shows the answer to a person. */
export const wantsPage = ({ headers }: Call) => /\btext\/html\b/.test(headers.accept ?? '')

/** Whether the request has a body. */
export const hasBody = ({ headers }: Call): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The first cookie with this name. */
export function cookieIn({ headers }: Call, name: string): string | null {
  const cookies = (headers.cookie ?? '').split(';').map((each) => each.trimStart())
  return cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
