import { type Call, wantsPage } from './call.ts'
import type { AppContext } from './context.ts'
import { nextPath } from './enter/next-path.ts'
import { tokenPage } from './enter/token-page.ts'
import { hostName } from './local-request.ts'
import { problem } from './problem.ts'

export const WHERE_THE_TOKEN_IS =
  'The token is the value of --admin-token (FLEX_IAM_ADMIN_TOKEN), or the one that the harness printed at startup.'

/** What a refused request is answered with. */
interface Refusal {
  status: 401 | 403
  title: string
  detail: string
  hint: string
}

const needsToken = (path: string): Refusal => ({
  status: 401,
  title: 'Enter the admin token',
  detail: `${path} needs the admin token.`,
  hint: `${WHERE_THE_TOKEN_IS} Programs send it as Authorization: Bearer <token>; the command line takes --admin-token.`,
})

const onlyLocal = (path: string): Refusal => ({
  status: 401,
  title: 'Only for this machine',
  detail: `${path} is open only to requests from this machine to localhost, without a proxy.`,
  hint: 'Start the harness with --admin-token (FLEX_IAM_ADMIN_TOKEN) and send Authorization: Bearer <token>.',
})

const notListed = (path: string, name: string): Refusal => ({
  status: 403,
  title: 'This host name is not allowed',
  detail: `${path} is not open under ${name === '' ? 'this Host header' : `the host name ${name}`}.`,
  hint: 'Add the host name to --open-hosts (FLEX_IAM_OPEN_HOSTS).',
})

/** Why a request is refused, and what to do about it. */
export function refusalFor(call: Call, { access }: AppContext): Refusal {
  const { path } = call
  if (access.open) return notListed(path, hostName(call))
  return access.adminToken === null ? onlyLocal(path) : needsToken(path)
}

/** A browser gets a page, with a field for the token if one would help. A program gets the problem. */
export function refusalReply(call: Call, context: AppContext) {
  const { status, title, detail, hint } = refusalFor(call, context)
  if (call.method !== 'GET' || !wantsPage(call)) return problem(status, 'NOT_ALLOWED', detail, hint)
  const asked = call.queryText === '' ? call.path : `${call.path}?${call.queryText}`
  const next = context.access.adminToken === null ? null : nextPath(asked)
  return tokenPage(status, { title, alert: detail, hint, next, usesLink: false })
}
