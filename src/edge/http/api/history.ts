import type { Router } from 'express'
import { z } from 'zod'
import { requireWorker } from '../../../app/workers/find-worker.ts'
import { readWorkerHistory } from '../../../app/workers/worker-history.ts'
import { MAX_CURSOR, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import type { AppContext } from '../context.ts'
import { param } from './request.ts'

/** Which part of a history is meant. */
export const historyQuery = z.strictObject({
  account: text(WORD_CHARACTERS).optional().describe('An account by its SID'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z.coerce.number().int().min(1).max(MAX_CURSOR).optional().describe('The `next` of the page before'),
})

/** What made and changed a worker. */
export function historyRoutes(router: Router, { store }: AppContext): void {
  router.get('/workers/:worker/history', async (request, response) => {
    const { account, ...page } = parseInput(historyQuery, request.query, 'the query')
    const { sid } = await requireWorker(store, param(request, 'worker'), account)
    const { history, next } = await readWorkerHistory(store, sid, page)
    response.json({ history, next: next === null ? null : String(next) })
  })
}
