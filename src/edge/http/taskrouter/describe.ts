import { z } from 'zod'
import { type Answer, json, nothing, type RouteAnswers } from '../answer.ts'
import { FORM } from '../body.ts'
import { twilioProblem } from '../openapi/schemas.ts'
import {
  taskRouterActivity,
  taskRouterChannel,
  taskRouterMeta,
  taskRouterWorker,
  taskRouterWorkspace,
} from '../openapi/taskrouter-schemas.ts'
import type { DescribedRoute } from '../route.ts'
import type { Readers } from './parameters.ts'

const PROBLEMS: Record<number, string> = {
  400: 'A parameter has a fault, which `message` names.',
  401: 'Without credentials, or with wrong ones.',
  404: 'There is none.',
  412: 'It has changed since: its ETag is not the one of If-Match.',
}
const refusals = (...statuses: number[]): Record<number, Answer> =>
  Object.fromEntries(statuses.map((status) => [status, json(PROBLEMS[status] ?? '', twilioProblem)]))

/** A kind of resource: what is said of one, and its schema. */
interface Kind {
  one: string
  schema: z.ZodType
  /** The key of a list of them. */
  key: string
}

const CHANNEL: Kind = { one: 'a channel of a worker', schema: taskRouterChannel, key: 'channels' }
const KINDS: Record<string, Kind> = {
  Workspaces: { one: 'the workspace', schema: taskRouterWorkspace, key: 'workspaces' },
  Activities: { one: 'an activity', schema: taskRouterActivity, key: 'activities' },
  Workers: { one: 'a worker', schema: taskRouterWorker, key: 'workers' },
  Channels: CHANNEL,
  WorkerChannels: CHANNEL,
}

/** The examples of those that need or show something. */
const EXAMPLES: Record<string, DescribedRoute['examples']> = {
  'GET Workers': {
    All: {},
    'By an expression': { query: { TargetWorkersExpression: 'roles HAS "agent"', PageSize: '20' } },
  },
  'POST Workers': {
    'An agent': {
      body: {
        FriendlyName: 'grace@example.com',
        Attributes: '{"full_name":"Grace Hopper","email":"grace@example.com","roles":["agent"]}',
      },
    },
  },
  'POST Workers/{}': { 'Other attributes': { body: { Attributes: '{"location":"Oslo"}' } } },
  'POST Channels/{}': { 'Two at once': { body: { Capacity: 2, Available: true } } },
  'POST WorkerChannels/{}': { 'Two at once': { body: { Capacity: 2, Available: true } } },
}

const ETAG = { ETag: 'For If-Match' }
const ifMatch = z.string().optional().describe('The ETag that it has to have')

/** The parameters that an operation takes, by its own readers. */
function parametersOf(readers: Readers, required?: string): z.ZodObject {
  const shape = Object.entries(readers).flatMap(([name, { schema }]) =>
    schema === undefined ? [] : [[name, name === required ? schema : schema.optional()] as const],
  )
  return z.strictObject(Object.fromEntries(shape))
}

function answersOf(method: string, { schema, key }: Kind, isOne: boolean): RouteAnswers {
  if (method === 'DELETE') return { 204: nothing('Deleted'), ...refusals(400, 401, 404, 412) }
  const headers = schema === taskRouterWorker ? { headers: ETAG } : {}
  if (isOne) {
    const statuses = method === 'GET' ? [400, 401, 404] : [400, 401, 404, ...(schema === taskRouterWorker ? [412] : [])]
    return { 200: { ...json('The resource', schema), ...headers }, ...refusals(...statuses) }
  }
  if (method === 'POST') return { 201: { ...json('The new resource', schema), ...headers }, ...refusals(400, 401, 404) }
  const list = z.strictObject({ [key]: z.array(schema), meta: taskRouterMeta })
  return { 200: json('One page', list), ...refusals(400, 401, ...(key === 'workspaces' ? [] : [404])) }
}

const VERBS: Record<string, string> = { GET: 'Fetch', POST: 'Update', DELETE: 'Delete' }

/** What the document says of an operation on the resource at this path. */
export function describeOperation(path: string, method: 'GET' | 'POST' | 'DELETE', readers: Readers) {
  const segments = path.split('/')
  const isOne = segments.at(-1)?.startsWith('{') ?? false
  const collection = segments.at(isOne ? -2 : -1) ?? ''
  const kind = KINDS[collection] ?? CHANNEL
  const verb = isOne ? VERBS[method] : method === 'POST' ? 'Create' : 'List'
  const parameters = parametersOf(readers, verb === 'Create' ? 'FriendlyName' : undefined)
  const takesMatch = isOne && method !== 'GET' && kind.schema === taskRouterWorker
  const examples = EXAMPLES[`${method} ${collection}${isOne ? '/{}' : ''}`]
  return {
    id: `taskRouter${verb}${collection}`,
    tag: 'TaskRouter' as const,
    summary: verb === 'List' ? `List ${kind.key}` : `${verb} ${kind.one}`,
    ...(method === 'GET' ? { query: parameters } : {}),
    ...(method === 'POST' ? { body: { types: [FORM], schema: parameters } } : {}),
    ...(takesMatch ? { headers: { 'If-Match': ifMatch } } : {}),
    answers: answersOf(method, kind, isOne),
    ...(examples === undefined ? {} : { examples }),
  }
}
