import { z } from 'zod'
import { authorize, authorizeInput } from '../../../app/sign-in/authorize.ts'
import { CLIENT_ID, exchangeCode, returnUrlOf, tokenInput } from '../../../app/sign-in/tokens.ts'
import { text as limitedText } from '../../../core/input/limits.ts'
import { accountSid } from '../../../core/input/sids.ts'
import { json, redirectAnswer } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import { FORM } from '../body.ts'
import { flexBody, formIn } from '../flex-sign-in/body.ts'
import {
  BAD_PARAMETER,
  CALLED,
  FOR_PAGES,
  otherMethodsOf,
  PAGE_URL,
  refusal,
  TOO_LARGE,
} from '../flex-sign-in/called.ts'
import { CALLBACK_PATH } from '../login-answer.ts'
import { ACCOUNT, CONNECTION } from '../openapi/examples.ts'
import { AS_SENT, type DescribedRoute, type Route, route } from '../route.ts'
import { flexAccountRoutes } from './flex-accounts.ts'

const text = z.string()
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWvpPJSwtPPxw'

/** How a login starts at a page of Flex and returns to it. */
export const FLEX_SIGN_IN_ROUTES: DescribedRoute[] = [
  ...flexAccountRoutes('legacy', '/v1/Accounts'),
  ...flexAccountRoutes('preview', '/iam/Accounts'),
  route({
    ...CALLED,
    method: 'GET',
    path: '/v1/Flex/Authentication/Config',
    id: 'flexConfig',
    summary: 'List the enhanced connections of an account',
    access: 'open',
    always: FOR_PAGES,
    query: z.object({ AccountSid: accountSid() }),
    answers: {
      200: json(
        'The connections, each with the client ID to use',
        z.strictObject({ config_list: z.array(z.strictObject({ connection_name: text, client_id: text })) }),
      ),
      400: BAD_PARAMETER,
    },
    examples: { 'For an account': { query: { AccountSid: ACCOUNT } } },
    handle: async ({ query: { AccountSid } }, { store }) => {
      const connections = (await store.listConnections()).filter(
        ({ sid, accountSid }) => accountSid === AccountSid && sid !== accountSid,
      )
      const config = connections.map(({ sid }) => ({ connection_name: sid, client_id: CLIENT_ID }))
      return { status: 200, json: { config_list: config } }
    },
  }),
  route({
    ...CALLED,
    method: 'GET',
    path: '/v1/Flex/Authorize',
    id: 'flexAuthorize',
    summary: 'Redirect the browser to the IdP of an enhanced connection',
    access: 'open',
    query: authorizeInput,
    parsedQuery: AS_SENT,
    answers: {
      302: redirectAnswer('Redirects to the IdP.', 'The SSO URL with SAMLRequest'),
      400: BAD_PARAMETER,
      404: refusal('20404: no such connection'),
    },
    examples: {
      'To a trusted URL': {
        query: { ssoProfileSid: CONNECTION, redirectUrl: PAGE_URL, codeChallenge: CHALLENGE, nonce: 'n-0S6_WzA2Mj' },
      },
    },
    handle: async (call, context) => ({
      status: 302,
      redirect: await authorize(context.store, baseUrlOf(call, context), call.query, context.clock.now()),
    }),
  }),
  route({
    ...CALLED,
    method: 'GET',
    path: CALLBACK_PATH,
    id: 'flexCallback',
    summary: 'Return a browser to the page that started an enhanced login',
    access: 'open',
    query: z.object({ code: limitedText(256) }),
    answers: { 302: redirectAnswer('Redirects to the page.', 'The redirectUrl with code'), 400: BAD_PARAMETER },
    examples: { 'Unknown code': { query: { code: 'a-code' }, status: 400 } },
    handle: async ({ query }, { store, clock }) => ({
      status: 302,
      redirect: await returnUrlOf(store, query.code, clock.now()),
    }),
  }),
  route({
    ...CALLED,
    method: 'POST',
    path: '/Flex/Tokens',
    id: 'flexToken',
    summary: 'Exchange a code for a token',
    access: 'open',
    always: FOR_PAGES,
    body: flexBody([FORM, 'multipart/form-data'], tokenInput),
    answers: { 200: json('The token', z.strictObject({ token: text })), 400: BAD_PARAMETER, 413: TOO_LARGE },
    examples: {
      'Unknown code': {
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
    handle: async (call, { store, clock }) => {
      const { token } = await exchangeCode(store, await formIn(call), clock.now())
      return { status: 200, json: { token } }
    },
  }),
]

/** The same paths with every other method. */
export const FLEX_SIGN_IN_OTHER_METHODS: Route[] = FLEX_SIGN_IN_ROUTES.map(otherMethodsOf)
