import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { beginLogin } from '../../../app/sign-in/begin.ts'
import type { Connection } from '../../../core/domain/login.ts'
import { renderLandingPage, renderSignedInPage } from '../../pages/landing-pages.ts'
import { givenToken, isAllowed } from '../access.ts'
import { param } from '../api/request.ts'
import { baseUrlOf } from '../base-url.ts'
import type { AppContext } from '../context.ts'
import { sendTrouble } from '../error-page.ts'
import { queryCarriesMessage } from '../incoming-message.ts'
import { visitorOf } from './visitor.ts'

/** The host of Flex's own pages. */
const FLEX_HOST = 'flex.twilio.com'
const DESKTOP = 'agent-desktop'

/** The pages of Flex that a login lands on, under /flex, and as they are where the host is Flex's. */
export function landing(context: AppContext): RequestHandler[] {
  const pages = landingPages(context)
  return [
    express.Router({ caseSensitive: true, strict: true }).use('/flex', pages),
    (request, response, next) => (request.hostname === FLEX_HOST ? pages(request, response, next) : next()),
  ]
}

function landingPages(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: false })
  router.get('/', (request, response, next) => land(DESKTOP, request, response, next, context))
  router.get('/:domain', (request, response, next) => land(param(request, 'domain'), request, response, next, context))
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) =>
    sendTrouble(error, request, response, next),
  )
  return router
}

/** Who is signed in; else a runtime domain begins a login at once, as Flex's does, and the desktop says where to. */
async function land(
  name: string,
  request: Request,
  response: Response,
  next: NextFunction,
  context: AppContext,
): Promise<void> {
  if (queryCarriesMessage(request)) return next()
  response.set('Cache-Control', 'no-store').type('html')
  const visitor = await visitorOf(request, context)
  if (visitor !== null) return void response.send(renderSignedInPage(visitor.worker, visitor.loginId))
  const connections = await context.store.listConnections()
  const connection = name === DESKTOP ? null : connectionOf(name, connections)
  if (connection !== null) return beginHere(connection, request, response, context)
  const mayKnow = isAllowed(request, context, givenToken(request))
  response.status(name === DESKTOP ? 200 : 404).send(renderLandingPage(mayKnow ? connections : []))
}

/** A tenant's runtime domain is its friendly name here; where there is one connection alone, any name is its own. */
function connectionOf(domain: string, connections: Connection[]): Connection | null {
  const named = connections.find(({ friendlyName }) => friendlyName.toLowerCase() === domain.toLowerCase())
  return named ?? (connections.length === 1 ? (connections[0] ?? null) : null)
}

/** Anybody may send any Host header: no host but Flex's own is remembered, as a token goes there. */
function desktopOf(request: Request, context: AppContext): string {
  const page = `${request.baseUrl}/${DESKTOP}`
  return request.hostname === FLEX_HOST ? baseUrlOf(request, { ...context, baseUrl: null }) + page : page
}

async function beginHere(
  connection: Connection,
  request: Request,
  response: Response,
  context: AppContext,
): Promise<void> {
  const returnTo = { url: desktopOf(request, context), proof: null }
  const beginning = { connection, baseUrl: baseUrlOf(request, context), relayState: null, returnTo }
  response.redirect(302, await beginLogin(context.store, beginning, context.clock.now()))
}
