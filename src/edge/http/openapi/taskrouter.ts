import { z } from 'zod'
import type { Readers } from '../taskrouter/parameters.ts'
import { RESOURCES, type ResourceOperations } from '../taskrouter/resources.ts'
import { twilioProblem } from './answers.ts'
import { type Answer, json, nothing, type Operation, type Operations } from './operation.ts'

const text = z.string()
const time = z.iso.datetime()
const links = z.record(text, text)
const common = { account_sid: text, date_created: time, date_updated: time, sid: text, url: text }

/** TaskRouter’s resources, as it writes them. */
export const taskRouterWorkspace = z.strictObject({
  ...common,
  default_activity_name: text,
  default_activity_sid: text,
  event_callback_url: text.nullable(),
  events_filter: text.nullable(),
  friendly_name: text,
  multi_task_enabled: z.boolean(),
  prioritize_queue_order: text,
  timeout_activity_name: text,
  timeout_activity_sid: text,
  links,
})

export const taskRouterActivity = z.strictObject({
  ...common,
  available: z.boolean(),
  friendly_name: text,
  workspace_sid: text,
  links,
})

export const taskRouterWorker = z.strictObject({
  ...common,
  activity_name: text,
  activity_sid: text,
  attributes: text.meta({ contentMediaType: 'application/json' }),
  available: z.boolean(),
  date_status_changed: time,
  friendly_name: text,
  workspace_sid: text,
  links,
})

export const taskRouterChannel = z.strictObject({
  ...common,
  assigned_tasks: z.int(),
  available: z.boolean(),
  available_capacity_percentage: z.int(),
  configured_capacity: z.int(),
  task_channel_sid: text,
  task_channel_unique_name: text,
  worker_sid: text,
  workspace_sid: text,
})

export const taskRouterMeta = z.strictObject({
  page: z.int(),
  page_size: z.int(),
  first_page_url: text,
  previous_page_url: text.nullable(),
  url: text,
  next_page_url: text.nullable(),
  key: text,
})

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
const EXAMPLES: Record<string, Operation['examples']> = {
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
const FORM = 'application/x-www-form-urlencoded'
const ifMatch = z.string().optional().describe('The ETag that it has to have')

/** The parameters that an operation takes, by its own readers. */
function parametersOf(readers: Readers, required?: string): z.ZodObject {
  const shape = Object.entries(readers).flatMap(([name, { schema }]) =>
    schema === undefined ? [] : [[name, name === required ? schema : schema.optional()] as const],
  )
  return z.strictObject(Object.fromEntries(shape))
}

function answersOf(method: string, { schema, key }: Kind, isOne: boolean): Operation['answers'] {
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

function describe(collection: string, isOne: boolean, method: string, readers: Readers): Operation | null {
  const kind = KINDS[collection]
  if (kind === undefined) return null
  const verb = isOne ? VERBS[method] : method === 'POST' ? 'Create' : 'List'
  const parameters = parametersOf(readers, verb === 'Create' ? 'FriendlyName' : undefined)
  const takesMatch = isOne && method !== 'GET' && kind.schema === taskRouterWorker
  const examples = EXAMPLES[`${method} ${collection}${isOne ? '/{}' : ''}`]
  return {
    id: `taskRouter${verb}${collection}`,
    tag: 'TaskRouter',
    summary: verb === 'List' ? `List ${kind.key}` : `${verb} ${kind.one}`,
    access: 'twilio',
    ...(method === 'GET' ? { query: parameters } : {}),
    ...(method === 'POST' ? { body: { types: [FORM], schema: parameters } } : {}),
    ...(takesMatch ? { headers: { 'If-Match': ifMatch } } : {}),
    answers: answersOf(method, kind, isOne),
    ...(examples === undefined ? {} : { examples }),
  }
}

const describeAll = (path: string, operations: ResourceOperations): [string, Operation][] => {
  const segments = `Workspaces${path === '/' ? '' : path}`.split('/')
  const isOne = segments.at(-1)?.startsWith(':') ?? false
  const collection = segments.at(isOne ? -2 : -1) ?? ''
  const whole = `/v1/${segments.map((each) => (each.startsWith(':') ? `{${each.slice(1)}Sid}` : each)).join('/')}`
  return Object.entries(operations).flatMap(([method, { readers }]) => {
    const described = describe(collection, isOne, method, readers)
    return described ? [[`${method} ${whole}`, described]] : []
  })
}

/** TaskRouter, from the table that is served. */
export const TASKROUTER_OPERATIONS: Operations = Object.fromEntries(
  Object.entries(RESOURCES).flatMap(([path, operations]) => describeAll(path, operations)),
)
