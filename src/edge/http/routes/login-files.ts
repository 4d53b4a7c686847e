import { z } from 'zod'
import { offerOf } from '../../../app/connections/adopt.ts'
import { writeRedactedBundle } from '../../../core/bundle/redaction/redacted-bundle.ts'
import { writeBundle } from '../../../core/bundle/write-bundle.ts'
import { HarnessError } from '../../../core/errors.ts'
import { replayInput } from '../../../core/judge/recorded-login.ts'
import { REPORT_POLICY, renderHtml } from '../../pages/html.tsx'
import { pageAnswer, problems, textAnswer } from '../answer.ts'
import type { AppContext } from '../context.ts'
import { download, page } from '../reply.ts'
import { route } from '../route.ts'
import { requireLogin } from './logins.ts'

const file = <T extends string>(description: string, type: T) => ({
  ...textAnswer(description, type),
  headers: { 'Content-Disposition': 'A browser may only save it.' },
})

/** What was posted, and what was concluded from it, as files. */
export const LOGIN_FILE_ROUTES = [
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/report.html',
    id: 'readLoginPage',
    tag: 'Logins',
    summary: 'The Report as one page to keep or send',
    access: 'token',
    answers: { 200: pageAnswer('A page that needs nothing else'), ...problems(404) },
    handle: async ({ params: { id } }, { store }) => {
      const attempt = requireLogin(await store.loadAttempt(id), id)
      const html = renderHtml([attempt.report], { offers: [offerOf(attempt)] })
      return page(200, html, { 'Content-Security-Policy': `${REPORT_POLICY}; frame-ancestors 'none'` })
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/raw',
    id: 'readPostedField',
    tag: 'Logins',
    summary: 'The form field as it was posted',
    access: 'token',
    answers: { 200: file('The field', 'text/plain'), ...problems(404) },
    handle: async ({ params }, context) => download('text/plain', await loadPosted(params.id, context)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/response.xml',
    id: 'readResponseXml',
    tag: 'Logins',
    summary: 'The XML in the form field',
    access: 'token',
    answers: { 200: file('The XML', 'application/xml'), ...problems(404) },
    handle: async ({ params }, context) =>
      download('application/xml', Buffer.from(await loadPosted(params.id, context), 'base64')),
  }),
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/bundle',
    id: 'readBundle',
    tag: 'Logins',
    summary: 'A file that `flex-iam-mock check` judges to the same Report',
    access: 'token',
    query: z.strictObject({
      redact: z
        .enum(['0', '1'])
        .default('0')
        .transform((text) => text === '1')
        .describe('1: pseudonyms in the place of names and values'),
    }),
    answers: { 200: file('The bundle', 'text/plain'), ...problems(400, 404) },
    examples: { 'As it is': {}, 'With pseudonyms in the place of names and values': { query: { redact: '1' } } },
    handle: async ({ params: { id }, query: { redact } }, { store }) => {
      const attempt = requireLogin(await store.loadAttempt(id), id)
      const write = redact ? writeRedactedBundle : writeBundle
      const name = redact ? 'redacted.response' : `${id}.response`
      return download('text/plain', write(replayInput(attempt), attempt.report), name)
    },
  }),
]

async function loadPosted(id: string, { store }: AppContext): Promise<string> {
  const attempt = await store.loadAttempt(id)
  if (attempt?.samlResponse != null) return attempt.samlResponse
  const hint = 'A message that was too large is not kept; the oldest give way to new ones (--retain).'
  throw new HarnessError('UNKNOWN_LOGIN', `No message is kept of login ${id}.`, hint)
}
