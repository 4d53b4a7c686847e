import express, { type Request, type Response } from 'express'
import { parseInput } from '../../../core/input/parse-input.ts'
import { ENTER_SCRIPT } from '../../pages/token-page.ts'
import { isAdmin, isAllowed, isCrossOrigin, SESSION_COOKIE } from '../access.ts'
import type { Access, AppContext } from '../context.ts'
import { refuseCrossSite } from '../cross-site.ts'
import { wantsPage } from '../error-page.ts'
import { sendProblem } from '../problem.ts'
import { sendRefusal, WHERE_THE_TOKEN_IS } from '../refusal.ts'
import { enterForm } from './form.ts'
import { nextPath } from './next-path.ts'
import { sendTokenPage } from './token-page.ts'

const TITLE = 'Enter the admin token'
const WRONG_TOKEN = 'This is not the admin token.'
const WRONG_LINK = 'This link does not work: it was used already, or is older than ten minutes.'
/** The one script of the page is a file, and talks to this harness alone. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const readForm = express.urlencoded({ extended: false, limit: '16kb' })

/** Where a browser gives the admin token, or the secret of a link, and gets a cookie for it. */
export function enter(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.get('/assets/enter.js', (_request, response) => {
    response.type('text/javascript').set('Cache-Control', 'max-age=3600').send(ENTER_SCRIPT)
  })
  router.get('/enter', (request, response) => showForm(request, response, context))
  // a page of another site must not choose who is signed in here
  router.post('/enter', refuseCrossSite, readForm, (request, response) => letIn(request, response, context))
  return router
}

function showForm(request: Request, response: Response, context: AppContext): void {
  const next = nextPath(request.query.next)
  if (context.access.adminToken !== null) askForToken(response, 200, null, next)
  else if (isAllowed(request, context, '')) response.redirect(303, next)
  else sendRefusal(request, response, context)
}

function askForToken(response: Response, status: number, alert: string | null, next: string): void {
  response.set('Content-Security-Policy', POLICY)
  sendTokenPage(response, status, { title: TITLE, alert, hint: WHERE_THE_TOKEN_IS, next, usesLink: true })
}

function letIn(request: Request, response: Response, { access, baseUrl }: AppContext): void {
  if (isCrossOrigin(request, baseUrl)) {
    refuseOtherSite(response)
    return
  }
  const { token = '', link, next } = parseInput(enterForm, request.body ?? {}, 'the form')
  const isRight = link === undefined ? isAdmin(token, access) : access.entrance.redeemLink(link)
  const path = nextPath(next)
  if (isRight) welcome(request, response, access, path)
  else refuse(request, response, link === undefined ? WRONG_TOKEN : WRONG_LINK, path)
}

function welcome(request: Request, response: Response, { entrance }: Access, next: string): void {
  const cookie = `${SESSION_COOKIE}=${entrance.openSession()}; Path=/; HttpOnly; SameSite=Strict`
  response.set({ 'Cache-Control': 'no-store', 'Set-Cookie': request.secure ? `${cookie}; Secure` : cookie })
  if (wantsPage(request)) response.redirect(303, next)
  else response.status(204).end()
}

function refuseOtherSite(response: Response): void {
  const hint = 'Open /enter of the harness itself, and enter the token there.'
  sendProblem(response, 403, 'NOT_ALLOWED', '/enter does not take forms from pages of other sites.', hint)
}

function refuse(request: Request, response: Response, detail: string, next: string): void {
  if (wantsPage(request)) askForToken(response, 401, detail, next)
  else sendProblem(response, 401, 'NOT_ALLOWED', detail, WHERE_THE_TOKEN_IS)
}
