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
  400: 'Invalid parameter. `message` says what is wrong.',
  401: 'Missing or wrong credentials.',
  404: 'Not found.',
  412: 'The resource has changed: its ETag does not match If-Match.',
}
const refusals = (...statuses: number[]): Record<number, Answer> =>
  Object.fromEntries(statuses.map((status) => [status, json(PROBLEMS[status] ?? '', twilioProblem)]))

/** A kind of resource: how it is called, and its schema. */
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

/** Examples, for operations that need one. */
const EXAMPLES: Record<string, DescribedRoute['examples']> = {
  'GET Workers': {
    All: {},
    'By expression': { query: { TargetWorkersExpression: 'roles HAS "agent"', PageSize: '20' } },
  },
  'POST Workers': {
    'An agent': {
      body: {
        FriendlyName: 'grace@example.com',
        Attributes: '{"full_name":"Grace Hopper","email":"grace@example.com","roles":["agent"]}',
      },
    },
  },
  'POST Workers/{}': { 'Replace the attributes': { body: { Attributes: '{"location":"Oslo"}' } } },
  'POST Channels/{}': { 'Two tasks at a time': { body: { Capacity: 2, Available: true } } },
  'POST WorkerChannels/{}': { 'Two tasks at a time': { body: { Capacity: 2, Available: true } } },
}

const ETAG = { ETag: 'The value for If-Match' }
const ifMatch = z.string().optional().describe('The ETag that the worker must have')

/** The parameters that an operation takes, from its readers. */
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
    return { 200: { ...json('The resource.', schema), ...headers }, ...refusals(...statuses) }
  }
  if (method === 'POST')
    return { 201: { ...json('The new resource.', schema), ...headers }, ...refusals(400, 401, 404) }
  const list = z.strictObject({ [key]: z.array(schema), meta: taskRouterMeta })
  return { 200: json(`A page of ${key}`, list), ...refusals(400, 401, ...(key === 'workspaces' ? [] : [404])) }
}

const VERBS: Record<string, string> = { GET: 'Fetch', POST: 'Update', DELETE: 'Delete' }

/** Describes the operation on the resource at this path. */
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
