import { type IssuedToken, issueCode, issueToken, signedInBy } from '../../app/sign-in/tokens.ts'
import type { Connection } from '../../core/domain/login.ts'
import type { Report, TwilioError } from '../../core/domain/report.ts'
import type { ReturnTo } from '../../core/domain/sign-in.ts'
import { inWholeSeconds } from '../../core/domain/time.ts'
import { isTrustedUrl } from '../../core/flex/redirect.ts'
import type { Store, StoreOperations } from '../../store/index.ts'
import { type Call, wantsPage } from './call.ts'
import { rememberingCookie } from './landing/remembered-login.ts'
import { type Reply, withHeaders } from './reply.ts'

/** What decides the answer, apart from the Report. */
interface Situation {
  connection: Connection | null
  /** Where to return to, if a page of Flex started the login. */
  returnTo: ReturnTo | null
  oversize: boolean
  now: Date
  /** The URL of this harness, as the IdP's page reached it. */
  baseUrl: () => string
}

/**
 * Answers as Flex does (FLEX 1.3, 1.4): a redirect for an accepted login, Twilio's JSON for a rejected one. A browser
 * without a redirect URL is sent to the page of the attempt, so that a reload is not a replay.
 */
export async function answerLogin(call: Call, report: Report, situation: Situation, store: Store): Promise<Reply> {
  const isAccepted = report.outcome === 'accepted'
  const returnTo = isAccepted ? returnFor(report, situation) : null
  const url =
    returnTo && (await store.transaction((operations) => landingUrl(operations, report, returnTo, situation.now)))
  const headers = {
    'Flex-Iam-Mock-Login': report.id ?? '',
    'Cache-Control': 'no-store',
    ...(isAccepted ? { 'Set-Cookie': rememberingCookie(report) } : {}),
  }
  return withHeaders(headers, verdictReply(call, report, situation, url))
}

/** Redirects have no body: choosing one by the Accept header, as Express does, takes as long as the rest of the answer. */
function verdictReply(call: Call, report: Report, { oversize }: Situation, url: string | null): Reply {
  if (url !== null) return { status: report.generation === 'enhanced' ? 302 : 303, location: url }
  if (wantsPage(call)) return { status: 303, location: `/logins/${report.id}` }
  if (report.twilioError === null) return { status: 200, json: report }
  const error = { ...report.twilioError, ...(oversize ? { status: 413 } : {}) }
  return { status: error.status, json: wireError(error, report.generation) }
}

/** The URL of the page that started the login, or else RelayState if the connection trusts it, or else the Default Redirect URL. */
function returnFor({ relayState }: Report, { connection, returnTo, baseUrl }: Situation): ReturnTo | null {
  if (returnTo?.url.startsWith('/')) return { ...returnTo, url: baseUrl() + returnTo.url }
  if (returnTo !== null) return returnTo
  const url = relayState !== null && isTrustedUrl(relayState, connection) ? relayState : connection?.defaultRedirectUrl
  return url ? { url: new URL(url).href, proof: null } : null
}

/** Legacy Flex passes a token in the query. Enhanced Flex passes a code, if a page requested one. Null if the worker is gone. */
async function landingUrl(
  store: StoreOperations,
  report: Report,
  returnTo: ReturnTo,
  now: Date,
): Promise<string | null> {
  if (report.generation === 'enhanced' && returnTo.proof === null) return returnTo.url
  const signedIn = await signedInBy(store, report)
  if (signedIn === null) return null
  if (report.generation !== 'enhanced') return withToken(returnTo.url, await issueToken(store, signedIn, now))
  const code = await issueCode(store, signedIn, returnTo, now)
  return `${CALLBACK_PATH}?code=${code}`
}

/** Where the ACS sends a browser on the same host, to return to the page that started the login (observed: a relative Location). */
export const CALLBACK_PATH = '/v1/Flex/Authentication/Callback'

/** Legacy Flex passes in the query: Expiration, Identity, Roles (repeated), Token (opaque; one hour, documented). */
function withToken(target: string, { token, expiresAt, signedIn }: IssuedToken): string {
  const url = new URL(target)
  for (const name of ['Expiration', 'Identity', 'Roles', 'Token']) url.searchParams.delete(name)
  url.searchParams.set('Expiration', inWholeSeconds(expiresAt))
  url.searchParams.set('Identity', signedIn.identity)
  for (const role of signedIn.roles) url.searchParams.append('Roles', role)
  url.searchParams.set('Token', token)
  return url.href
}

/** Twilio's error JSON (observed for 70004). The enhanced ACS answers in the OAuth format of its host (inferred). */
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
