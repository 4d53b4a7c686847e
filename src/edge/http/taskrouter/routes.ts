import express from 'express'
import { WORKSPACE_SID } from '../../../core/domain/sid.ts'
import { workspaceSidOf } from '../../../core/flex/endpoints.ts'
import { isCrossOrigin } from '../access.ts'
import { baseUrlOf } from '../base-url.ts'
import { FORM, readBy } from '../body.ts'
import { type Call, hasBody, type RouteCall } from '../call.ts'
import type { AppContext } from '../context.ts'
import { readFormFields } from '../form.ts'
import { FROM_ANYONE } from '../misdirected.ts'
import type { Reply } from '../reply.ts'
import { AS_SENT, type DescribedRoute, type Route } from '../route.ts'
import { type Caller, readCredentials } from '../twilio-authentication.ts'
import { badParameter, methodNotAllowed, notFound, TwilioProblem, twilioReply } from '../twilio-problem.ts'
import { describeOperation } from './describe.ts'
import type { OperationCall, TaskRouterOperation, TaskRouterReply } from './operation.ts'
import { shortenValue } from './parameters.ts'
import { RESOURCES, type ResourceOperations } from './resources.ts'

const VERSION = '/v1'

/** A login message that is sent here by mistake has no credentials. */
const TASKROUTER = {
  access: 'twilio',
  refusesBrokenPath: true,
  refusesCrossSite: true,
  misdirected: { from: (call) => call.headers.authorization === undefined && FROM_ANYONE.from(call) },
  onError: twilioReply,
} as const satisfies Partial<Route>

const readForm = readBy(express.text({ type: FORM, limit: '256kb' }))

const pathOfResource = (path: string) => `/v1/Workspaces${path === '/' ? '' : path}`
const lenience = (path: string) => (path === '/' ? ({ lenient: 'slash' } as const) : {})

/** TaskRouter's REST API over the worker store, in Twilio's format: a route for each operation of the table. */
export const TASKROUTER_ROUTES: DescribedRoute[] = Object.entries(RESOURCES).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) =>
    operationRoute(path, method as keyof ResourceOperations, operation),
  ),
)

/** The same paths with every other method. */
export const TASKROUTER_OTHER_METHODS: Route[] = Object.entries(RESOURCES).map(([path, operations]) => ({
  ...TASKROUTER,
  method: 'ANY',
  path: pathOfResource(path),
  ...lenience(path),
  handle: (call, context) => {
    admit(call, context)
    throw methodNotAllowed(call.method, Object.keys(operations).join(', '))
  },
}))

/** Paths of the API that are not a resource. */
export const NOTHING_IN_TASKROUTER: Route = {
  ...TASKROUTER,
  method: 'ANY',
  path: '',
  handle: (call, context) => {
    admit(call, context)
    throw notFound(pathOf(call))
  },
}

function operationRoute(
  resource: string,
  method: keyof ResourceOperations,
  operation: TaskRouterOperation,
): DescribedRoute {
  const path = pathOfResource(resource)
  const { body, ...description } = describeOperation(path, method, operation.readers)
  return {
    ...TASKROUTER,
    ...description,
    ...(body ? { body: { ...body, read: readForm, parse: (read: unknown) => read } } : {}),
    method,
    path,
    ...lenience(resource),
    parsedQuery: AS_SENT,
    handle: async (call, context) => replyOf(await operation(readOperationCall(admit(call, context), call, context))),
  }
}

const replyOf = ({ status, body, etag }: TaskRouterReply): Reply => ({
  status,
  ...(etag === undefined ? {} : { headers: { ETag: etag } }),
  ...(body === undefined ? {} : { json: body }),
})

/** Refuses pages on other sites, as the rest of the API does, regardless of the credentials in the browser. */
function admit(call: Call, context: AppContext): Caller {
  if (isCrossOrigin(call, context.baseUrl))
    throw new TwilioProblem('unauthorized', `TaskRouter is not open to pages of ${call.headers.origin}`)
  return readCredentials(call, context)
}

function readOperationCall(caller: Caller, call: RouteCall, context: AppContext): OperationCall {
  const params = Object.fromEntries(
    Object.entries(call.params).map(([name, value]) => [name.replace(/Sid$/, ''), value]),
  )
  const account = accountOf(caller, params.workspace)
  const workspaceSid = workspaceSidOf(account)
  const path = pathOf(call)
  if (params.workspace !== undefined && params.workspace !== workspaceSid) throw notFound(path)
  const base = baseUrlOf(call, context) + VERSION
  return {
    context,
    account,
    workspaceSid,
    workspaceUrl: `${base}/Workspaces/${workspaceSid}`,
    url: base + path,
    path,
    params,
    sent: sentWith(call),
    ifMatch: call.headers['if-match'],
  }
}

/** An API key counts for the account of the workspace in the path: workspace SIDs are derived from account SIDs. */
function accountOf(caller: Caller, workspace: string | undefined): string {
  if ('account' in caller) return caller.account
  if (workspace === undefined)
    throw badParameter(
      'API keys are not tied to an account here. Use a path with the SID of the workspace, or authenticate with the AccountSid',
    )
  return WORKSPACE_SID.test(workspace) ? `AC${workspace.slice(2)}` : ''
}

/** A POST takes its parameters only from the form, so a parameter in the query would be ignored. */
function sentWith(call: RouteCall): [name: string, value: string][] {
  const inQuery = pairsOf(call.queryText)
  if (call.method !== 'POST') return inQuery
  const [first] = inQuery
  if (first === undefined) return formOf(call)
  throw badParameter(
    `Unknown parameter ${shortenValue(first[0])} in the query. A POST takes its parameters from the form`,
  )
}

function formOf(call: RouteCall): [name: string, value: string][] {
  if (typeof call.body === 'string') return pairsOf(call.body)
  if (hasBody(call)) throw badParameter(`The body must be a form with Content-Type ${FORM}`)
  return []
}

const pairsOf = (form: string) => (form === '' ? [] : readFormFields(form))

const pathOf = ({ path }: Call) => path.slice(VERSION.length).replace(/\/$/, '')
