import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { AppContext } from './context.ts'
import { sendProblem } from './problem.ts'

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])
const LOOPBACK_PEERS = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** The host name of the Host header, without port; empty when it is none. */
function hostName(request: Request): string {
  return /^([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/i.exec(request.headers.host ?? '')?.[1]?.toLowerCase() ?? ''
}

const PROXY_HEADERS = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/

/** A local request: loopback peer, loopback Host (against DNS rebinding), and no header of a proxy or tunnel. */
function isLocal(request: Request): boolean {
  const forwarded = Object.keys(request.headers).some((name) => PROXY_HEADERS.test(name))
  return LOOPBACK_PEERS.test(request.socket.remoteAddress ?? '') && LOOPBACK_NAMES.has(hostName(request)) && !forwarded
}

/** The token that a request brings: bearer, or cookie. */
export function givenToken(request: Request): string {
  const cookie = /(?:^|;\s*)flex-iam-token=([^;]*)/.exec(request.headers.cookie ?? '')?.[1]
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? cookie ?? ''
}

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** With `--open` a browser page of another site must still not get in by a name that it made point here. */
function isListedHost(request: Request, baseUrl: string | null): boolean {
  const name = hostName(request)
  const listed = baseUrl ? new URL(baseUrl).hostname.toLowerCase() : null
  return LOOPBACK_NAMES.has(name) || name === listed || /^[a-z0-9-]+$/.test(name)
}

/**
 * A request that a page of another site makes in somebody's browser; the API is not for those, whoever's browser it is.
 * Where the browser says by Sec-Fetch-Site who asks, cross-site.ts has decided already.
 */
export function comesFromForeignPage(request: Request, baseUrl: string | null): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || request.headers['sec-fetch-site'] !== undefined) return false
  const own = [`http://${host}`, `https://${host}`, ...(baseUrl ? [new URL(baseUrl).origin] : [])]
  return !own.includes(origin)
}

/** Whether a request that gives this token, or none, may reach what is not open to everyone. */
export function isAllowed(request: Request, { access, baseUrl }: AppContext, given: string): boolean {
  if (access.adminToken !== null && isToken(given, access.adminToken)) return true
  return access.open ? isListedHost(request, baseUrl) : isLocal(request)
}

/** Lets through who is local, who carries the administrator's token, and, when it is open, who asks by a listed name. */
export function requireAccess(context: AppContext): RequestHandler {
  const { access, baseUrl } = context
  return (request, response, next) => {
    if (comesFromForeignPage(request, baseUrl)) {
      const detail = `${request.path} is not open to pages of ${request.headers.origin}.`
      return sendProblem(
        response,
        401,
        'NOT_ALLOWED',
        detail,
        'Call the API from a program, or from a page of this harness.',
      )
    }
    if (isAllowed(request, context, givenToken(request))) return next()
    const hint = access.open
      ? 'Ask by localhost, the host of --base-url, or a name without dots.'
      : 'Ask from this machine by localhost, or send the token that was set or printed: Authorization: Bearer <token>.'
    sendProblem(response, 401, 'NOT_ALLOWED', `${request.path} is not open to this request.`, hint)
  }
}
