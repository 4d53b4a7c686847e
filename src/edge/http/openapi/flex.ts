import { z } from 'zod'
import type { Generation } from '../../../core/domain/login.ts'
import { ENDPOINTS } from '../../../core/flex/endpoints.ts'
import { text } from '../../../core/input/limits.ts'
import { tenantSid } from '../../../core/input/sids.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { MAX_BODY_BYTES } from '../../../core/saml/decode.ts'
import { oauthProblem, twilioProblem } from './answers.ts'
import { CONNECTION, RESPONSE } from './examples.ts'
import { type Answer, imitating, json, type Operation, type Operations, problems } from './operation.ts'

const FORM = 'application/x-www-form-urlencoded'

/** What an IdP posts. */
const postedForm = z.object({
  SAMLResponse: text(MAX_BODY_BYTES).describe('The response in base64'),
  RelayState: text(MAX_BODY_BYTES).optional(),
})

const redirect = (description: string, location: string): Answer => ({ description, headers: { Location: location } })
const html = (description: string): Answer => ({ description, content: { 'text/html': z.string() } })
const xml = (description: string): Answer => ({
  description,
  content: { 'application/samlmetadata+xml': z.string() },
})

const refusal = (description: string): Answer => json(description, twilioProblem)
const ACCEPTED = json('Accepted, and there is nowhere to go', reportSchema)
const NO_TENANT = refusal('20404: the SID is none, and so this is no ACS; recorded all the same')
const NO_SID = problems(400)[400]?.content
const THE_PAGE = 'or the page of the attempt'

const LEGACY_ANSWERS: Operation['answers'] = {
  200: ACCEPTED,
  303: redirect(
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
const DOOR_ANSWERS: Record<Generation, Operation['answers']> = {
  legacy: LEGACY_ANSWERS,
  preview: LEGACY_ANSWERS,
  enhanced: {
    200: ACCEPTED,
    302: redirect('Accepted', 'The redirect URL'),
    303: redirect('A browser that was refused, or has nowhere to go', 'The page of the attempt'),
    400: {
      description: 'Refused. As a problem: there is neither a SID nor a message',
      content: { 'application/json': oauthProblem, ...NO_SID },
    },
    404: NO_TENANT,
    413: json('The body is too large; recorded without it', oauthProblem),
  },
}

const tenantQuery = z.object({ connection: tenantSid() })

function doorOperations(generation: Generation): Operations {
  const { path, metadataPath, query } = ENDPOINTS[generation]
  const inQuery = query === '' ? {} : { query: tenantQuery }
  const asked = query === '' ? {} : { query: { connection: CONNECTION } }
  const metadata: Operation = {
    id: `${generation}Metadata`,
    tag: 'Flex',
    summary: `Metadata of the ${generation} service provider`,
    description: 'Its entity ID is Flex’s own, its ACS is here; `real=1` names the ACS of Flex.',
    access: 'open',
    query: (query === '' ? z.object({}) : tenantQuery).extend({ real: z.literal('1').optional() }),
    answers: { 200: xml('The metadata'), ...problems(400) },
    examples: { 'To set up an IdP for a rehearsal': asked, 'As Flex has it': { query: { ...asked.query, real: '1' } } },
  }
  const door: Operation = {
    id: `${generation}Login`,
    tag: 'Flex',
    summary: `The ${generation} ACS: what an IdP posts to`,
    description:
      'Whatever is posted is recorded, and answered as Flex does. The header Flex-Iam-Mock-Login has its id.',
    access: 'open',
    ...inQuery,
    body: { types: [FORM], schema: postedForm },
    answers: DOOR_ANSWERS[generation],
    examples: { 'What is no response': { ...asked, body: { SAMLResponse: RESPONSE, RelayState: '/x' }, status: 400 } },
  }
  const look: Operation = {
    id: `${generation}Door`,
    tag: 'Flex',
    summary: `What the ${generation} ACS says to whoever opens it; a message in the query is recorded, as a wrong binding`,
    access: 'open',
    ...inQuery,
    answers: { ...problems(405, 400) },
    examples: { Opened: { ...asked, status: 405 } },
  }
  return {
    [`POST ${path}`]: door,
    ...(path === metadataPath ? {} : { [`GET ${path}`]: look }),
    [`GET ${metadataPath}`]: metadata,
  }
}

/** What stands for Flex, and what a person sees of it. */
export const FLEX_OPERATIONS: Operations = {
  ...imitating({
    ...doorOperations('legacy'),
    ...doorOperations('preview'),
    ...doorOperations('enhanced'),
    'GET /login/{sid}': {
      id: 'beginLogin',
      tag: 'Flex',
      summary: 'The login link of a tenant: takes a person to the IdP with an AuthnRequest',
      access: 'open',
      query: z.object({
        RelayState: text(8_192).optional().describe('Absent: one that says nothing, as Flex sends'),
      }),
      answers: {
        302: redirect('To the IdP', 'The single sign-on URL with SAMLRequest'),
        ...problems(400, 404),
      },
    },
  }),
  'GET /logins/{id}': {
    id: 'seeLogin',
    tag: 'Flex',
    summary: 'The page of one attempt, for the person who signed in: its id cannot be guessed',
    access: 'open',
    answers: { 200: html('The page'), ...problems(400, 404) },
  },
}
