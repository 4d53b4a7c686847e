import { beginLogin } from '../../../app/sign-in/begin.ts'
import type { Connection } from '../../../core/domain/login.ts'
import { renderLandingPage, renderSignedInPage } from '../../pages/landing-pages.ts'
import { givenToken, isAllowed } from '../access.ts'
import { pageAnswer, problems, redirectAnswer } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import type { RouteCall } from '../call.ts'
import type { AppContext } from '../context.ts'
import { troublePage } from '../error-page.ts'
import { visitorOf } from '../landing/visitor.ts'
import { FROM_ANYONE } from '../misdirected.ts'
import { IMITATES_FLEX, type Route, route } from '../route.ts'

/** The host of the real Flex pages. */
const FLEX_HOST = 'flex.twilio.com'
const DESKTOP = 'agent-desktop'

const LANDING = {
  method: 'GET',
  lenient: 'slash',
  access: 'open',
  ignoresUnknown: IMITATES_FLEX,
  misdirected: FROM_ANYONE,
  always: { 'Cache-Control': 'no-store' },
  onError: (error, call) => troublePage(error, call),
} as const satisfies Partial<Route>

/** The pages of Flex to which a login returns, under /flex. */
export const LANDING_ROUTES = [
  route({
    ...LANDING,
    path: '/flex',
    id: 'flexLanding',
    tag: 'Flex',
    summary: 'Show who is signed in',
    description: 'Served at `/` if the host is flex.twilio.com.',
    answers: { 200: pageAnswer('The page') },
    handle: async (call, context) => ({ status: 200, html: await desktopPage(call, context) }),
  }),
  route({
    ...LANDING,
    path: '/flex/{domain}',
    id: 'flexDesktop',
    tag: 'Flex',
    summary: 'Open the agent desktop or start a login',
    description:
      '`agent-desktop` shows who is signed in. A runtime domain starts a login if nobody is signed in. Served at `/{domain}` if the host is flex.twilio.com.',
    answers: {
      200: pageAnswer('A page that shows who is signed in'),
      302: redirectAnswer('Redirects to the IdP.', 'The SSO URL with SAMLRequest'),
      404: pageAnswer('No such runtime domain'),
      ...problems(400),
    },
    handle: async (call, context) => domainReply(call.params.domain, call, context),
  }),
]

/** The same pages for the host of Flex. */
export const LANDING_AT_FLEX_HOST: Route[] = [
  {
    ...LANDING,
    path: '/',
    host: FLEX_HOST,
    handle: async (call, context) => ({ status: 200, html: await desktopPage(call, context) }),
  },
  {
    ...LANDING,
    path: '/{domain}',
    host: FLEX_HOST,
    handle: (call, context) => domainReply(call.params.domain ?? '', call, context),
  },
]

/** Shows who is signed in, or else where to sign in. */
async function desktopPage(call: RouteCall, context: AppContext): Promise<string> {
  return (await signedInPage(call, context)) ?? landingPage(call, context)
}

/** Shows who is signed in. If nobody is, a runtime domain starts a login, as in Flex, and the desktop says where to sign in. */
async function domainReply(domain: string, call: RouteCall, context: AppContext) {
  if (domain === DESKTOP) return { status: 200 as const, html: await desktopPage(call, context) }
  const html = await signedInPage(call, context)
  if (html !== null) return { status: 200 as const, html }
  const connection = connectionOf(domain, await context.store.listConnections())
  if (connection === null) return { status: 404 as const, html: await landingPage(call, context) }
  const returnTo = { url: desktopOf(call, context), proof: null }
  const beginning = { connection, baseUrl: baseUrlOf(call, context), relayState: null, returnTo }
  return { status: 302 as const, redirect: await beginLogin(context.store, beginning, context.clock.now()) }
}

async function signedInPage(call: RouteCall, context: AppContext): Promise<string | null> {
  const visitor = await visitorOf(call, context)
  return visitor && renderSignedInPage(visitor.worker, visitor.loginId)
}

/** Lists the tenants only for callers that may use the API. */
async function landingPage(call: RouteCall, context: AppContext): Promise<string> {
  const mayKnow = isAllowed(call, context, givenToken(call))
  return renderLandingPage(mayKnow ? await context.store.listConnections() : [])
}

/** The runtime domain of a tenant is its friendly name here. If there is only one connection, any name means that one. */
function connectionOf(domain: string, connections: Connection[]): Connection | null {
  const named = connections.find(({ friendlyName }) => friendlyName.toLowerCase() === domain.toLowerCase())
  return named ?? (connections.length === 1 ? (connections[0] ?? null) : null)
}

/** Anyone can send any Host header, and a token is sent to this URL: so only the host of Flex is kept. */
function desktopOf(call: RouteCall, context: AppContext): string {
  const page = `${/^\/flex(\/|$)/.test(call.path) ? '/flex' : ''}/${DESKTOP}`
  return call.hostname === FLEX_HOST ? baseUrlOf(call, { ...context, baseUrl: null }) + page : page
}
