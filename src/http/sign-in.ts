import express from 'express'
import { sidPrefixOf } from '../flex/endpoints.ts'
import { beginLogin } from '../login/begin.ts'
import { requireConnection } from '../login/connections.ts'
import { generationOf } from '../login/settings.ts'
import { baseUrlOf } from './base-url.ts'
import { queryCarriesMessage } from './brought.ts'
import type { AppContext } from './context.ts'

/** The login link of a tenant: takes a person to the IdP with an AuthnRequest. */
export function signIn(context: AppContext): express.Router {
  const { store, clock } = context
  const router = express.Router({ caseSensitive: true, strict: true })
  router.get('/login/:sid', async (request, response, next) => {
    const sid = String(request.params.sid)
    if (sidPrefixOf(sid) === null || queryCarriesMessage(request)) return next()
    const connection = await requireConnection(store, sid)
    const relayState = typeof request.query.RelayState === 'string' ? request.query.RelayState : null
    const base = baseUrlOf(request, context)
    const url = await beginLogin(store, connection, generationOf(connection), base, relayState, clock.now())
    response.set('Cache-Control', 'no-store').redirect(302, url)
  })
  return router
}
