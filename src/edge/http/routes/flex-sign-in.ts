import { z } from 'zod'
import { authenticate, authenticateInput, authorize, authorizeInput } from '../../../app/sign-in/authorize.ts'
import {
  CLIENT_ID,
  exchangeCode,
  findToken,
  type IssuedToken,
  issueToken,
  returnUrlOf,
  tokenBody,
  tokenInput,
} from '../../../app/sign-in/tokens.ts'
import { inWholeSeconds } from '../../../core/domain/time.ts'
import { noCertificateFor } from '../../../core/flex/twilio-errors.ts'
import { text as limitedText } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { accountSid } from '../../../core/input/sids.ts'
import { json, redirectAnswer } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import { FORM } from '../body.ts'
import type { RouteCall } from '../call.ts'
import type { AppContext } from '../context.ts'
import { troublePage } from '../error-page.ts'
import { flexBody, formIn, isCall, jsonIn } from '../flex-sign-in/body.ts'
import type { Sent } from '../incoming-message.ts'
import { CALLBACK_PATH } from '../login-answer.ts'
import { ACCOUNT, CONNECTION } from '../openapi/examples.ts'
import { twilioProblem } from '../openapi/schemas.ts'
import type { Reply, ReplyHeaders } from '../reply.ts'
import { AS_SENT, type DescribedRoute, IMITATES_FLEX, type Route, route } from '../route.ts'
import { readCredentials } from '../twilio-authentication.ts'
import { badParameter, methodNotAllowed, notFound, TwilioProblem, twilioReply } from '../twilio-problem.ts'

const text = z.string()
const refusal = (description: string) => json(description, twilioProblem)
const REFUSED = refusal('20001: what is asked for has a fault, which `message` names')
const TOO_LARGE = refusal('20001: the body is too large')
const UNKNOWN = refusal('20404: there is no such connection')
const UNAUTHORIZED = refusal('20003: no credentials, or not those of this harness')

const PAGE_URL = 'https://app.example.com/flex/'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWvpPJSwtPPxw'

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

/** Answers are for one person, once. */
const NO_STORE = { 'Cache-Control': 'no-store' }
/** Flex's page is served by another host than these. No credentials, so any page may. */
const FOR_PAGES = { ...NO_STORE, 'Access-Control-Allow-Origin': '*' }

/** What a page of Flex calls to sign somebody in, and to learn who signed in. A login message that came here by mistake is not in the form of a call. */
const CALLED = {
  tag: 'Flex',
  ignoresUnknown: IMITATES_FLEX,
  misdirected: { from: () => true, unless: isCall },
  always: NO_STORE,
  onError: (error, call, context) => troublePage(error, call) ?? twilioReply(error, call, context),
} as const satisfies Partial<DescribedRoute>

const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/

type FlexCall = RouteCall<{ sid: string }, unknown, Sent>

/** The calls of an account on one of the two hosts of legacy Flex, which are the same (observed). */
const legacyRoutes = (host: string, prefix: '/v1/Accounts' | '/iam/Accounts') => [
  route({
    ...CALLED,
    method: 'POST',
    path: `${prefix}/{sid}/authenticate`,
    id: `${host}Authenticate`,
    summary: 'Where a page of Flex sends a person to sign in (legacy)',
    access: 'open',
    always: FOR_PAGES,
    body: flexBody(['application/json'], authenticateInput),
    answers: {
      200: json('Where to go', z.strictObject({ location: text })),
      400: REFUSED,
      403: refusal('70251: the account has no connection, or one without certificate'),
      404: refusal('20404: the SID is none of an account'),
      413: TOO_LARGE,
    },
    examples: { 'To a trusted URL': { body: { products: ['flex'], resource: PAGE_URL } } },
    handle: async (call, context) => {
      const [sid, base] = [accountOf(call), baseUrlOf(call, context)]
      await requireCertificate(sid, context)
      const location = await authenticate(context.store, sid, base, jsonIn(call.body), context.clock.now())
      return { status: 200, json: { location } }
    },
  }),
  route({
    ...tokenCall(`${host}ValidateToken`, 'Who a token stands for', 200),
    path: `${prefix}/{sid}/Tokens/validate`,
    answers: { 200: json('It', validated), ...TOKEN_REFUSALS },
    handle: async (call, context) => ({ status: 200, json: validity(await findGiven(call, context)) }),
  }),
  route({
    ...tokenCall(`${host}RefreshToken`, 'A new token for one that holds', 400),
    path: `${prefix}/{sid}/Tokens/refresh`,
    answers: { 200: json('It', refreshed), ...TOKEN_REFUSALS },
    handle: async (call, context) => ({ status: 200, json: await refresh(call, context) }),
  }),
]

const TOKEN_REFUSALS = {
  400: REFUSED,
  401: UNAUTHORIZED,
  404: refusal('20404: the credentials are of another account'),
  413: TOO_LARGE,
}

/** What a server asks about a token, with the account's credentials. */
function tokenCall(id: string, summary: string, status: number) {
  return {
    ...CALLED,
    method: 'POST',
    access: 'twilio',
    id,
    summary,
    body: flexBody(['application/json'], tokenBody),
    examples: { 'A token of nobody': { body: { token: 'a-token' }, status } },
  } as const
}

