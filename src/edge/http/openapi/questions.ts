import { checkSettings } from '../../../core/judge/check-response.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { mapRequest } from '../../../core/what-if/map-claims.ts'
import { checkRequest } from '../api/check.ts'
import { mappedLogin } from './answers.ts'
import { ACCOUNT, EXAMPLE_CLAIMS, RESPONSE } from './examples.ts'
import { json, jsonBody, type Operations, problems } from './operation.ts'

/** What can be asked without a login. */
export const QUESTION_OPERATIONS: Operations = {
  'POST /api/v1/check': {
    id: 'checkResponse',
    tag: 'Without a login',
    summary: 'Judge a response: nothing is stored',
    description:
      'By a saved connection (`sid`), or by `settings`: one of the two. With `settings` that have no certificates the signatures are not verified: `headline` says so, `flexVerdict` is `unknown`, `twilioError` is null, and the finding `signing-certificate-is-configured` says what the certificate in the message would give. `trustEmbedded: true` judges by that one, which nobody has confirmed.',
    access: 'token',
    body: jsonBody(checkRequest.extend({ settings: checkSettings.optional() })),
    answers: { 200: json('The Report', reportSchema), ...problems(400, 404) },
    examples: {
      'By a saved connection': { body: { samlResponse: RESPONSE, sid: ACCOUNT } },
      'By settings, at a time': {
        body: {
          samlResponse: RESPONSE,
          settings: { account: ACCOUNT, idpIssuer: 'https://idp.example.com/metadata', clockSkewSeconds: 60 },
          now: '2026-11-22T10:00:00Z',
        },
      },
      'By the certificate in the message': {
        body: { samlResponse: RESPONSE, settings: { account: ACCOUNT, trustEmbedded: true } },
      },
    },
  },
  'POST /api/v1/map': {
    id: 'mapClaims',
    tag: 'Without a login',
    summary: 'What claims would make of a worker: nothing is stored',
    access: 'token',
    body: jsonBody(mapRequest),
    answers: { 200: json('Attributes, changes and findings', mappedLogin), ...problems(400) },
    examples: {
      'A new worker': { body: { generation: 'legacy', nameId: 'ada@example.com', claims: EXAMPLE_CLAIMS } },
      'A worker that is there': {
        body: {
          generation: 'enhanced',
          nameId: 'ada@example.com',
          claims: { ...EXAMPLE_CLAIMS, 'skill.int': ['7'] },
          worker: { attributes: { location: 'Oslo' } },
        },
      },
    },
  },
}
