import type { Router } from 'express'
import { recallLogin } from '../../login/recorded-login.ts'
import { writeBundle } from '../../login/write-bundle.ts'
import type { AppContext } from '../context.ts'
import { requireLogin } from './logins.ts'
import { param } from './request.ts'
import { sendFile } from './send-file.ts'

/** A login as a file that `check` judges to the same Report. */
export function bundleRoutes(router: Router, { store }: AppContext): void {
  router.get('/logins/:id/bundle', async (request, response) => {
    const id = param(request, 'id')
    const attempt = requireLogin(await store.loadAttempt(id), id)
    sendFile(response, 'text/plain', writeBundle(recallLogin(attempt), attempt.report), `${id}.response`)
  })
}
