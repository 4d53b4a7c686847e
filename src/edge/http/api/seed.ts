import { json, type RequestHandler, type Router } from 'express'
import { exportHarness, seedHarness } from '../../../app/state/seed.ts'
import { refuseManyValues } from '../../../core/input/json-values.ts'
import type { AppContext } from '../context.ts'
import { bodyOf } from './request.ts'

/** Reads the body of a seed, which may have as many workers as TaskRouter allows; to be used before other parsers. */
export const readSeedBody: RequestHandler = json({
  limit: '32mb',
  strict: false,
  verify: (_request, _response, body) => refuseManyValues(body, 'The seed'),
})

/** The state of a harness as one document. */
export function seedRoutes(router: Router, context: AppContext): void {
  router.put('/seed', async (request, response) => {
    await seedHarness(context, bodyOf(request))
    response.status(204).end()
  })
  router.get('/export', async (_request, response) => {
    response.json(await exportHarness(context.store, context.clock))
  })
}
