import { z } from 'zod'
import { loginCriteria } from '../../../app/waiting/login-query.ts'
import { whatIfChanges } from '../../../app/what-if/what-if.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { bundleQuery } from '../api/bundle.ts'
import { eventsQuery } from '../api/events.ts'
import { adoptRequest, loginQuery } from '../api/logins.ts'
import { waitQuery } from '../api/wait.ts'
import { migrationQuery, whatIfRequest } from '../api/what-if.ts'
import { connection, difference, loginSummary, next, rehearsal, timeoutProblem, whatIf } from './answers.ts'
import { FINGERPRINT } from './examples.ts'
import { json, jsonBody, type Operations, problems } from './operation.ts'

const ATTACHMENT = { 'Content-Disposition': 'A browser may only save it.' }
const file = (description: string, type: string) => ({
  description,
  content: { [type]: z.string() },
  headers: ATTACHMENT,
})

/** What was posted, and what it led to. */
export const LOGIN_OPERATIONS: Operations = {
  'GET /api/v1/logins': {
    id: 'listLogins',
    tag: 'Logins',
    summary: 'The attempts, newest first',
    access: 'token',
    query: loginQuery,
    answers: { 200: json('One page', z.strictObject({ logins: z.array(loginSummary), next })), ...problems(400) },
    examples: {
      'The newest hundred': {},
      'Refused logins of one account': { query: { outcome: 'rejected', limit: '10' } },
    },
  },
  'GET /api/v1/logins/wait': {
    id: 'waitForLogin',
    tag: 'Logins',
    summary: 'Wait for a login: answered when it is recorded',
    description:
      'Without `after` one that was recorded before counts too, the newest first; with it only later ones, the oldest first.',
    access: 'token',
    query: loginCriteria.extend(waitQuery.shape),
    answers: {
      200: json(
        'It came',
        z.strictObject({
          login: reportSchema,
          next: z.string().describe('What to send as `after` to wait for the one behind it'),
        }),
      ),
      408: { description: 'It did not', content: { 'application/problem+json': timeoutProblem } },
      ...problems(400, 404, 503),
    },
    examples: {
      'Whoever comes': {},
      'An agent, within a minute': {
        query: { email: 'ada@example.com', expect: 'roles contains agent', timeout: '60s' },
      },
      'In vain': { query: { email: 'nobody@example.com', timeout: '10ms' }, status: 408 },
    },
  },
  'GET /api/v1/events': {
    id: 'readEvents',
    tag: 'Logins',
    summary: 'What is recorded, as it is recorded: server-sent events',
    description:
      'Events are `login` (data: a Summary; the id of the event is the login’s), `worker` (data: what became of which worker, and by what), `reset`, and `gap` where attempts behind Last-Event-ID may be gone.',
    access: 'token',
    query: eventsQuery,
    headers: {
      'Last-Event-ID': z.string().optional().describe('The id of the last event that the client has, or a cursor'),
    },
    answers: {
      200: { description: 'A stream that stays open', content: { 'text/event-stream': z.string() } },
      ...problems(400),
    },
    examples: { 'From now on': {}, 'All that is kept': { query: { lastEventId: '0' } } },
  },
  'GET /api/v1/logins/latest': {
    id: 'latestLogin',
    tag: 'Logins',
    summary: 'The Report of the newest attempt',
    access: 'token',
    answers: { 200: json('The Report', reportSchema), ...problems(404) },
  },
  'GET /api/v1/logins/{id}': {
    id: 'readLogin',
    tag: 'Logins',
    summary: 'The Report of one attempt',
    access: 'token',
    answers: { 200: json('The Report', reportSchema), ...problems(404) },
  },
  'GET /api/v1/logins/{id}/report.html': {
    id: 'readLoginPage',
    tag: 'Logins',
    summary: 'The Report as one page to keep or send',
    access: 'token',
    answers: {
      200: { description: 'A page that needs nothing else', content: { 'text/html': z.string() } },
      ...problems(404),
    },
  },
  'GET /api/v1/logins/{id}/raw': {
    id: 'readPostedField',
    tag: 'Logins',
    summary: 'The form field as it was posted',
    access: 'token',
    answers: { 200: file('The field', 'text/plain'), ...problems(404) },
  },
  'GET /api/v1/logins/{id}/response.xml': {
    id: 'readResponseXml',
    tag: 'Logins',
    summary: 'The XML in the form field',
    access: 'token',
    answers: { 200: file('The XML', 'application/xml'), ...problems(404) },
  },
  'GET /api/v1/logins/{id}/bundle': {
    id: 'readBundle',
    tag: 'Logins',
    summary: 'A file that `flex-iam-mock check` judges to the same Report',
    access: 'token',
    query: bundleQuery,
    answers: { 200: file('The bundle', 'text/plain'), ...problems(400, 404) },
    examples: { 'As it is': {}, 'With pseudonyms in the place of names and values': { query: { redact: '1' } } },
  },
  'GET /api/v1/logins/{a}/diff/{b}': {
    id: 'compareLogins',
    tag: 'Logins',
    summary: 'In what two logins differ that matters',
    access: 'token',
    answers: { 200: json('The differences', difference), ...problems(404) },
  },
  'POST /api/v1/logins/{id}/what-if': {
    id: 'supposeSettings',
    tag: 'Logins',
    summary: 'The same bytes under other settings, and the smallest change that turns them green',
    description: 'Nothing is stored.',
    access: 'token',
    body: jsonBody(whatIfRequest.extend({ changes: whatIfChanges.optional() })),
    answers: { 200: json('The verdict', whatIf), ...problems(400, 404) },
    examples: {
      'The smallest change': { body: {} },
      'With the response alone signed': { body: { changes: { signaturePolicy: 'response' } } },
    },
  },
  'GET /api/v1/logins/{id}/migration': {
    id: 'rehearseMigration',
    tag: 'Logins',
    summary: 'How the login would fare at another door, and the fields to edit on the way',
    access: 'token',
    query: migrationQuery,
    answers: { 200: json('Both verdicts', rehearsal), ...problems(400, 404) },
    examples: { 'To the enhanced door': { query: { to: 'enhanced' } } },
  },
  'POST /api/v1/logins/{id}/adopt': {
    id: 'adoptSender',
    tag: 'Logins',
    summary: 'Trust who sent it: save the posted issuer and one certificate as the connection',
    description:
      'Only a certificate whose key signed the message is taken; 400 says why another one, or a message that was changed after signing, is not. Writes no worker.',
    access: 'token',
    body: jsonBody(adoptRequest),
    answers: {
      200: json('The connection, and the Report by it', z.strictObject({ connection, report: reportSchema })),
      ...problems(400, 404),
    },
    examples: { 'By its fingerprint': { body: { certificateSha256: FINGERPRINT } } },
  },
}
