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

/** What decides the answer beside the Report. */
interface Situation {
  connection: Connection | null
  /** Where the page of Flex that began the login wants it back. */
  returnTo: ReturnTo | null
  oversize: boolean
  now: Date
  /** The URL of this harness, as the IdP's page reached it. */
  baseUrl: () => string
}

/**
 * Answers as Flex does (FLEX 1.3, 1.4): a redirect for an accepted login, Twilio's JSON for a refused one. A browser that
 * has nowhere to go is sent to the attempt's page, so that a reload is no replay.
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

/** Redirects are without the text that Express would choose by the Accept header: it takes as long as the rest of the answer. */
function verdictReply(call: Call, report: Report, { oversize }: Situation, url: string | null): Reply {
  if (url !== null) return { status: report.generation === 'enhanced' ? 302 : 303, location: url }
  if (wantsPage(call)) return { status: 303, location: `/logins/${report.id}` }
  if (report.twilioError === null) return { status: 200, json: report }
  const error = { ...report.twilioError, ...(oversize ? { status: 413 } : {}) }
  return { status: error.status, json: wireError(error, report.generation) }
}

/** Where the page of Flex that began it says; else RelayState where it is one of the connection's URLs; else the default redirect URL. */
function returnFor({ relayState }: Report, { connection, returnTo, baseUrl }: Situation): ReturnTo | null {
  if (returnTo?.url.startsWith('/')) return { ...returnTo, url: baseUrl() + returnTo.url }
  if (returnTo !== null) return returnTo
  const url = relayState !== null && isTrustedUrl(relayState, connection) ? relayState : connection?.defaultRedirectUrl
  return url ? { url: new URL(url).href, proof: null } : null
}

/** Legacy Flex hands a token over by query; enhanced Flex a code, to whoever asked for one. Null where the worker is gone. */
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

/** Where the door sends a browser on the same host, which takes it to the page that asked (observed: a relative Location). */
export const CALLBACK_PATH = '/v1/Flex/Authentication/Callback'

/** Legacy Flex hands over by query: Expiration, Identity, Roles (repeated), Token (opaque; one hour, documented). */
function withToken(target: string, { token, expiresAt, signedIn }: IssuedToken): string {
  const url = new URL(target)
  for (const name of ['Expiration', 'Identity', 'Roles', 'Token']) url.searchParams.delete(name)
  url.searchParams.set('Expiration', inWholeSeconds(expiresAt))
  url.searchParams.set('Identity', signedIn.identity)
  for (const role of signedIn.roles) url.searchParams.append('Roles', role)
  url.searchParams.set('Token', token)
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
