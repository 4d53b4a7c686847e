import { z } from 'zod'
import { adoptSender } from '../../../app/connections/adopt.ts'
import { loginCriteria } from '../../../app/waiting/login-query.ts'
import { waitForLogin } from '../../../app/waiting/wait.ts'
import { parseDuration } from '../../../core/domain/duration.ts'
import { HarnessError } from '../../../core/errors.ts'
import { MAX_CURSOR, NAME_CHARACTERS, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { diffReports } from '../../../core/report/diff.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { json, noSuch, problems } from '../answer.ts'
import { jsonBody } from '../body.ts'
import type { AppContext } from '../context.ts'
import { FINGERPRINT } from '../openapi/examples.ts'
import { connection, difference, loginSummary, next, timeoutProblem } from '../openapi/schemas.ts'
import { route } from '../route.ts'

/** The attempts: every posted response and everything concluded from it. */
export const loginList = route({
  method: 'GET',
  path: '/api/v1/logins',
  id: 'listLogins',
  tag: 'Logins',
  summary: 'List logins',
  description: 'Returns the attempts, newest first.',
  access: 'token',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    after: z.coerce
      .number()
      .int()
      .min(1)
      .max(MAX_CURSOR)
      .optional()
      .describe('The value of `next` from the previous page'),
    outcome: z.enum(['accepted', 'rejected']).optional(),
    account: text(WORD_CHARACTERS).optional().describe('The SID of an account'),
    connection: text(WORD_CHARACTERS).optional().describe('The SID of an SSO connection'),
    worker: text(NAME_CHARACTERS).optional().describe('A NameID. Case is ignored'),
    product: text(WORD_CHARACTERS).optional().describe('The id of the product that sent the message'),
  }),
  answers: { 200: json('A page of logins', z.strictObject({ logins: z.array(loginSummary), next })), ...problems(400) },
  examples: {
    'The latest 100': {},
    'Rejected logins': { query: { outcome: 'rejected', limit: '10' } },
  },
  handle: async ({ query }, { store }) => {
    const { logins, next } = await store.listLogins(query)
    return { status: 200, json: { logins, next: next === null ? null : String(next) } }
  },
})

const MAX_WAIT_MS = 3_600_000

const duration = text(WORD_CHARACTERS)
  .transform((text) => parseDuration(text) ?? Number.NaN)
  .pipe(z.number('must be a duration such as 30s, 500ms or 2m').min(0).max(MAX_WAIT_MS, 'must be at most 1h'))

/** How long to wait, and after which login. The other parameters say for which login. */
const waitQuery = z.looseObject({
  timeout: duration
    .default(30_000)
    .describe('A duration such as `500ms`, `30s` or `2m`. Default: `30s`. Maximum: one hour'),
  after: text(WORD_CHARACTERS)
    .min(1)
    .optional()
    .describe('Matches only later logins. The value of `next` from an earlier answer, or the id of an attempt'),
})

/** Waits for a login, so that a client need not poll. Ends when the client disconnects. */
export const waitForNextLogin = route({
  method: 'GET',
  path: '/api/v1/logins/wait',
  id: 'waitForLogin',
  tag: 'Logins',
  summary: 'Wait for a login',
  description:
    'Answers as soon as a matching login is recorded. Without `after`, logins that are already recorded match too, newest first. With it, only later logins match, oldest first.',
  access: 'token',
  always: { 'Cache-Control': 'no-store' },
  query: loginCriteria.extend(waitQuery.shape),
  parsedQuery: waitQuery,
  answers: {
    200: json(
      'The matching login',
      z.strictObject({
        login: reportSchema,
        next: z.string().describe('Send it as `after` to wait for the next login'),
      }),
    ),
    408: { description: 'No matching login in time.', content: { 'application/problem+json': timeoutProblem } },
    ...problems(400, 404, 503),
  },
  examples: {
    'Any login': {},
    'An agent, within a minute': {
      query: { email: 'ada@example.com', expect: 'roles contains agent', timeout: '60s' },
    },
    'A timeout': { query: { email: 'nobody@example.com', timeout: '10ms' }, status: 408 },
  },
  handle: async ({ query: { timeout, after, ...criteria }, gone }, { store, events }) => {
    const options = { timeout, signal: gone(), ...(after === undefined ? {} : { after }) }
    const found = await waitForLogin(store, events, criteria, options)
    return { status: 200, json: found }
  },
})

export const latestLogin = route({
  method: 'GET',
  path: '/api/v1/logins/latest',
  id: 'latestLogin',
  tag: 'Logins',
  summary: 'Get the latest login',
  access: 'token',
  answers: { 200: json('The Report', reportSchema), ...noSuch('login') },
  handle: async (_call, { store }) => {
    const hint = 'Sign in at the IdP, or post a SAMLResponse to an ACS URL.'
    return { status: 200, json: required(await store.loadLatestReport(), 'No login has been recorded yet.', hint) }
  },
})

export const readLogin = route({
  method: 'GET',
  path: '/api/v1/logins/{id}',
  id: 'readLogin',
  tag: 'Logins',
  summary: 'Get a login',
  access: 'token',
  answers: { 200: json('The Report', reportSchema), ...noSuch('login') },
  handle: async ({ params }, context) => ({ status: 200, json: await loadReport(params.id, context) }),
})

export const compareLogins = route({
  method: 'GET',
  path: '/api/v1/logins/{a}/diff/{b}',
  id: 'compareLogins',
  tag: 'Logins',
  summary: 'Compare two logins',
  access: 'token',
  answers: { 200: json('The differences', difference), ...noSuch('login') },
  handle: async ({ params: { a, b } }, context) => {
    const differences = diffReports(await loadReport(a, context), await loadReport(b, context))
    return { status: 200, json: { a, b, same: differences.length === 0, differences } }
  },
})

/** Saves the sender of a message as the connection. */
export const adoptLoginSender = route({
  method: 'POST',
  path: '/api/v1/logins/{id}/adopt',
  id: 'adoptSender',
  tag: 'Logins',
  summary: 'Adopt the sender of a login',
  description:
    'Saves the issuer and one certificate of the message as the connection of its tenant. The certificate must have signed the message, and the message must be unchanged; otherwise the answer is 400. No worker is created or updated.',
  access: 'token',
  body: jsonBody(
    z.strictObject({
      certificateSha256: text(200)
        .min(64)
        .describe('The SHA-256 fingerprint of the certificate. Compare it with the one that the IdP shows'),
    }),
  ),
  answers: {
    200: json(
      'The connection, and the Report of the login judged against it',
      z.strictObject({ connection, report: reportSchema }),
    ),
    ...problems(400),
    ...noSuch('login'),
  },
  examples: { 'By its fingerprint': { body: { certificateSha256: FINGERPRINT } } },
  handle: async ({ params, body }, { store, clock }) => ({
    status: 200,
    json: await adoptSender(store, params.id, body.certificateSha256, clock.now()),
  }),
})

async function loadReport(id: string, { store }: AppContext) {
  return requireLogin(await store.loadReport(id), id)
}

/** The requested login, if it exists. */
export function requireLogin<T>(login: T | null, id: string): T {
  const hint =
    'It may have been removed by the retention limit (--retain). The latest login is at /api/v1/logins/latest.'
  return required(login, `There is no login ${id}.`, hint)
}

function required<T>(login: T | null, message: string, hint: string): T {
  if (login !== null) return login
  throw new HarnessError('UNKNOWN_LOGIN', message, hint)
}
