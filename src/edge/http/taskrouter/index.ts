import express, { type Request, type RequestHandler, type Response } from 'express'
import { WORKSPACE_SID } from '../../../core/domain/sid.ts'
import { workspaceSidOf } from '../../../core/flex/endpoints.ts'
import { isCrossOrigin } from '../access.ts'
import { baseUrlOf } from '../base-url.ts'
import type { AppContext } from '../context.ts'
import { refuseCrossSite } from '../cross-site.ts'
import { readFormFields } from '../form.ts'
import { carriesMessage, queryOf, readIncoming } from '../incoming-message.ts'
import { receiveMisdirected } from '../misdirected.ts'
import { type Caller, readCredentials } from '../twilio-authentication.ts'
import { badParameter, notFound, TwilioProblem, twilioProblems } from '../twilio-problem.ts'
import type { Call, TaskRouterReply } from './operation.ts'
import { shortenValue } from './parameters.ts'
import { RESOURCES, type ResourceOperations } from './resources.ts'

const FORM = 'application/x-www-form-urlencoded'
const VERSION = '/v1'

/** TaskRouter's REST surface over the worker store, in Twilio's shapes. */
export function taskRouter(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.use(receiveMessages(context), refuseCrossSite)
  router.use(express.text({ type: FORM, limit: '256kb' }))
  for (const [path, operations] of Object.entries(RESOURCES)) router.all(path, answerBy(operations, context))
  router.use((request) => {
    admit(request, context)
    throw notFound(pathOf(request))
  })
  router.use(twilioProblems(context))
  return router
}

/** A message of a sign-in that came here by mistake brings no credentials. */
function receiveMessages(context: AppContext): RequestHandler {
  return async (request, response, next) => {
    const { method, headers } = request
    if (headers.authorization !== undefined || (method !== 'POST' && method !== 'GET')) return next()
    const brought = await readIncoming(request, response)
    if (!carriesMessage(brought, request)) return next()
    await receiveMisdirected(brought, request, response, context)
  }
}

function answerBy(operations: ResourceOperations, context: AppContext): RequestHandler {
  return async (request, response) => {
    const caller = admit(request, context)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const operation = Object.hasOwn(operations, method) ? operations[method as keyof ResourceOperations] : undefined
    if (operation === undefined) {
      response.set('Allow', Object.keys(operations).join(', '))
      throw new TwilioProblem('methodNotAllowed', `${request.method} is not allowed on this resource`)
    }
    send(response, await operation(readCall(caller, request, context)))
  }
}

/** Pages of other sites are kept out, as from the API, whatever credentials a browser may hold. */
function admit(request: Request, context: AppContext): Caller {
  if (isCrossOrigin(request, context.baseUrl))
    throw new TwilioProblem('unauthorized', `TaskRouter is not open to pages of ${request.headers.origin}`)
  return readCredentials(request, context)
}

function readCall(caller: Caller, request: Request, context: AppContext): Call {
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]))
  const account = accountOf(caller, params.workspace)
  const workspaceSid = workspaceSidOf(account)
  const path = pathOf(request)
  if (params.workspace !== undefined && params.workspace !== workspaceSid) throw notFound(path)
  const base = baseUrlOf(request, context) + VERSION
  return {
    context,
    account,
    workspaceSid,
    workspaceUrl: `${base}/Workspaces/${workspaceSid}`,
    url: base + path,
    path,
    params,
    sent: sentWith(request),
    ifMatch: request.headers['if-match'],
  }
}

/** An API key counts for the account whose workspace the path names, as SIDs of workspaces are made of those of accounts. */
function accountOf(caller: Caller, workspace: string | undefined): string {
  if ('account' in caller) return caller.account
  if (workspace === undefined)
    throw badParameter(
      'An API key does not say whose it is: give the SID of the workspace, or sign in with the AccountSid',
    )
  return WORKSPACE_SID.test(workspace) ? `AC${workspace.slice(2)}` : ''
}

/** A POST takes its parameters from the form alone, so one in the query would be ignored. */
function sentWith(request: Request): [name: string, value: string][] {
  const inQuery = pairsOf(queryOf(request))
  if (request.method !== 'POST') return inQuery
  const [first] = inQuery
  if (first === undefined) return formOf(request)
  throw badParameter(
    `Unknown parameter ${shortenValue(first[0])} in the query: a POST takes its parameters in the form`,
  )
}

function formOf(request: Request): [name: string, value: string][] {
  if (typeof request.body === 'string') return pairsOf(request.body)
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  if (hasBody) throw badParameter(`The body has to be a form: Content-Type: ${FORM}`)
  return []
}

const pairsOf = (form: string) => (form === '' ? [] : readFormFields(form))

const pathOf = (request: Request) => (request.baseUrl + request.path).slice(VERSION.length).replace(/\/$/, '')

function send(response: Response, { status, body, etag }: TaskRouterReply): void {
  if (etag !== undefined) response.set('ETag', etag)
  if (body === undefined) response.status(status).end()
  else response.status(status).json(body)
}
