import type { Request, Response } from 'express'
import type { AppContext } from './context.ts'
import { nextPath } from './enter/next-path.ts'
import { sendTokenPage } from './enter/token-page.ts'
import { wantsPage } from './error-page.ts'
import { hostName } from './local-request.ts'
import { sendProblem } from './problem.ts'

export const WHERE_THE_TOKEN_IS =
  'The token is what --admin-token (FLEX_IAM_ADMIN_TOKEN) says, or what the harness printed when it started.'

/** What is said to a request that is not let in. */
interface Refusal {
  status: 401 | 403
  title: string
  detail: string
  hint: string
}

/** The path as it was asked for, also inside a router. */
const askedPath = ({ originalUrl }: Request) => originalUrl.replace(/\?.*$/s, '')

const needsToken = (path: string): Refusal => ({
  status: 401,
  title: 'Enter the admin token',
  detail: `${path} needs the admin token.`,
  hint: `${WHERE_THE_TOKEN_IS} Programs send it as Authorization: Bearer <token>; the command line takes --admin-token.`,
})

const onlyLocal = (path: string): Refusal => ({
  status: 401,
  title: 'Only for this machine',
  detail: `${path} answers only requests from this machine by localhost, without a proxy.`,
  hint: 'Start the harness with --admin-token (FLEX_IAM_ADMIN_TOKEN), and send Authorization: Bearer <token>.',
})

const notListed = (path: string, name: string): Refusal => ({
  status: 403,
  title: 'This name is not listed',
  detail: `${path} is not open under ${name === '' ? 'this Host' : `the name ${name}`}.`,
  hint: 'Add the name to --open-hosts (FLEX_IAM_OPEN_HOSTS), where --open lists the names that it answers to.',
})

/** What keeps a request out, and what to do about it. */
export function refusalFor(request: Request, { access }: AppContext): Refusal {
  const path = askedPath(request)
  if (access.open) return notListed(path, hostName(request))
  return access.adminToken === null ? onlyLocal(path) : needsToken(path)
}

/** A browser gets a page, which has a field for the token where one would help; a program gets the problem. */
export function sendRefusal(request: Request, response: Response, context: AppContext): void {
  const { status, title, detail, hint } = refusalFor(request, context)
  if (request.method !== 'GET' || !wantsPage(request)) {
    sendProblem(response, status, 'NOT_ALLOWED', detail, hint)
    return
  }
  const next = context.access.adminToken === null ? null : nextPath(request.originalUrl)
  sendTokenPage(response, status, { title, alert: detail, hint, next, usesLink: false })
}
