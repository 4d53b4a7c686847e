import { z } from 'zod'
import { requireWorker } from '../../../app/workers/find-worker.ts'
import { readWorkerHistory } from '../../../app/workers/worker-history.ts'
import { deleteWorker, deleteWorkers, listWorkers, workerQuery } from '../../../app/workers/workers.ts'
import { MAX_CURSOR, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { json, nothing, problems } from '../answer.ts'
import { ACCOUNT } from '../openapi/examples.ts'
import { attributes, next, worker, workerEvent } from '../openapi/schemas.ts'
import { AS_SENT, route } from '../route.ts'

const account = text(WORD_CHARACTERS).optional().describe('An account by its SID')

/** Which worker is meant, or deleted, is not to hang on a parameter that nobody reads. */
const accountQuery = z.strictObject({ account })

const inAccount = { 'In one account': { query: { account: ACCOUNT } } }

/** The simulated TaskRouter workers. */
export const WORKER_ROUTES = [
  route({
    method: 'GET',
    path: '/api/v1/workers',
    id: 'listWorkers',
    tag: 'Workers',
    summary: 'The workers',
    access: 'token',
    query: workerQuery,
    parsedQuery: AS_SENT,
    answers: { 200: json('One page', z.strictObject({ workers: z.array(worker), next })), ...problems(400) },
    examples: { All: {}, 'By a part of the name': { query: { query: 'ada', limit: '10' } } },
    handle: async ({ query }, { store }) => ({ status: 200, json: await listWorkers(store, query) }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/workers',
    id: 'forgetWorkers',
    tag: 'Workers',
    summary: 'Forget all workers, or those of one account',
    access: 'token',
    query: accountQuery,
    answers: { 204: nothing('Forgotten'), ...problems(400) },
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
    summary: 'One worker',
    access: 'token',
    query: accountQuery,
    answers: { 200: json('The worker', worker), ...problems(400, 404, 409) },
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
    summary: 'Its attributes alone',
    access: 'token',
    query: accountQuery,
    answers: { 200: json('The attributes', attributes), ...problems(400, 404, 409) },
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
    summary: 'What made and changed it, newest first',
    access: 'token',
    query: z.strictObject({
      account,
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
      after: z.coerce.number().int().min(1).max(MAX_CURSOR).optional().describe('The `next` of the page before'),
    }),
    answers: {
      200: json('One page', z.strictObject({ history: z.array(workerEvent), next })),
      ...problems(400, 404, 409),
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
    summary: 'Forget one worker',
    access: 'token',
    query: accountQuery,
    answers: { 204: nothing('Forgotten'), ...problems(400, 404, 409) },
    handle: async ({ params, query }, context) => {
      await deleteWorker(context, params.worker, query.account)
      return { status: 204 }
    },
  }),
]
