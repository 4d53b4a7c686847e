import express from 'express'
import { offerOf } from '../../app/connections/adopt.ts'
import { smallestChangeFor } from '../../app/what-if/what-if.ts'
import { HarnessError } from '../../core/errors.ts'
import { renderLoginPage } from '../pages/login-page.tsx'
import { ICON } from '../pages/page-head.ts'
import { STYLE } from '../pages/style.ts'
import type { AppContext } from './context.ts'

/** The page of one attempt, for the person who signed in: its id cannot be guessed. */
export function loginPageRoutes({ store }: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.get('/assets/style.css', (_request, response) => {
    response.type('text/css').set('Cache-Control', 'max-age=3600').send(STYLE)
  })
  for (const path of ['/assets/icon.svg', '/favicon.ico'])
    router.get(path, (_request, response) => {
      response.type('image/svg+xml').set('Cache-Control', 'max-age=3600').send(ICON)
    })
  router.get('/logins/:id', async (request, response) => {
    const attempt = await store.loadAttempt(String(request.params.id))
    if (attempt === null)
      throw new HarnessError(
        'UNKNOWN_LOGIN',
        'There is no such login.',
        'It may have given way to newer ones; sign in again.',
      )
    const page = renderLoginPage(attempt.report, { steps: smallestChangeFor(attempt), offer: offerOf(attempt) })
    response.set('Cache-Control', 'no-store').type('html').send(page)
  })
  return router
}
