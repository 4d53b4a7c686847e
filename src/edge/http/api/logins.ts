import type { Request, Router } from 'express'
import { z } from 'zod'
import { adoptSender, offerOf } from '../../../app/connections/adopt.ts'
import type { Report } from '../../../core/domain/report.ts'
import { HarnessError } from '../../../core/errors.ts'
import { MAX_CURSOR, NAME_CHARACTERS, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { REPORT_POLICY, renderHtml } from '../../pages/html.tsx'
import type { AppContext } from '../context.ts'
import { bodyOf, param } from './request.ts'
import { sendFile } from './send-file.ts'

/** What a list of logins may be narrowed to. */
export const loginQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z.coerce.number().int().min(1).max(MAX_CURSOR).optional().describe('The `next` of the page before'),
  outcome: z.enum(['accepted', 'rejected']).optional(),
  account: text(WORD_CHARACTERS).optional().describe('An account by its SID'),
  connection: text(WORD_CHARACTERS).optional().describe('An SSO connection by its SID'),
  worker: text(NAME_CHARACTERS).optional().describe('A NameID, in any case'),
  product: text(WORD_CHARACTERS).optional().describe('The product that the messages tell'),
})

/** The attempts: every posted response with everything concluded from it. */
export function loginRoutes(router: Router, { store }: AppContext): void {
  router.get('/logins', async (request, response) => {
    const { logins, next } = await store.listLogins(parseInput(loginQuery, request.query, 'the query'))
    response.json({ logins, next: next === null ? null : String(next) })
  })
  router.get('/logins/latest', async (_request, response) => {
    const hint = 'Sign in at the IdP, or post a SAMLResponse to an ACS URL.'
    response.json(required(await store.loadLatestReport(), 'Nothing was posted yet.', hint))
  })
  const load = async (request: Request): Promise<Report> => {
    const id = param(request, 'id')
    return requireLogin(await store.loadReport(id), id)
  }
  router.get('/logins/:id', async (request, response) => void response.json(await load(request)))
  router.get('/logins/:id/report.html', async (request, response) => {
    const id = param(request, 'id')
    const attempt = requireLogin(await store.loadAttempt(id), id)
    const page = renderHtml([attempt.report], { offers: [offerOf(attempt)] })
    response.set('Content-Security-Policy', `${REPORT_POLICY}; frame-ancestors 'none'`)
    response.set('Cache-Control', 'no-store').type('html').send(page)
  })
}

/** Whose messages are to be trusted from now on. */
export const adoptRequest = z.strictObject({
  certificateSha256: text(200).min(64).describe('Its fingerprint, as compared with the one that the IdP shows'),
})

/** What was posted, and taking over who sent it. */
export function postedRoutes(router: Router, { store, clock }: AppContext): void {
  const load = async (request: Request): Promise<string> => {
    const attempt = await store.loadAttempt(param(request, 'id'))
    if (attempt?.samlResponse != null) return attempt.samlResponse
    const hint = 'A message that was too large is not kept; the oldest give way to new ones (--retain).'
    throw new HarnessError('UNKNOWN_LOGIN', `No message is kept of login ${param(request, 'id')}.`, hint)
  }
  router.get('/logins/:id/raw', async (request, response) => sendFile(response, 'text/plain', await load(request)))
  router.get('/logins/:id/response.xml', async (request, response) => {
    sendFile(response, 'application/xml', Buffer.from(await load(request), 'base64'))
  })
  router.post('/logins/:id/adopt', async (request, response) => {
    const { certificateSha256 } = parseInput(adoptRequest, bodyOf(request), 'the body')
    response.json(await adoptSender(store, param(request, 'id'), certificateSha256, clock.now()))
  })
}

/** The login that was asked for, if there is one. */
export function requireLogin<T>(login: T | null, id: string): T {
  const hint = 'The newest one is at /api/v1/logins/latest; the oldest give way to new ones (--retain).'
  return required(login, `There is no login ${id}.`, hint)
}

function required<T>(login: T | null, message: string, hint: string): T {
  if (login !== null) return login
  throw new HarnessError('UNKNOWN_LOGIN', message, hint)
}
