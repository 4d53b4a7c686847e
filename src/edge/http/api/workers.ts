import type { Request, Router } from 'express'
import { z } from 'zod'
import { requireWorker } from '../../../app/workers/find-worker.ts'
import { deleteWorker, deleteWorkers, listWorkers } from '../../../app/workers/workers.ts'
import type { Worker } from '../../../core/domain/worker.ts'
import { text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import type { AppContext } from '../context.ts'
import { param } from './request.ts'

/** Which worker is meant, or deleted, is not to hang on a parameter that nobody reads. */
export const accountQuery = z.strictObject({
  account: text(WORD_CHARACTERS).optional().describe('An account by its SID'),
})

/** The simulated TaskRouter workers. */
export function workerRoutes(router: Router, context: AppContext): void {
  const { store } = context
  router.get('/workers', async (request, response) => {
    response.json(await listWorkers(store, request.query))
  })
  router.delete('/workers', async (request, response) => {
    const { account } = parseInput(accountQuery, request.query, 'the query')
    await deleteWorkers(context, account)
    response.status(204).end()
  })
  const one = async (request: Request): Promise<Worker> => {
    const { account } = parseInput(accountQuery, request.query, 'the query')
    return requireWorker(store, param(request, 'worker'), account)
  }
  router.get('/workers/:worker', async (request, response) => void response.json(await one(request)))
  router.get(
    '/workers/:worker/attributes',
    async (request, response) => void response.json((await one(request)).attributes),
  )
  router.delete('/workers/:worker', async (request, response) => {
    const { account } = parseInput(accountQuery, request.query, 'the query')
    await deleteWorker(context, param(request, 'worker'), account)
    response.status(204).end()
  })
}
