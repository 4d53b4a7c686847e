import type { Generation } from '../../../core/domain/login.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { json, problems, type RouteAnswers, redirectAnswer, textAnswer } from '../answer.ts'
import { oauthProblem, twilioProblem } from '../openapi/schemas.ts'

const refusal = (description: string) => json(description, twilioProblem)
const ACCEPTED = json('The Report of an accepted login that has no redirect URL', reportSchema)
const NO_TENANT = refusal('20404: the SID is not valid, so this is not an ACS. The message is recorded anyway.')
const NO_SID = problems(400)[400]?.content
const OR_THE_PAGE = ', or the page of the attempt'

const LEGACY_ANSWERS: RouteAnswers = {
  200: ACCEPTED,
  303: redirectAnswer(
    'Accepted with a redirect URL. A browser is also redirected if the login is rejected or has no redirect URL.',
    `The redirect URL with Expiration, Identity, Roles and Token${OR_THE_PAGE}`,
  ),
  400: {
    description:
      '70252: claims or roles are not valid. 70002: the message cannot be read. A problem document: the request has neither a valid SID nor a message.',
    content: { 'application/json': twilioProblem, ...NO_SID },
  },
  401: refusal('70004: the response is not valid'),
  403: refusal('70251: the tenant has no connection'),
  404: NO_TENANT,
  413: refusal('The body is too large. The attempt is recorded without it.'),
}

/** What an ACS answers, by generation: the same as Flex. */
export const ACS_ANSWERS: Record<Generation, RouteAnswers> = {
  legacy: LEGACY_ANSWERS,
  preview: LEGACY_ANSWERS,
  enhanced: {
    200: ACCEPTED,
    302: redirectAnswer('Accepted.', 'The redirect URL'),
    303: redirectAnswer('A browser whose login is rejected or has no redirect URL.', 'The page of the attempt'),
    400: {
      description: 'Rejected. A problem document: the request has neither a valid SID nor a message.',
      content: { 'application/json': oauthProblem, ...NO_SID },
    },
    404: NO_TENANT,
    413: json('The body is too large. The attempt is recorded without it.', oauthProblem),
  },
}

/** What an ACS answers when a browser opens it. */
export const BROWSER_ANSWERS: RouteAnswers = problems(405, 400)

export const METADATA_ANSWERS: RouteAnswers = {
  200: textAnswer('The metadata', 'application/samlmetadata+xml'),
  ...problems(400),
}
