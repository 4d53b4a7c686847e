import { timingSafeEqual } from 'node:crypto'
import { type Call, cookieIn } from './call.ts'
import type { Access, AppContext } from './context.ts'
import { hostName, isLocal } from './local-request.ts'
import { problem } from './problem.ts'
import { refusalReply } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { Route } from './route.ts'

/** What a browser sends in place of the token. */
export const SESSION_COOKIE = 'flex-iam-token'

/** The token or session that a request brings: bearer, or cookie. */
export function givenToken(call: Call): string {
  return /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? cookieIn(call, SESSION_COOKIE) ?? ''
}

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Whether it is the administrator's token, or the session of a browser that gave it. */
export function isAdmin(given: string, { adminToken, entrance }: Access): boolean {
  return adminToken !== null && (isToken(given, adminToken) || entrance.hasSession(given))
}

/**
 * A request that a page of another site makes in somebody's browser; the API is not for those, whoever's browser it is.
 * Where the browser says by Sec-Fetch-Site who asks, cross-site.ts has decided already.
 */
export function isCrossOrigin({ headers }: Call, baseUrl: string | null): boolean {
  const { origin, host } = headers
  if (origin === undefined || headers['sec-fetch-site'] !== undefined) return false
  const own = [`http://${host}`, `https://${host}`, ...(baseUrl ? [new URL(baseUrl).origin] : [])]
  return !own.includes(origin)
}

/**
 * Whether a request that gives this token, or none, may reach what is not open to everyone. A token that was set is asked
 * of local requests too; only where there is none is being local enough.
 */
export function isAllowed(call: Call, { access }: AppContext, given: string): boolean {
  if (isAdmin(given, access)) return true
  if (access.open) return access.openHosts.includes(hostName(call))
  return access.adminToken === null && isLocal(call)
}

/** Null for who has the administrator's token; without one, for who is local or, when it is open, asks by a listed name. */
export function accessRefusal(call: Call, { access }: Route, context: AppContext): Reply | null {
  if (access !== 'token') return null
  if (isCrossOrigin(call, context.baseUrl)) {
    const detail = `${call.path} is not open to pages of ${call.headers.origin}.`
    const hint = 'Call the API from a program, or from a page of this harness.'
    return problem(401, 'NOT_ALLOWED', detail, hint)
  }
  return isAllowed(call, context, givenToken(call)) ? null : refusalReply(call, context)
}
