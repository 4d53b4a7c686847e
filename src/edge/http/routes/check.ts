import { z } from 'zod'
import { requireConnection } from '../../../app/connections/connections.ts'
import { asPosted, generationOf, targetFor } from '../../../core/connection/judge-target.ts'
import type { Report } from '../../../core/domain/report.ts'
import { HarnessError } from '../../../core/errors.ts'
import { BODY_CHARACTERS, instant, record, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { checkMessage, checkSettings } from '../../../core/judge/check-response.ts'
import { inspectResponse } from '../../../core/judge/inspect.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { type MapRequest, mapClaims, mapRequest } from '../../../core/what-if/map-claims.ts'
import { json, problems } from '../answer.ts'
import { jsonAsSent, jsonBody } from '../body.ts'
import type { AppContext } from '../context.ts'
import { ACCOUNT, EXAMPLE_CLAIMS, RESPONSE } from '../openapi/examples.ts'
import { mappedLogin } from '../openapi/schemas.ts'
import { route } from '../route.ts'

/** A message, and what it is judged against: either `sid` or `settings`. */
const checkRequest = z.strictObject({
  samlResponse: text(BODY_CHARACTERS),
  sid: text(WORD_CHARACTERS).optional(),
  settings: record(z.unknown(), 100).optional(),
  now: instant().optional(),
})

/** Questions that need no recorded login. Nothing is stored. */
export const QUESTION_ROUTES = [
  route({
    method: 'POST',
    path: '/api/v1/check',
    id: 'checkResponse',
    tag: 'Without a login',
    summary: 'Check a response',
    description:
      'Judges a response against a saved connection (`sid`) or against `settings`, and stores nothing. Without certificates in `settings`, signatures are not verified: `headline` says so, `flexVerdict` is `unknown`, `twilioError` is null, and the finding `signing-certificate-is-configured` says whether the signatures match the certificate in the message. `trustEmbedded: true` trusts that certificate, although it proves nothing about the sender.',
    access: 'token',
    body: jsonBody(checkRequest.extend({ settings: checkSettings.optional() }), checkRequest),
    answers: { 200: json('The Report', reportSchema), ...problems(400, 404) },
    examples: {
      'Against a saved connection': { body: { samlResponse: RESPONSE, sid: ACCOUNT } },
      'Against settings, at a given time': {
        body: {
          samlResponse: RESPONSE,
          settings: { account: ACCOUNT, idpIssuer: 'https://idp.example.com/metadata', clockSkewSeconds: 60 },
          now: '2026-11-22T10:00:00Z',
        },
      },
      'With the certificate in the message': {
        body: { samlResponse: RESPONSE, settings: { account: ACCOUNT, trustEmbedded: true } },
      },
    },
    handle: async ({ body }, context) => ({ status: 200, json: await checkPosted(body, context) }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/map',
    id: 'mapClaims',
    tag: 'Without a login',
    summary: 'Preview the worker that claims would produce',
    access: 'token',
    body: jsonAsSent(mapRequest),
    answers: { 200: json('The attributes, changes and findings', mappedLogin), ...problems(400) },
    examples: {
      'A new worker': { body: { generation: 'legacy', nameId: 'ada@example.com', claims: EXAMPLE_CLAIMS } },
      'An existing worker': {
        body: {
          generation: 'enhanced',
          nameId: 'ada@example.com',
          claims: { ...EXAMPLE_CLAIMS, 'skill.int': ['7'] },
          worker: { attributes: { location: 'Oslo' } },
        },
      },
    },
    handle: ({ body }) => ({ status: 200, json: mapClaims(body as MapRequest) }),
  }),
]

/** Judges against a saved connection (`sid`) or against the settings in the request. */
async function checkPosted(
  { samlResponse, sid, settings, now }: z.output<typeof checkRequest>,
  { store, clock, version }: AppContext,
): Promise<Report> {
  const at = now === undefined ? clock.now() : new Date(now)
  if (settings !== undefined && sid === undefined)
    return checkMessage(samlResponse, { ...settings, ...(now === undefined ? {} : { now }) }, at, version)
  if (settings !== undefined || sid === undefined) {
    const hint = 'Send the sid of a saved connection, or settings.'
    throw new HarnessError('INVALID_REQUEST', 'The body must have either sid or settings.', hint)
  }
  const connection = await requireConnection(store, sid)
  const saved = targetFor(generationOf(connection), connection.sid, connection)
  return inspectResponse(asPosted([samlResponse], null, saved), saved, at, version)
}
