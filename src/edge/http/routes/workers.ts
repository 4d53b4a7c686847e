import { z } from 'zod'
import { requireWorker } from '../../../app/workers/find-worker.ts'
import { readWorkerHistory } from '../../../app/workers/worker-history.ts'
import { deleteWorker, deleteWorkers, listWorkers, workerQuery } from '../../../app/workers/workers.ts'
import { MAX_CURSOR, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { json, noSuch, nothing, problems } from '../answer.ts'
import { ACCOUNT } from '../openapi/examples.ts'
import { attributes, next, worker, workerEvent } from '../openapi/schemas.ts'
import { AS_SENT, route } from '../route.ts'

const account = text(WORD_CHARACTERS).optional().describe('The SID of an account')

/** Strict, so that a misspelled parameter cannot select or delete the wrong worker. */
const accountQuery = z.strictObject({ account })

const WORKER_PROBLEMS = { ...problems(400, 409), ...noSuch('worker') }

const inAccount = { 'In one account': { query: { account: ACCOUNT } } }

/** The simulated TaskRouter workers. */
export const WORKER_ROUTES = [
  route({
    method: 'GET',
    path: '/api/v1/workers',
    id: 'listWorkers',
    tag: 'Workers',
    summary: 'List workers',
    access: 'token',
    query: workerQuery,
    parsedQuery: AS_SENT,
    answers: { 200: json('A page of workers', z.strictObject({ workers: z.array(worker), next })), ...problems(400) },
    examples: { All: {}, 'By part of the name': { query: { query: 'ada', limit: '10' } } },
    handle: async ({ query }, { store }) => ({ status: 200, json: await listWorkers(store, query) }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/workers',
    id: 'forgetWorkers',
    tag: 'Workers',
    summary: 'Delete all workers, or those of one account',
    access: 'token',
    query: accountQuery,
    answers: { 204: nothing('Workers deleted'), ...problems(400) },
    examples: { All: {}, ...inAccount },
    handle: async ({ query }, context) => {
      await deleteWorkers(context, query.account)
      return { status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/workers/{worker}',
    id: 'readWorker',
    tag: 'Workers',
    summary: 'Get a worker',
    access: 'token',
    query: accountQuery,
    answers: { 200: json('The worker', worker), ...WORKER_PROBLEMS },
    examples: { 'By name': {}, ...inAccount },
    handle: async ({ params, query }, { store }) => ({
      status: 200,
      json: await requireWorker(store, params.worker, query.account),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/workers/{worker}/attributes',
    id: 'readAttributes',
    tag: 'Workers',
    summary: 'Get the attributes of a worker',
    access: 'token',
    query: accountQuery,
    answers: { 200: json('The attributes', attributes), ...WORKER_PROBLEMS },
    handle: async ({ params, query }, { store }) => ({
      status: 200,
      json: (await requireWorker(store, params.worker, query.account)).attributes,
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/workers/{worker}/history',
    id: 'readHistory',
    tag: 'Workers',
    summary: 'List the history of a worker',
    description: 'Returns what created and changed the worker, newest first.',
    access: 'token',
    query: z.strictObject({
      account,
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
      after: z.coerce
        .number()
        .int()
        .min(1)
        .max(MAX_CURSOR)
        .optional()
        .describe('The value of `next` from the previous page'),
    }),
    answers: {
      200: json('A page of the history', z.strictObject({ history: z.array(workerEvent), next })),
      ...WORKER_PROBLEMS,
    },
    handle: async ({ params, query: { account, ...asked } }, { store }) => {
      const { sid } = await requireWorker(store, params.worker, account)
      const { history, next } = await readWorkerHistory(store, sid, asked)
      return { status: 200, json: { history, next: next === null ? null : String(next) } }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/workers/{worker}',
    id: 'forgetWorker',
    tag: 'Workers',
    summary: 'Delete a worker',
    access: 'token',
    query: accountQuery,
    answers: { 204: nothing('Worker deleted'), ...WORKER_PROBLEMS },
    handle: async ({ params, query }, context) => {
      await deleteWorker(context, params.worker, query.account)
      return { status: 204 }
    },
  }),
]
