import { z } from 'zod'
import { workerQuery } from '../../../app/workers/workers.ts'
import { historyQuery } from '../api/history.ts'
import { accountQuery } from '../api/workers.ts'
import { attributes, next, worker, workerEvent } from './answers.ts'
import { ACCOUNT } from './examples.ts'
import { json, nothing, type Operations, problems } from './operation.ts'

const inAccount = { 'In one account': { query: { account: ACCOUNT } } }

/** The simulated workers. */
export const WORKER_OPERATIONS: Operations = {
  'GET /api/v1/workers': {
    id: 'listWorkers',
    tag: 'Workers',
    summary: 'The workers',
    access: 'token',
    query: workerQuery,
    answers: { 200: json('One page', z.strictObject({ workers: z.array(worker), next })), ...problems(400) },
    examples: { All: {}, 'By a part of the name': { query: { query: 'ada', limit: '10' } } },
  },
  'DELETE /api/v1/workers': {
    id: 'forgetWorkers',
    tag: 'Workers',
    summary: 'Forget all workers, or those of one account',
    access: 'token',
    query: accountQuery,
    answers: { 204: nothing('Forgotten'), ...problems(400) },
    examples: { All: {}, ...inAccount },
  },
  'GET /api/v1/workers/{worker}': {
    id: 'readWorker',
    tag: 'Workers',
    summary: 'One worker',
    access: 'token',
    query: accountQuery,
    answers: { 200: json('The worker', worker), ...problems(400, 404, 409) },
    examples: { 'By name': {}, ...inAccount },
  },
  'GET /api/v1/workers/{worker}/attributes': {
    id: 'readAttributes',
    tag: 'Workers',
    summary: 'Its attributes alone',
    access: 'token',
    query: accountQuery,
    answers: { 200: json('The attributes', attributes), ...problems(400, 404, 409) },
  },
  'GET /api/v1/workers/{worker}/history': {
    id: 'readHistory',
    tag: 'Workers',
    summary: 'What made and changed it, newest first',
    access: 'token',
    query: historyQuery,
    answers: {
      200: json('One page', z.strictObject({ history: z.array(workerEvent), next })),
      ...problems(400, 404, 409),
    },
  },
  'DELETE /api/v1/workers/{worker}': {
    id: 'forgetWorker',
    tag: 'Workers',
    summary: 'Forget one worker',
    access: 'token',
    query: accountQuery,
    answers: { 204: nothing('Forgotten'), ...problems(400, 404, 409) },
  },
}
