import { timingSafeEqual } from 'node:crypto'
import { type Call, cookieIn } from './call.ts'
import type { Access, AppContext } from './context.ts'
import { hostName, isLocal } from './local-request.ts'
import { problem } from './problem.ts'
import { refusalReply } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { Route } from './route.ts'

/** What a browser sends instead of the token. */
export const SESSION_COOKIE = 'flex-iam-token'

/** The token or session of a request, from the bearer token or the cookie. */
export function givenToken(call: Call): string {
  return /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? cookieIn(call, SESSION_COOKIE) ?? ''
}

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Whether this is the admin token, or the session of a browser that sent it. */
export function isAdmin(given: string, { adminToken, entrance }: Access): boolean {
  return adminToken !== null && (isToken(given, adminToken) || entrance.hasSession(given))
}

/**
 * Whether a page on another site made this request. Such pages may not call the API, no matter whose browser it is.
 * If the browser sends Sec-Fetch-Site, cross-site.ts has already decided.
 */
export function isCrossOrigin({ headers }: Call, baseUrl: string | null): boolean {
  const { origin, host } = headers
  if (origin === undefined || headers['sec-fetch-site'] !== undefined) return false
  const own = [`http://${host}`, `https://${host}`, ...(baseUrl ? [new URL(baseUrl).origin] : [])]
  return !own.includes(origin)
}

/**
 * Whether a request with this token, or without one, may use routes that are not open to everyone. If an admin token is set,
 * local requests need it too. Without one, being local is enough.
 */
export function isAllowed(call: Call, { access }: AppContext, given: string): boolean {
  if (isAdmin(given, access)) return true
  if (access.open) return access.openHosts.includes(hostName(call))
  return access.adminToken === null && isLocal(call)
}

/** Null for callers with the admin token. Without one: for local requests, or with `--open` for those to a listed host name. */
export function accessRefusal(call: Call, { access }: Route, context: AppContext): Reply | null {
  if (access !== 'token') return null
  if (isCrossOrigin(call, context.baseUrl)) {
    const detail = `${call.path} is not open to pages of ${call.headers.origin}.`
    const hint = 'Call the API from a program, or from a page of this harness.'
    return problem(401, 'NOT_ALLOWED', detail, hint)
  }
  return isAllowed(call, context, givenToken(call)) ? null : refusalReply(call, context)
}
