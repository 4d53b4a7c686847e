import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Access, AppContext } from './context.ts'
import { hostName, isLocal } from './local-request.ts'
import { sendProblem } from './problem.ts'
import { sendRefusal } from './refusal.ts'

/** What a browser sends in place of the token. */
export const SESSION_COOKIE = 'flex-iam-token'

/** The token or session that a request brings: bearer, or cookie. */
export function givenToken(request: Request): string {
  const cookie = /(?:^|;\s*)flex-iam-token=([^;]*)/.exec(request.headers.cookie ?? '')?.[1]
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? cookie ?? ''
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
export function isCrossOrigin(request: Request, baseUrl: string | null): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || request.headers['sec-fetch-site'] !== undefined) return false
  const own = [`http://${host}`, `https://${host}`, ...(baseUrl ? [new URL(baseUrl).origin] : [])]
  return !own.includes(origin)
}

/**
 * Whether a request that gives this token, or none, may reach what is not open to everyone. A token that was set is asked
 * of local requests too; only where there is none is being local enough.
 */
export function isAllowed(request: Request, { access }: AppContext, given: string): boolean {
  if (isAdmin(given, access)) return true
  if (access.open) return access.openHosts.includes(hostName(request))
  return access.adminToken === null && isLocal(request)
}

/** Lets through who has the administrator's token; without one, who is local or, when it is open, asks by a listed name. */
export function requireAccess(context: AppContext): RequestHandler {
  const { baseUrl } = context
  return (request, response, next) => {
    if (isCrossOrigin(request, baseUrl)) {
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
    sendRefusal(request, response, context)
  }
}
