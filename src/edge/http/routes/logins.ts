import { z } from 'zod'
import { adoptSender } from '../../../app/connections/adopt.ts'
import { loginCriteria } from '../../../app/waiting/login-query.ts'
import { waitForLogin } from '../../../app/waiting/wait.ts'
import { parseDuration } from '../../../core/domain/duration.ts'
import { HarnessError } from '../../../core/errors.ts'
import { MAX_CURSOR, NAME_CHARACTERS, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { diffReports } from '../../../core/report/diff.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { json, problems } from '../answer.ts'
import { jsonBody } from '../body.ts'
import type { AppContext } from '../context.ts'
import { FINGERPRINT } from '../openapi/examples.ts'
import { connection, difference, loginSummary, next, timeoutProblem } from '../openapi/schemas.ts'
import { route } from '../route.ts'

/** The attempts: every posted response with everything concluded from it. */
export const loginList = route({
  method: 'GET',
  path: '/api/v1/logins',
  id: 'listLogins',
  tag: 'Logins',
  summary: 'The attempts, newest first',
  access: 'token',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    after: z.coerce.number().int().min(1).max(MAX_CURSOR).optional().describe('The `next` of the page before'),
    outcome: z.enum(['accepted', 'rejected']).optional(),
    account: text(WORD_CHARACTERS).optional().describe('An account by its SID'),
    connection: text(WORD_CHARACTERS).optional().describe('An SSO connection by its SID'),
    worker: text(NAME_CHARACTERS).optional().describe('A NameID, in any case'),
    product: text(WORD_CHARACTERS).optional().describe('The product that the messages tell'),
  }),
  answers: { 200: json('One page', z.strictObject({ logins: z.array(loginSummary), next })), ...problems(400) },
  examples: {
    'The newest hundred': {},
    'Refused logins of one account': { query: { outcome: 'rejected', limit: '10' } },
  },
  handle: async ({ query }, { store }) => {
    const { logins, next } = await store.listLogins(query)
    return { status: 200, json: { logins, next: next === null ? null : String(next) } }
  },
})

const MAX_WAIT_MS = 3_600_000

const duration = text(WORD_CHARACTERS)
  .transform((text) => parseDuration(text) ?? Number.NaN)
  .pipe(z.number('must be a duration such as 30s, 500ms or 2m').min(0).max(MAX_WAIT_MS, 'must be an hour at most'))

/** How long to wait, and behind what; the rest says for which login. */
const waitQuery = z.looseObject({
  timeout: duration.default(30_000).describe('`500ms`, `30s` (as without it) or `2m`; an hour at most'),
  after: text(WORD_CHARACTERS)
    .min(1)
    .optional()
    .describe('Only what comes behind it: the `next` of an answer, or the id of an attempt'),
})

/** Waiting for a login, held here so that a client need not poll. It ends when the client goes away. */
export const waitForNextLogin = route({
  method: 'GET',
  path: '/api/v1/logins/wait',
  id: 'waitForLogin',
  tag: 'Logins',
  summary: 'Wait for a login: answered when it is recorded',
  description:
    'Without `after` one that was recorded before counts too, the newest first; with it only later ones, the oldest first.',
  access: 'token',
  always: { 'Cache-Control': 'no-store' },
  query: loginCriteria.extend(waitQuery.shape),
  parsedQuery: waitQuery,
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
  summary: 'The Report of the newest attempt',
  access: 'token',
  answers: { 200: json('The Report', reportSchema), ...problems(404) },
  handle: async (_call, { store }) => {
    const hint = 'Sign in at the IdP, or post a SAMLResponse to an ACS URL.'
    return { status: 200, json: required(await store.loadLatestReport(), 'Nothing was posted yet.', hint) }
  },
})

export const readLogin = route({
  method: 'GET',
  path: '/api/v1/logins/{id}',
  id: 'readLogin',
  tag: 'Logins',
  summary: 'The Report of one attempt',
  access: 'token',
  answers: { 200: json('The Report', reportSchema), ...problems(404) },
  handle: async ({ params }, context) => ({ status: 200, json: await loadReport(params.id, context) }),
})

export const compareLogins = route({
  method: 'GET',
  path: '/api/v1/logins/{a}/diff/{b}',
  id: 'compareLogins',
  tag: 'Logins',
  summary: 'In what two logins differ that matters',
  access: 'token',
  answers: { 200: json('The differences', difference), ...problems(404) },
  handle: async ({ params: { a, b } }, context) => {
    const differences = diffReports(await loadReport(a, context), await loadReport(b, context))
    return { status: 200, json: { a, b, same: differences.length === 0, differences } }
  },
})

/** Taking over who sent a message. */
export const adoptLoginSender = route({
  method: 'POST',
  path: '/api/v1/logins/{id}/adopt',
  id: 'adoptSender',
  tag: 'Logins',
  summary: 'Trust who sent it: save the posted issuer and one certificate as the connection',
  description:
    'Only a certificate whose key signed the message is taken; 400 says why another one, or a message that was changed after signing, is not. Writes no worker.',
  access: 'token',
  body: jsonBody(
    z.strictObject({
      certificateSha256: text(200).min(64).describe('Its fingerprint, as compared with the one that the IdP shows'),
    }),
  ),
  answers: {
    200: json('The connection, and the Report by it', z.strictObject({ connection, report: reportSchema })),
    ...problems(400, 404),
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

/** The login that was asked for, if there is one. */
export function requireLogin<T>(login: T | null, id: string): T {
  const hint = 'The newest one is at /api/v1/logins/latest; the oldest give way to new ones (--retain).'
  return required(login, `There is no login ${id}.`, hint)
}

function required<T>(login: T | null, message: string, hint: string): T {
  if (login !== null) return login
  throw new HarnessError('UNKNOWN_LOGIN', message, hint)
}
