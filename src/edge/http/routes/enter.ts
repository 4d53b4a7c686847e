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
const WRONG_TOKEN = 'This is not the admin token.'
const WRONG_LINK = 'This link does not work: it was used already, or is older than ten minutes.'
/** The one script of the page is a file, and talks to this harness alone. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Where a browser gives the admin token, or the secret of a link, and gets a cookie for it. */
export const ENTER_ROUTES = [
  route({
    method: 'GET',
    path: '/enter',
    id: 'seeEntrance',
    tag: 'Harness',
    summary: 'A page with one field, for the admin token; the link that `serve` prints on a terminal leads here',
    access: 'open',
    query: enterQuery,
    parsedQuery: AS_SENT,
    answers: {
      200: pageAnswer('The page'),
      303: { description: 'No token is needed', headers: { Location: 'Where the browser goes on' } },
      ...problems(401, 403),
    },
    examples: { 'Before going on to the built-in IdP': { query: { next: '/idp' } } },
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
    summary: 'Exchange the admin token, or the secret of a link, for the cookie of a browser',
    description:
      'The cookie is not the token: it lasts until the browser or the harness ends. A link works once, within ten minutes.',
    access: 'open',
    refusesCrossSite: true, // a page of another site must not choose who is signed in here
    body: formBody(enterForm, '16kb'),
    answers: {
      204: { description: 'Let in', headers: { 'Set-Cookie': 'flex-iam-token, HttpOnly and SameSite=Strict' } },
      303: {
        description: 'Let in, for a browser that sent the form',
        headers: { Location: 'The path to go on to', 'Set-Cookie': 'As with 204' },
      },
      401: {
        ...problems(401)[401],
        description: 'Not the token, or a link that does not work; a browser gets the page again.',
      },
      403: { ...problems(403)[403], description: 'From a page of another site.' },
    },
    examples: { 'The token': { body: { token: 'a-token-of-enough-length' } } },
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
    summary: 'The script of /enter',
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
  const hint = 'Open /enter of the harness itself, and enter the token there.'
  return problem(403, 'NOT_ALLOWED', '/enter does not take forms from pages of other sites.', hint)
}

const refuse = (call: Call, detail: string, next: string) =>
  wantsPage(call) ? askForToken(401, detail, next) : problem(401, 'NOT_ALLOWED', detail, WHERE_THE_TOKEN_IS)
