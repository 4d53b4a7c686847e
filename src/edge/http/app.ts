import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'node:querystring'
import express, { type RequestHandler } from 'express'
import helmet from 'helmet'
import { renderNotFoundPage } from '../pages/home-page.ts'
import { requireAccess } from './access.ts'
import { acsRoutes } from './acs.ts'
import { api } from './api/index.ts'
import type { AppContext } from './context.ts'
import { refuseCrossSite } from './cross-site.ts'
import { enter } from './enter/routes.ts'
import { wantsPage } from './error-page.ts'
import { flexSignIn } from './flex-sign-in/routes.ts'
import { operations } from './health.ts'
import { home } from './home.ts'
import { builtInIdp } from './idp/routes.ts'
import { onlyKnownParameters } from './known-parameters.ts'
import { landing } from './landing/routes.ts'
import { loginPageRoutes } from './login-page.ts'
import { passUndecodable, recordMisdirected } from './misdirected.ts'
import { apiDescription } from './openapi/routes.ts'
import { problemHandler, sendProblem } from './problem.ts'
import { signIn } from './sign-in.ts'
import { taskRouter } from './taskrouter/index.ts'

// An IdP posts across sites and pages are read over plain http: no HSTS, no upgrade of requests, no opener policy.
const helmetHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  referrerPolicy: { policy: 'no-referrer' },
})

/** What helmet sets is the same for every answer, so it is asked once. */
function constantHeaders(): RequestHandler {
  const headers = new Map<string, string>()
  const recorder = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: () => undefined,
  }
  helmetHeaders({} as IncomingMessage, recorder as unknown as ServerResponse, () => undefined)
  return (_request, response, next) => {
    response.setHeaders(headers)
    next()
  }
}

/** Every parameter. Express's own parser stops after a thousand, empty ones too, and a reset would miss its account. */
const readQuery = (query: string | null | undefined) => parse(query ?? '', '&', '=', { maxKeys: 0 })

/** The whole HTTP surface. What stands before `requireAccess` is open to everyone, but for TaskRouter, which asks by itself. */
export function createApp(context: AppContext): express.Express {
  const app = express()
  app.set('query parser', readQuery)
  app.set('case sensitive routing', true)
  app.set('strict routing', true)
  if (context.trustProxy !== null)
    app.set(
      'trust proxy',
      context.trustProxy.split(',').map((address) => address.trim()),
    )
  app.disable('x-powered-by')
  app.use(constantHeaders())
  app.use(acsRoutes(context))
  app.use(onlyKnownParameters('open'))
  app.use(operations(context))
  app.use(enter(context))
  app.use(signIn(context))
  app.use(flexSignIn(context))
  app.use(landing(context))
  app.use(loginPageRoutes(context))
  app.use('/v1/Workspaces', taskRouter(context))
  const admitted = [refuseCrossSite, requireAccess(context), onlyKnownParameters('token')]
  app.use('/idp', admitted, builtInIdp(context))
  app.use(passUndecodable)
  app.use(recordMisdirected(context))
  app.use(admitted)
  app.use(home(context))
  app.use('/api/v1', api(context))
  app.use(apiDescription(context))
  app.use((request, response) => {
    if (wantsPage(request)) return void response.status(404).type('html').send(renderNotFoundPage(request.path))
    const hint = 'The ACS URLs, the metadata and the API are listed at /docs, for programs at /openapi.json.'
    sendProblem(response, 404, 'NOT_FOUND', `There is nothing at ${request.method} ${request.path}.`, hint)
  })
  app.use(problemHandler(context))
  return app
}