/** How a login begins at a page of Flex, and how it comes back to it. */
export const FLEX_SIGN_IN_ROUTES: DescribedRoute[] = [
  ...legacyRoutes('legacy', '/v1/Accounts'),
  ...legacyRoutes('preview', '/iam/Accounts'),
  route({
    ...CALLED,
    method: 'GET',
    path: '/v1/Flex/Authentication/Config',
    id: 'flexConfig',
    summary: 'The enhanced connections of an account, and the client that a page is',
    access: 'open',
    always: FOR_PAGES,
    query: z.object({ AccountSid: accountSid() }),
    answers: {
      200: json(
        'They',
        z.strictObject({ config_list: z.array(z.strictObject({ connection_name: text, client_id: text })) }),
      ),
      400: REFUSED,
    },
    examples: { 'Of an account': { query: { AccountSid: ACCOUNT } } },
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
    summary: 'Takes a person to the IdP of an enhanced connection',
    access: 'open',
    query: authorizeInput,
    parsedQuery: AS_SENT,
    answers: {
      302: redirectAnswer('To the IdP', 'The single sign-on URL with SAMLRequest'),
      400: REFUSED,
      404: UNKNOWN,
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
    summary: 'Where an enhanced door sends a browser on, which takes it to the page that asked',
    access: 'open',
    query: z.object({ code: limitedText(256) }),
    answers: { 302: redirectAnswer('To the page', 'The redirectUrl with code'), 400: REFUSED },
    examples: { 'A code of nobody': { query: { code: 'a-code' }, status: 400 } },
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
    summary: 'A token for a code, once',
    access: 'open',
    always: FOR_PAGES,
    body: flexBody([FORM, 'multipart/form-data'], tokenInput),
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
    handle: async (call, { store, clock }) => {
      const { token } = await exchangeCode(store, await formIn(call), clock.now())
      return { status: 200, json: { token } }
    },
  }),
]

/** The same paths by every other method. */
export const FLEX_SIGN_IN_OTHER_METHODS: Route[] = FLEX_SIGN_IN_ROUTES.map(
  ({ path, access, method, always = NO_STORE }) => ({
    ...CALLED,
    method: 'ANY',
    path,
    access,
    always,
    handle: (call) => refuseMethod(call, method, always),
  }),
)

/** A browser asks by OPTIONS whether a page of another host may call; other methods are refused. */
function refuseMethod(call: RouteCall, method: string, headers: ReplyHeaders): Reply {
  if (call.method !== 'OPTIONS') throw methodNotAllowed(call.method, method)
  if (headers !== FOR_PAGES) return { status: 200, methods: method === 'GET' ? 'GET, HEAD' : method }
  const allowed = { 'Access-Control-Allow-Methods': method, 'Access-Control-Allow-Headers': 'content-type' }
  return { status: 204, headers: { ...allowed, Allow: method } }
}

function accountOf(call: FlexCall): string {
  const sid = call.params.sid
  if (ACCOUNT_SID.test(sid)) return sid
  throw notFound(call.path)
}

/** Whoever tries single sign-on on an account that is not set up for it is told so by legacy Flex (observed). */
async function requireCertificate(sid: string, { store }: AppContext): Promise<void> {
  const { certificates = [] } = (await store.loadConnection(sid)) ?? {}
  if (certificates.length > 0) return
  const hint = `Save the connection ${sid} with issuer, ssoUrl and certificate of the IdP: POST /api/v1/connections.`
  throw new TwilioProblem('badSsoSettings', noCertificateFor(sid), hint)
}

/** The token that a server asks about, with the account's credentials; null when it is none of the account. */
async function findGiven(call: FlexCall, context: AppContext): Promise<Omit<IssuedToken, 'token'> | null> {
  const account = accountOf(call)
  const caller = readCredentials(call, context)
  if ('account' in caller && caller.account !== account) throw notFound(call.path)
  const { token } = parseInput(tokenBody, jsonIn(call.body), 'the body')
  const found = await findToken(context.store, token, context.clock.now())
  return found?.signedIn.account === account ? found : null
}

const NO_TOKEN = 'The token is none of this account, or has expired'

/** Observed for a token that holds; what Flex says of another is unknown. */
function validity(found: Omit<IssuedToken, 'token'> | null) {
  const { signedIn, expiresAt } = found ?? {}
  return {
    code: found ? 0 : 1,
    valid: found !== null,
    worker_sid: signedIn?.workerSid ?? null,
    roles: signedIn?.roles ?? null,
    realm_user_id: signedIn?.realmUserId ?? null,
    identity: signedIn?.identity ?? null,
    expiration: expiresAt ? inWholeSeconds(expiresAt) : null,
    message: found ? null : NO_TOKEN,
  }
}

async function refresh(call: FlexCall, context: AppContext) {
  const found = await findGiven(call, context)
  if (found === null) throw badParameter(NO_TOKEN)
  const { token, signedIn, expiresAt } = await issueToken(context.store, found.signedIn, context.clock.now())
  return { token, roles: signedIn.roles, expiration: inWholeSeconds(expiresAt), identity: signedIn.identity }
}
