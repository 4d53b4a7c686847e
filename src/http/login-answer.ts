import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Connection } from '../domain/login.ts'
import type { Report, TwilioError } from '../domain/report.ts'
import { escapeIdentity } from '../flex/identity.ts'
import { isTrustedUrl } from '../flex/redirect.ts'

/** What decides the answer beside the Report. */
interface Situation {
  connection: Connection | null
  oversize: boolean
  now: Date
}

/**
 * Answers as Flex does (FLEX 1.3, 1.4): a redirect for an accepted login, Twilio's JSON for a refused one. A browser that
 * has nowhere to go is sent to the attempt's page, so that a reload is no replay.
 */
export function answerLogin(
  request: Request,
  response: Response,
  report: Report,
  { connection, oversize, now }: Situation,
): void {
  const page = `/logins/${report.id}`
  response.set('Flex-Iam-Mock-Login', report.id ?? '').set('Cache-Control', 'no-store')
  const target = report.outcome === 'accepted' ? redirectTarget(connection, report.relayState) : null
  if (target !== null) {
    if (report.generation === 'enhanced') redirect(response, 302, target)
    else redirect(response, 303, withToken(target, report, now))
  } else if (/\btext\/html\b/.test(request.headers.accept ?? '')) {
    redirect(response, 303, page)
  } else if (report.twilioError) {
    const error = { ...report.twilioError, ...(oversize ? { status: 413 } : {}) }
    response.status(error.status).json(wireError(error, report.generation))
  } else {
    response.json(report)
  }
}

/** Without the text that express would choose by the Accept header, which takes as long as the rest of the answer. */
function redirect(response: Response, status: 302 | 303, url: string): void {
  response.status(status).location(url).end()
}

/** RelayState is followed only where it is one of the connection's URLs; else the default redirect URL is. */
function redirectTarget(connection: Connection | null, relayState: string | null): string | null {
  if (relayState !== null && isTrustedUrl(relayState, connection)) return new URL(relayState).href
  return connection?.defaultRedirectUrl ?? null
}

const TOKEN_LIFE_MS = 3_600_000

/** Legacy Flex hands over by query: Expiration, Identity, Roles (repeated), Token (opaque; one hour, documented). */
function withToken(target: string, report: Report, now: Date): string {
  const url = new URL(target)
  const roles = report.worker?.attributes.roles
  url.searchParams.set('Expiration', `${new Date(now.getTime() + TOKEN_LIFE_MS).toISOString().slice(0, 19)}Z`)
  url.searchParams.set('Identity', escapeIdentity(report.subject.nameId ?? ''))
  for (const role of Array.isArray(roles) ? roles : [roles]) url.searchParams.append('Roles', String(role))
  url.searchParams.set('Token', randomBytes(96).toString('base64url'))
  return url.href
}

/** Twilio's error JSON (observed for 70004); an enhanced door answers in the OAuth form of its host (inferred). */
function wireError(error: TwilioError, generation: Report['generation']): Record<string, unknown> {
  if (generation === 'enhanced' && error.code === null)
    return { error: 'invalid_request', error_description: error.message }
  return {
    code: error.code,
    ...(error.code === 70004 ? { detail: 'Your AccountSid or AuthToken was incorrect.' } : {}),
    message: error.message,
    ...(error.code === null ? {} : { more_info: `https://www.twilio.com/docs/errors/${error.code}` }),
    status: error.status,
    ...(error.flexErrorCode === null ? {} : { flex_error_code: error.flexErrorCode }),
  }
}
