import type { Router } from 'express'
import type { IdpLoginInput } from '../../../app/idp/login-request.ts'
import type { AppContext } from '../context.ts'
import { performIdpLogin } from '../idp/perform-login.ts'
import { bodyOf } from './request.ts'

/** Logins of the built-in IdP, on demand. */
export function idpRoutes(router: Router, context: AppContext): void {
  router.post('/idp/login', async (request, response) => {
    response.json(await performIdpLogin(context, bodyOf(request) as IdpLoginInput))
  })
}
