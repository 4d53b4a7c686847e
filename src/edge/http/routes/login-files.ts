import { z } from 'zod'
import { offerOf } from '../../../app/connections/adopt.ts'
import { writeRedactedBundle } from '../../../core/bundle/redaction/redacted-bundle.ts'
import { writeBundle } from '../../../core/bundle/write-bundle.ts'
import { HarnessError } from '../../../core/errors.ts'
import { replayInput } from '../../../core/judge/recorded-login.ts'
import { REPORT_POLICY, renderHtml } from '../../pages/html.tsx'
import { noSuch, pageAnswer, problems, textAnswer } from '../answer.ts'
import type { AppContext } from '../context.ts'
import { download, page } from '../reply.ts'
import { route } from '../route.ts'
import { requireLogin } from './logins.ts'

const file = <T extends string>(description: string, type: T) => ({
  ...textAnswer(description, type),
  headers: { 'Content-Disposition': 'Makes a browser save the file' },
})

/** The posted message and its Report, as files. */
export const LOGIN_FILE_ROUTES = [
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/report.html',
    id: 'readLoginPage',
    tag: 'Logins',
    summary: 'Download the Report as HTML',
    access: 'token',
    answers: { 200: pageAnswer('A self-contained page'), ...noSuch('login') },
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
    summary: 'Download the posted form field',
    access: 'token',
    answers: { 200: file('The form field exactly as posted.', 'text/plain'), ...noSuch('login') },
    handle: async ({ params }, context) => download('text/plain', await loadPosted(params.id, context)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/response.xml',
    id: 'readResponseXml',
    tag: 'Logins',
    summary: 'Download the response XML',
    access: 'token',
    answers: { 200: file('The decoded form field.', 'application/xml'), ...noSuch('login') },
    handle: async ({ params }, context) =>
      download('application/xml', Buffer.from(await loadPosted(params.id, context), 'base64')),
  }),
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/bundle',
    id: 'readBundle',
    tag: 'Logins',
    summary: 'Download a bundle',
    description: 'One file with the attempt and everything needed to judge it again. `flex-iam-mock check` reads it.',
    access: 'token',
    query: z.strictObject({
      redact: z
        .enum(['0', '1'])
        .default('0')
        .transform((text) => text === '1')
        .describe('`1` replaces names and values with pseudonyms'),
    }),
    answers: { 200: file('The bundle.', 'text/plain'), ...problems(400), ...noSuch('login') },
    examples: { 'With all values': {}, Redacted: { query: { redact: '1' } } },
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
  const hint =
    'Messages that are too large are not kept, and the oldest are removed when the limit is reached (--retain).'
  throw new HarnessError('UNKNOWN_LOGIN', `There is no stored message for login ${id}.`, hint)
}
