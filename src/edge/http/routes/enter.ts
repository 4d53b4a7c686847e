import { parseInput } from '../../../core/input/parse-input.ts'
import { ENTER_SCRIPT } from '../../pages/token-page.ts'
import { isAdmin, isAllowed, isCrossOrigin, SESSION_COOKIE } from '../access.ts'
import { pageAnswer, problems, textAnswer } from '../answer.ts'
import { formBody } from '../body.ts'
import { type Call, wantsPage } from '../call.ts'
import type { Access } from '../context.ts'
import { enterForm, enterQuery } from '../enter/form.ts'
import { nextPath } from '../enter/next-path.ts'
import { tokenPage } from '../enter/token-page.ts'
import { problem } from '../problem.ts'
import { refusalReply, WHERE_THE_TOKEN_IS } from '../refusal.ts'
import { asset } from '../reply.ts'
import { AS_SENT, route } from '../route.ts'

const TITLE = 'Enter the admin token'
const WRONG_TOKEN = 'Wrong admin token.'
const WRONG_LINK = 'This link has expired or was already used. Links last ten minutes.'
/** The only script of the page is a file. It calls only this harness. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** A browser exchanges the admin token, or the secret of a link, for a cookie here. */
export const ENTER_ROUTES = [
  route({
    method: 'GET',
    path: '/enter',
    id: 'seeEntrance',
    tag: 'Harness',
    summary: 'Open the sign-in page for the admin token',
    description: '`serve` prints a link to this page when it starts in a terminal.',
    access: 'open',
    query: enterQuery,
    parsedQuery: AS_SENT,
    answers: {
      200: pageAnswer('The page'),
      303: { description: 'No token is needed.', headers: { Location: 'The page to open next' } },
      ...problems(401, 403),
    },
    examples: { 'Continue with the built-in IdP': { query: { next: '/idp' } } },
    handle: (call, context) => {
      const next = nextPath(call.query.next)
      if (context.access.adminToken !== null) return askForToken(200, null, next)
      return isAllowed(call, context, '') ? { status: 303, redirect: next } : refusalReply(call, context)
    },
  }),
  route({
    method: 'POST',
    path: '/enter',
    id: 'enter',
    tag: 'Harness',
    summary: 'Exchange the admin token or the secret in a link for a cookie',
    description:
      'The cookie lasts until the browser or the harness is closed. It does not contain the token. A link works once, within ten minutes.',
    access: 'open',
    refusesCrossSite: true, // a page on another site must not decide who is signed in here
    body: formBody(enterForm, '16kb'),
    answers: {
      204: { description: 'Signed in.', headers: { 'Set-Cookie': 'flex-iam-token, HttpOnly and SameSite=Strict' } },
      303: {
        description: 'Signed in, for a browser that sent the form.',
        headers: { Location: 'The page to open next', 'Set-Cookie': 'The same cookie as with 204' },
      },
      401: {
        ...problems(401)[401],
        description: 'The token is wrong, or the link is not valid. A browser is shown the page again.',
      },
      403: { ...problems(403)[403], description: 'The form was sent by a page on another site.' },
    },
    examples: { 'The admin token': { body: { token: 'a-token-of-enough-length' } } },
    handle: (call, { access, baseUrl }) => {
      if (isCrossOrigin(call, baseUrl)) return refuseOtherSite()
      const { token = '', link, next } = parseInput(enterForm, call.body, 'the form')
      const isRight = link === undefined ? isAdmin(token, access) : access.entrance.redeemLink(link)
      const path = nextPath(next)
      return isRight ? welcome(call, access, path) : refuse(call, link === undefined ? WRONG_TOKEN : WRONG_LINK, path)
    },
  }),
  route({
    method: 'GET',
    path: '/assets/enter.js',
    id: 'readEnterScript',
    tag: 'Harness',
    summary: 'Get the script of /enter',
    access: 'open',
    answers: { 200: textAnswer('The script', 'text/javascript') },
    handle: () => asset('text/javascript', ENTER_SCRIPT),
  }),
]

const askForToken = <S extends number>(status: S, alert: string | null, next: string) =>
  tokenPage(
    status,
    { title: TITLE, alert, hint: WHERE_THE_TOKEN_IS, next, usesLink: true },
    { 'Content-Security-Policy': POLICY },
  )

function welcome(call: Call, { entrance }: Access, next: string) {
  const cookie = `${SESSION_COOKIE}=${entrance.openSession()}; Path=/; HttpOnly; SameSite=Strict`
  const headers = { 'Cache-Control': 'no-store', 'Set-Cookie': call.isSecure ? `${cookie}; Secure` : cookie }
  return wantsPage(call) ? { status: 303 as const, headers, redirect: next } : { status: 204 as const, headers }
}

function refuseOtherSite() {
  const hint = 'Open /enter on the harness and enter the token there.'
  return problem(403, 'NOT_ALLOWED', '/enter does not accept forms from pages on other sites.', hint)
}

const refuse = (call: Call, detail: string, next: string) =>
  wantsPage(call) ? askForToken(401, detail, next) : problem(401, 'NOT_ALLOWED', detail, WHERE_THE_TOKEN_IS)
