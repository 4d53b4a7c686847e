import type { Request, Router } from 'express'
import { z } from 'zod'
import type { Worker } from '../../domain/worker.ts'
import { requireWorker } from '../../login/find-worker.ts'
import { parseInput } from '../../login/input.ts'
import type { AppContext } from '../context.ts'
import { param } from './request.ts'

/** What a list of workers may be narrowed to. */
export const workerQuery = z.strictObject({
  account: z.string().optional().describe('An account by its SID'),
  connection: z.string().optional().describe('The account of an SSO connection'),
  query: z.string().max(200).optional().describe('A part of the friendly name'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z.string().optional().describe('The `next` of the page before'),
})

/** Which worker is meant, or deleted, is not to hang on a parameter that nobody reads. */
export const accountQuery = z.strictObject({ account: z.string().optional().describe('An account by its SID') })

/** The simulated TaskRouter workers. */
export function workerRoutes(router: Router, { store }: AppContext): void {
  router.get('/workers', async (request, response) => {
    const { connection, ...filter } = parseInput(workerQuery, request.query, 'the query')
    const account = filter.account ?? (connection && (await store.loadConnection(connection))?.accountSid)
    const found = await store.listWorkers({ ...filter, account: account ?? connection, limit: filter.limit + 1 })
    const workers = found.slice(0, filter.limit)
    response.json({ workers, next: found.length > workers.length ? (workers.at(-1)?.sid ?? null) : null })
  })
  router.delete('/workers', async (request, response) => {
    const { account } = parseInput(accountQuery, request.query, 'the query')
    await store.transaction((operations) => operations.deleteWorkers(undefined, account))
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
    const { sid } = await one(request)
    await store.transaction((operations) => operations.deleteWorkers(sid))
    response.status(204).end()
  })
}
