import express, { type Request, type RequestHandler } from 'express'
import { authenticate, authorize } from '../../../app/sign-in/authorize.ts'
import {
  CLIENT_ID,
  exchangeCode,
  findToken,
  type IssuedToken,
  issueToken,
  returnUrlOf,
  tokenBody,
} from '../../../app/sign-in/tokens.ts'
import { ACCOUNT_SID } from '../../../core/domain/sid.ts'
import { inWholeSeconds } from '../../../core/domain/time.ts'
import { noCertificateFor } from '../../../core/flex/twilio-errors.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { param } from '../api/request.ts'
import { baseUrlOf } from '../base-url.ts'
import type { AppContext } from '../context.ts'
import { sendTrouble } from '../error-page.ts'
import { carriesMessage, readIncoming } from '../incoming-message.ts'
import { CALLBACK_PATH } from '../login-answer.ts'
import { receiveMisdirected } from '../misdirected.ts'
import { readCredentials } from '../twilio-authentication.ts'
import { badParameter, notFound, TwilioProblem, twilioProblems } from '../twilio-problem.ts'
import { formIn, isCall, jsonIn } from './body.ts'
import { callbackQuery, configQuery } from './queries.ts'

/** The same on both hosts of legacy Flex (observed). */
const LEGACY_ACCOUNTS = ['/v1/Accounts/:sid', '/iam/Accounts/:sid']
type Method = 'GET' | 'POST'

/** What is called, and by which method. */
const CALLED = new Map<string, Method>([
  ...LEGACY_ACCOUNTS.flatMap((account) =>
    ['authenticate', 'Tokens/validate', 'Tokens/refresh'].map((call) => [`${account}/${call}`, 'POST'] as const),
  ),
  ['/v1/Flex/Authentication/Config', 'GET'],
  ['/v1/Flex/Authorize', 'GET'],
  [CALLBACK_PATH, 'GET'],
  ['/Flex/Tokens', 'POST'],
])

/** What a page of Flex calls to sign somebody in, and to learn who signed in. */
export function flexSignIn(context: AppContext): express.Router {
  const { store, clock } = context
  const router = express.Router({ caseSensitive: true, strict: true })
  for (const path of CALLED.keys()) router.all(path, noStore, misdirectedFirst(context))
  for (const account of LEGACY_ACCOUNTS) {
    router.all(`${account}/authenticate`, allowCors('POST'))
    router.post(`${account}/authenticate`, async (request, response) => {
      const [sid, base] = [accountOf(request), baseUrlOf(request, context)]
      await requireCertificate(sid, context)
      response.json({ location: await authenticate(store, sid, base, jsonIn(request), clock.now()) })
    })
    router.post(`${account}/Tokens/validate`, async (request, response) => {
      response.json(validity(await findGiven(request, context)))
    })
    router.post(`${account}/Tokens/refresh`, async (request, response) => {
      response.json(await refresh(request, context))
    })
  }
  router.all('/v1/Flex/Authentication/Config', allowCors('GET'))
  router.get('/v1/Flex/Authentication/Config', async (request, response) => {
    const { AccountSid } = parseInput(configQuery, request.query, 'the query')
    const connections = (await store.listConnections()).filter(
      ({ sid, accountSid }) => accountSid === AccountSid && sid !== accountSid,
    )
    response.json({ config_list: connections.map(({ sid }) => ({ connection_name: sid, client_id: CLIENT_ID })) })
  })
  router.all('/Flex/Tokens', allowCors('POST'))
  router.post('/Flex/Tokens', async (request, response) => {
    const { token } = await exchangeCode(store, await formIn(request), clock.now())
    response.json({ token })
  })
  router.get('/v1/Flex/Authorize', async (request, response) => {
    response.redirect(302, await authorize(store, baseUrlOf(request, context), request.query, clock.now()))
  })
  router.get(CALLBACK_PATH, async (request, response) => {
    const { code } = parseInput(callbackQuery, request.query, 'the query')
    response.redirect(302, await returnUrlOf(store, code, clock.now()))
  })
  for (const [path, method] of CALLED) router.all(path, refuseAllBut(method))
  router.use(sendTrouble)
  router.use(twilioProblems(context))
  return router
}

/** Answers are for one person, once. */
const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

/** Flex's page is served by another host than these. No credentials, so any page may. */
function allowCors(method: Method): RequestHandler {
  return (request, response, next) => {
    response.set('Access-Control-Allow-Origin', '*')
    if (request.method !== 'OPTIONS') return next()
    const allowed = { 'Access-Control-Allow-Methods': method, 'Access-Control-Allow-Headers': 'content-type' }
    response
      .status(204)
      .set({ ...allowed, Allow: method })
      .end()
  }
}

function refuseAllBut(method: Method): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'OPTIONS') return next()
    response.set('Allow', method)
    throw new TwilioProblem('methodNotAllowed', `${request.method} is not allowed on this resource`)
  }
}

/** A message of a sign-in that came here by mistake is recorded and explained. */
function misdirectedFirst(context: AppContext): RequestHandler {
  return async (request, response, next) => {
    const brought = await readIncoming(request, response)
    if (!isCall(request) && carriesMessage(brought, request))
      return receiveMisdirected(brought, request, response, context)
    if (brought.oversize !== null) throw new TwilioProblem('tooLarge', 'The request body is too large')
    next()
  }
}

function accountOf(request: Request): string {
  const sid = param(request, 'sid')
  if (ACCOUNT_SID.test(sid)) return sid
  throw notFound(request.path)
}

/** Whoever tries single sign-on on an account that is not set up for it is told so by legacy Flex (observed). */
async function requireCertificate(sid: string, { store }: AppContext): Promise<void> {
  const { certificates = [] } = (await store.loadConnection(sid)) ?? {}
  if (certificates.length > 0) return
  const hint = `Save the connection ${sid} with issuer, ssoUrl and certificate of the IdP: POST /api/v1/connections.`
  throw new TwilioProblem('badSsoSettings', noCertificateFor(sid), hint)
}

/** The token that a server asks about, with the account's credentials; null when it is none of the account. */
async function findGiven(request: Request, context: AppContext): Promise<Omit<IssuedToken, 'token'> | null> {
  const account = accountOf(request)
  const caller = readCredentials(request, context)
  if ('account' in caller && caller.account !== account) throw notFound(request.path)
  const { token } = parseInput(tokenBody, jsonIn(request), 'the body')
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

async function refresh(request: Request, context: AppContext) {
  const found = await findGiven(request, context)
  if (found === null) throw badParameter(NO_TOKEN)
  const { token, signedIn, expiresAt } = await issueToken(context.store, found.signedIn, context.clock.now())
  return { token, roles: signedIn.roles, expiration: inWholeSeconds(expiresAt), identity: signedIn.identity }
}
