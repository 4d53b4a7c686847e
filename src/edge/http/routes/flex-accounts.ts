import { z } from 'zod'
import { authenticate, authenticateInput } from '../../../app/sign-in/authorize.ts'
import { findToken, type IssuedToken, issueToken, tokenBody } from '../../../app/sign-in/tokens.ts'
import { ACCOUNT_SID } from '../../../core/domain/sid.ts'
import { inWholeSeconds } from '../../../core/domain/time.ts'
import { noCertificateFor } from '../../../core/flex/twilio-errors.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { json } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import type { RouteCall } from '../call.ts'
import type { AppContext } from '../context.ts'
import { flexBody, jsonIn } from '../flex-sign-in/body.ts'
import { BAD_PARAMETER, CALLED, FOR_PAGES, PAGE_URL, refusal, TOO_LARGE } from '../flex-sign-in/called.ts'
import type { Sent } from '../incoming-message.ts'
import { route } from '../route.ts'
import { readCredentials } from '../twilio-authentication.ts'
import { badParameter, notFound, TwilioProblem } from '../twilio-problem.ts'

const text = z.string()

const validated = z.strictObject({
  code: z.int().describe('0 if the token is valid'),
  valid: z.boolean(),
  worker_sid: text.nullable(),
  roles: z.array(text).nullable(),
  realm_user_id: text.nullable().describe('The NameID'),
  identity: text.nullable().describe('The NameID in escaped form'),
  expiration: z.iso.datetime().nullable(),
  message: text.nullable(),
})

const refreshed = z.strictObject({
  token: text,
  roles: z.array(text),
  expiration: z.iso.datetime(),
  identity: text,
})

type FlexCall = RouteCall<{ sid: string }, unknown, Sent>

/** The calls of an account on one of the two hosts of legacy Flex, which are the same (observed). */
export const flexAccountRoutes = (host: string, prefix: '/v1/Accounts' | '/iam/Accounts') => [
  route({
    ...CALLED,
    method: 'POST',
    path: `${prefix}/{sid}/authenticate`,
    id: `${host}Authenticate`,
    summary: 'Get the sign-in URL for a page of Flex (legacy)',
    access: 'open',
    always: FOR_PAGES,
    body: flexBody(['application/json'], authenticateInput),
    answers: {
      200: json('The sign-in URL', z.strictObject({ location: text })),
      400: BAD_PARAMETER,
      403: refusal('70251: the account has no connection, or its connection has no certificate'),
      404: refusal('20404: not a valid account SID'),
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
    ...tokenCall(`${host}ValidateToken`, 'Validate a token', 200),
    path: `${prefix}/{sid}/Tokens/validate`,
    answers: { 200: json('The person identified by the token', validated), ...TOKEN_REFUSALS },
    handle: async (call, context) => ({ status: 200, json: validity(await findGiven(call, context)) }),
  }),
  route({
    ...tokenCall(`${host}RefreshToken`, 'Refresh a token', 400),
    path: `${prefix}/{sid}/Tokens/refresh`,
    answers: { 200: json('The new token', refreshed), ...TOKEN_REFUSALS },
    handle: async (call, context) => ({ status: 200, json: await refresh(call, context) }),
  }),
]

const TOKEN_REFUSALS = {
  400: BAD_PARAMETER,
  401: refusal('20003: missing or wrong credentials'),
  404: refusal('20404: the credentials belong to another account'),
  413: TOO_LARGE,
}

/** A call that a server makes about a token, with the account's credentials. */
function tokenCall(id: string, summary: string, status: number) {
  return {
    ...CALLED,
    method: 'POST',
    access: 'twilio',
    id,
    summary,
    body: flexBody(['application/json'], tokenBody),
    examples: { 'Unknown token': { body: { token: 'a-token' }, status } },
  } as const
}

function accountOf(call: FlexCall): string {
  const sid = call.params.sid
  if (ACCOUNT_SID.test(sid)) return sid
  throw notFound(call.path)
}

/** Legacy Flex refuses single sign-on for an account that is not set up for it (observed). */
async function requireCertificate(sid: string, { store }: AppContext): Promise<void> {
  const { certificates = [] } = (await store.loadConnection(sid)) ?? {}
  if (certificates.length > 0) return
  const hint = `Save the connection ${sid} with the issuer, ssoUrl and certificate of the IdP: POST /api/v1/connections.`
  throw new TwilioProblem('badSsoSettings', noCertificateFor(sid), hint)
}

/** The token in a server's request. Null if it does not belong to the account. */
async function findGiven(call: FlexCall, context: AppContext): Promise<Omit<IssuedToken, 'token'> | null> {
  const account = accountOf(call)
  const caller = readCredentials(call, context)
  if ('account' in caller && caller.account !== account) throw notFound(call.path)
  const { token } = parseInput(tokenBody, jsonIn(call.body), 'the body')
  const found = await findToken(context.store, token, context.clock.now())
  return found?.signedIn.account === account ? found : null
}

const NO_TOKEN = 'The token is not valid for this account or has expired'

/** Observed for a valid token. What Flex answers for an invalid one is unknown. */
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
