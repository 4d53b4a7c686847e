import express, { type Request, type Response } from 'express'
import { requireConnection } from '../../app/connections/connections.ts'
import { beginLogin } from '../../app/sign-in/begin.ts'
import { sidPrefixOf } from '../../core/domain/sid.ts'
import { givenToken, isAllowed } from './access.ts'
import { param } from './api/request.ts'
import { baseUrlOf } from './base-url.ts'
import type { AppContext } from './context.ts'
import { sendTrouble } from './error-page.ts'
import { queryCarriesMessage } from './incoming-message.ts'

/** The login link of a tenant: takes a person to the IdP with an AuthnRequest. */
export function signIn(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.get('/login/:sid', (request, response, next) =>
    sidPrefixOf(param(request, 'sid')) === null || queryCarriesMessage(request)
      ? next()
      : follow(request, response, context).catch((error) => {
          const mayUseIdp = isAllowed(request, context, givenToken(request))
          sendTrouble(error, request, response, next, mayUseIdp ? `/idp/plain/${param(request, 'sid')}` : null)
        }),
  )
  return router
}

async function follow(request: Request, response: Response, context: AppContext): Promise<void> {
  const { store, clock } = context
  const connection = await requireConnection(store, param(request, 'sid'))
  const relayState = typeof request.query.RelayState === 'string' ? request.query.RelayState : null
  const beginning = { connection, baseUrl: baseUrlOf(request, context), relayState, returnTo: null }
  response.set('Cache-Control', 'no-store').redirect(302, await beginLogin(store, beginning, clock.now()))
}
