import express from 'express'
import { resetHarness } from '../../../app/state/reset.ts'
import { ENDPOINTS } from '../../../core/flex/endpoints.ts'
import type { AppContext } from '../context.ts'
import { bundleRoutes } from './bundle.ts'
import { checkRoutes } from './check.ts'
import { clockRoutes } from './clock.ts'
import { connectionRoutes } from './connections.ts'
import { diffRoutes } from './diff.ts'
import { eventRoutes } from './events.ts'
import { historyRoutes } from './history.ts'
import { idpRoutes } from './idp.ts'
import { loginRoutes, postedRoutes } from './logins.ts'
import { mapRoutes } from './map.ts'
import { readSeedBody, seedRoutes } from './seed.ts'
import { settingsRoutes } from './settings.ts'
import { waitRoutes } from './wait.ts'
import { whatIfRoutes } from './what-if.ts'
import { workerRoutes } from './workers.ts'

const RESOURCES = [
  connectionRoutes,
  waitRoutes,
  eventRoutes,
  loginRoutes,
  postedRoutes,
  bundleRoutes,
  diffRoutes,
  whatIfRoutes,
  workerRoutes,
  historyRoutes,
  checkRoutes,
  mapRoutes,
  settingsRoutes,
  idpRoutes,
  clockRoutes,
  seedRoutes,
]

/** The JSON API under /api/v1. */
export function api(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.use('/seed', readSeedBody)
  router.use(express.json({ limit: '512kb', strict: false }))
  for (const addRoutes of RESOURCES) addRoutes(router, context)
  router.get('/info', (_request, response) => {
    const { version, baseUrl, clock } = context
    response.json({
      name: 'flex-iam-mock',
      version,
      node: process.version,
      baseUrl,
      clock: clock.read(),
      endpoints: ENDPOINTS,
    })
  })
  router.post('/reset', async (request, response) => {
    await resetHarness(context, request.query)
    response.status(204).end()
  })
  return router
}
