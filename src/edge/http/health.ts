import express from 'express'
import type { AppContext } from './context.ts'

/** For whoever runs it: is the process alive, and can it take logins. */
export function operations({ store }: AppContext): express.Router {
  const router = express.Router()
  router.get('/livez', (_request, response) => void response.json({ status: 'ok' }))
  router.get('/readyz', async (_request, response) => {
    await store.ping()
    response.json({ status: 'ok' })
  })
  return router
}
