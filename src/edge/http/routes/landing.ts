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

/** The host of Flex's own pages. */
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

/** The pages of Flex that a login lands on, under /flex. */
export const LANDING_ROUTES = [
  route({
    ...LANDING,
    path: '/flex',
    id: 'flexLanding',
    tag: 'Flex',
    summary: 'Who is signed in; under the host flex.twilio.com at /',
    answers: { 200: pageAnswer('The page') },
    handle: async (call, context) => ({ status: 200, html: await desktopPage(call, context) }),
  }),
  route({
    ...LANDING,
    path: '/flex/{domain}',
    id: 'flexDesktop',
    tag: 'Flex',
    summary: 'The agent desktop, or a runtime domain, which begins a login at once; under flex.twilio.com at /{domain}',
    answers: {
      200: pageAnswer('Who is signed in'),
      302: redirectAnswer('To the IdP', 'The single sign-on URL with SAMLRequest'),
      404: pageAnswer('There is no such runtime domain'),
      ...problems(400),
    },
    handle: async (call, context) => domainReply(call.params.domain, call, context),
  }),
]

/** The same pages as they are where the host is Flex's. */
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

/** Who is signed in; else where to sign in. */
async function desktopPage(call: RouteCall, context: AppContext): Promise<string> {
  return (await signedInPage(call, context)) ?? landingPage(call, context)
}

/** Who is signed in; else a runtime domain begins a login at once, as Flex's does, and the desktop says where to. */
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

/** Which tenants there are, only who may use the API is told. */
async function landingPage(call: RouteCall, context: AppContext): Promise<string> {
  const mayKnow = isAllowed(call, context, givenToken(call))
  return renderLandingPage(mayKnow ? await context.store.listConnections() : [])
}

/** A tenant's runtime domain is its friendly name here; where there is one connection alone, any name is its own. */
function connectionOf(domain: string, connections: Connection[]): Connection | null {
  const named = connections.find(({ friendlyName }) => friendlyName.toLowerCase() === domain.toLowerCase())
  return named ?? (connections.length === 1 ? (connections[0] ?? null) : null)
}

/** Anybody may send any Host header: no host but Flex's own is remembered, as a token goes there. */
function desktopOf(call: RouteCall, context: AppContext): string {
  const page = `${/^\/flex(\/|$)/.test(call.path) ? '/flex' : ''}/${DESKTOP}`
  return call.hostname === FLEX_HOST ? baseUrlOf(call, { ...context, baseUrl: null }) + page : page
}
