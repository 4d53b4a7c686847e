import { z } from 'zod'
import { authenticateInput, authorizeInput } from '../../../app/sign-in/authorize.ts'
import { tokenBody, tokenInput } from '../../../app/sign-in/tokens.ts'
import { callbackQuery, configQuery } from '../flex-sign-in/queries.ts'
import { twilioProblem } from './answers.ts'
import { ACCOUNT, CONNECTION } from './examples.ts'
import { type Answer, imitating, json, jsonBody, type Operation, type Operations, problems } from './operation.ts'

const text = z.string()
const redirect = (description: string, location: string): Answer => ({ description, headers: { Location: location } })
const page = (description: string): Answer => ({ description, content: { 'text/html': text } })
const refusal = (description: string): Answer => json(description, twilioProblem)
const REFUSED = refusal('20001: what is asked for has a fault, which `message` names')
const TOO_LARGE = refusal('20001: the body is too large')
const UNKNOWN = refusal('20404: there is no such connection')
const UNAUTHORIZED = refusal('20003: no credentials, or not those of this harness')

const PAGE_URL = 'https://app.example.com/flex/'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWvpPJSwtPPxw'
const TOKEN_FORM = { types: ['application/x-www-form-urlencoded', 'multipart/form-data'], schema: tokenInput }

const validated = z.strictObject({
  code: z.int().describe('0 where it holds'),
  valid: z.boolean(),
  worker_sid: text.nullable(),
  roles: z.array(text).nullable(),
  realm_user_id: text.nullable().describe('The NameID'),
  identity: text.nullable().describe('The NameID as Flex escapes it'),
  expiration: z.iso.datetime().nullable(),
  message: text.nullable(),
})

const refreshed = z.strictObject({
  token: text,
  roles: z.array(text),
  expiration: z.iso.datetime(),
  identity: text,
})

/** The calls of an account on one of the two hosts of legacy Flex, which are the same. */
function legacyOperations(host: string, prefix: string): Operations {
  const about = (name: string, summary: string, answer: Answer, status: number): Operation => ({
    id: `${host}${name}`,
    tag: 'Flex',
    summary,
    access: 'twilio',
    body: jsonBody(tokenBody),
    answers: {
      200: answer,
      400: REFUSED,
      401: UNAUTHORIZED,
      404: refusal('20404: the credentials are of another account'),
      413: TOO_LARGE,
    },
    examples: { 'A token of nobody': { body: { token: 'a-token' }, status } },
  })
  return {
    [`POST ${prefix}/{sid}/authenticate`]: {
      id: `${host}Authenticate`,
      tag: 'Flex',
      summary: 'Where a page of Flex sends a person to sign in (legacy)',
      access: 'open',
      body: jsonBody(authenticateInput),
      answers: {
        200: json('Where to go', z.strictObject({ location: text })),
        400: REFUSED,
        403: refusal('70251: the account has no connection, or one without certificate'),
        404: refusal('20404: the SID is none of an account'),
        413: TOO_LARGE,
      },
      examples: { 'To a trusted URL': { body: { products: ['flex'], resource: PAGE_URL } } },
    },
    [`POST ${prefix}/{sid}/Tokens/validate`]: about(
      'ValidateToken',
      'Who a token stands for',
      json('It', validated),
      200,
    ),
    [`POST ${prefix}/{sid}/Tokens/refresh`]: about(
      'RefreshToken',
      'A new token for one that holds',
      json('It', refreshed),
      400,
    ),
  }
}

/** How a login begins at a page of Flex, and how it comes back to it. */
export const SIGN_IN_OPERATIONS: Operations = imitating({
  ...legacyOperations('legacy', '/v1/Accounts'),
  ...legacyOperations('preview', '/iam/Accounts'),
  'GET /v1/Flex/Authentication/Config': {
    id: 'flexConfig',
    tag: 'Flex',
    summary: 'The enhanced connections of an account, and the client that a page is',
    access: 'open',
    query: configQuery,
    answers: {
      200: json(
        'They',
        z.strictObject({ config_list: z.array(z.strictObject({ connection_name: text, client_id: text })) }),
      ),
      400: REFUSED,
    },
    examples: { 'Of an account': { query: { AccountSid: ACCOUNT } } },
  },
  'GET /v1/Flex/Authorize': {
    id: 'flexAuthorize',
    tag: 'Flex',
    summary: 'Takes a person to the IdP of an enhanced connection',
    access: 'open',
    query: authorizeInput,
    answers: { 302: redirect('To the IdP', 'The single sign-on URL with SAMLRequest'), 400: REFUSED, 404: UNKNOWN },
    examples: {
      'To a trusted URL': {
        query: { ssoProfileSid: CONNECTION, redirectUrl: PAGE_URL, codeChallenge: CHALLENGE, nonce: 'n-0S6_WzA2Mj' },
      },
    },
  },
  'GET /v1/Flex/Authentication/Callback': {
    id: 'flexCallback',
    tag: 'Flex',
    summary: 'Where an enhanced door sends a browser on, which takes it to the page that asked',
    access: 'open',
    query: callbackQuery,
    answers: { 302: redirect('To the page', 'The redirectUrl with code'), 400: REFUSED },
    examples: { 'A code of nobody': { query: { code: 'a-code' }, status: 400 } },
  },
  'POST /Flex/Tokens': {
    id: 'flexToken',
    tag: 'Flex',
    summary: 'A token for a code, once',
    access: 'open',
    body: TOKEN_FORM,
    answers: { 200: json('It', z.strictObject({ token: text })), 400: REFUSED, 413: TOO_LARGE },
    examples: {
      'A code of nobody': {
        body: {
          AuthCode: 'a-code',
          Nonce: 'n-0S6_WzA2Mj',
          CodeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
          RedirectUrl: PAGE_URL,
          ClientId: 'flex-iam-mock',
        },
        status: 400,
      },
    },
  },
  'GET /flex': {
    id: 'flexLanding',
    tag: 'Flex',
    summary: 'Who is signed in; under the host flex.twilio.com at /',
    access: 'open',
    answers: { 200: page('The page') },
  },
  'GET /flex/{domain}': {
    id: 'flexDesktop',
    tag: 'Flex',
    summary: 'The agent desktop, or a runtime domain, which begins a login at once; under flex.twilio.com at /{domain}',
    access: 'open',
    answers: {
      200: page('Who is signed in'),
      302: redirect('To the IdP', 'The single sign-on URL with SAMLRequest'),
      404: page('There is no such runtime domain'),
      ...problems(400),
    },
  },
})
