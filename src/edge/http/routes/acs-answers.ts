import type { Generation } from '../../../core/domain/login.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { json, problems, type RouteAnswers, redirectAnswer, textAnswer } from '../answer.ts'
import { oauthProblem, twilioProblem } from '../openapi/schemas.ts'

const refusal = (description: string) => json(description, twilioProblem)
const ACCEPTED = json('Accepted, and there is nowhere to go', reportSchema)
const NO_TENANT = refusal('20404: the SID is none, and so this is no ACS; recorded all the same')
const NO_SID = problems(400)[400]?.content
const THE_PAGE = 'or the page of the attempt'

const LEGACY_ANSWERS: RouteAnswers = {
  200: ACCEPTED,
  303: redirectAnswer(
    'Accepted; or a browser that was refused, or has nowhere to go',
    `The redirect URL with Expiration, Identity, Roles and Token; ${THE_PAGE}`,
  ),
  400: {
    description: '70252: claims or roles; 70002: not readable. As a problem: there is neither a SID nor a message',
    content: { 'application/json': twilioProblem, ...NO_SID },
  },
  401: refusal('70004: the response does not hold'),
  403: refusal('70251: the tenant has no connection'),
  404: NO_TENANT,
  413: refusal('The body is too large; recorded without it'),
}

/** What the doors answer, by generation: as Flex does. */
export const ACS_ANSWERS: Record<Generation, RouteAnswers> = {
  legacy: LEGACY_ANSWERS,
  preview: LEGACY_ANSWERS,
  enhanced: {
    200: ACCEPTED,
    302: redirectAnswer('Accepted', 'The redirect URL'),
    303: redirectAnswer('A browser that was refused, or has nowhere to go', 'The page of the attempt'),
    400: {
      description: 'Refused. As a problem: there is neither a SID nor a message',
      content: { 'application/json': oauthProblem, ...NO_SID },
    },
    404: NO_TENANT,
    413: json('The body is too large; recorded without it', oauthProblem),
  },
}

/** What an ACS answers to a browser that opens it. */
export const LOOK_ANSWERS: RouteAnswers = problems(405, 400)

export const METADATA_ANSWERS: RouteAnswers = {
  200: textAnswer('The metadata', 'application/samlmetadata+xml'),
  ...problems(400),
}
