import { ACCOUNT_SID, API_KEY_SID } from '../../core/domain/sid.ts'
import { isAllowed } from './access.ts'
import type { Call } from './call.ts'
import type { AppContext } from './context.ts'
import { refusalFor } from './refusal.ts'
import { TwilioProblem } from './twilio-problem.ts'

/** The caller: an account by its SID, or an API key, which is not tied to an account here. */
export type Caller = { account: string } | { apiKey: string }

const DETAIL = 'Your AccountSid or AuthToken was incorrect.'

/**
 * Reads HTTP Basic authentication. The password must be the admin token. If there is none, any password works.
 * @throws TwilioProblem 20003, with 401, or with 403 for a host name that is not listed
 */
export function readCredentials(call: Call, context: AppContext): Caller {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(call.headers.authorization ?? '') ?? []
  if (encoded === undefined) throw unauthorized('Authentication Error - No credentials provided')
  const credentials = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = credentials.indexOf(':')
  const user = credentials.slice(0, Math.max(colon, 0))
  const password = credentials.slice(colon + 1)
  const caller = callerOf(user)
  if (caller === null) throw unauthorized('Authentication Error - invalid username')
  if (password === '' || !isAllowed(call, context, password)) throw refused(call, context)
  return caller
}

function callerOf(user: string): Caller | null {
  if (ACCOUNT_SID.test(user)) return { account: user }
  return API_KEY_SID.test(user) ? { apiKey: user } : null
}

function refused(call: Call, context: AppContext): TwilioProblem {
  const { status, detail, hint } = refusalFor(call, context)
  return status === 403 ? new TwilioProblem('forbidden', detail, hint) : unauthorized('Authenticate')
}

function unauthorized(message: string): TwilioProblem {
  return new TwilioProblem('unauthorized', message, DETAIL)
}
