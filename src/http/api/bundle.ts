import type { Router } from 'express'
import { HarnessError } from '../../errors.ts'
import { recallLogin } from '../../login/recorded-login.ts'
import { writeBundle } from '../../login/write-bundle.ts'
import type { AppContext } from '../context.ts'
import { param } from './request.ts'
import { sendFile } from './send-file.ts'

/** A login as a file that `check` judges to the same Report. */
export function bundleRoutes(router: Router, { store }: AppContext): void {
  router.get('/logins/:id/bundle', async (request, response) => {
    const id = param(request, 'id')
    const attempt = await store.loadAttempt(id)
    if (attempt === null) {
      const hint = 'The newest one is at /api/v1/logins/latest; older ones than the newest 10,000 are gone.'
      throw new HarnessError('UNKNOWN_LOGIN', `There is no login ${id}.`, hint)
    }
    sendFile(response, 'text/plain', writeBundle(recallLogin(attempt), attempt.report), `${id}.response`)
  })
}
