import { z } from 'zod'
import { requireConnection } from '../../../app/connections/connections.ts'
import { beginLogin } from '../../../app/sign-in/begin.ts'
import { sidPrefixOf } from '../../../core/domain/sid.ts'
import { text } from '../../../core/input/limits.ts'
import { givenToken, isAllowed } from '../access.ts'
import { noSuch, problems, redirectAnswer } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import { troublePage } from '../error-page.ts'
import { FROM_ANYONE } from '../misdirected.ts'
import { AS_SENT, IMITATES_FLEX, route } from '../route.ts'

/** The login link of a tenant. */
export const loginLink = route({
  method: 'GET',
  path: '/login/{sid}',
  where: ({ sid = '' }) => sidPrefixOf(sid) !== null,
  id: 'beginLogin',
  tag: 'Flex',
  summary: 'Start a login at the login link',
  description: 'Redirects the browser to the IdP of the tenant, with an AuthnRequest.',
  access: 'open',
  ignoresUnknown: IMITATES_FLEX,
  misdirected: FROM_ANYONE,
  query: z.object({
    RelayState: text(8_192).optional().describe('Default: an opaque value, like the one that Flex sends'),
  }),
  parsedQuery: AS_SENT,
  answers: {
    302: redirectAnswer('Redirects to the IdP.', 'The SSO URL with SAMLRequest'),
    ...problems(400),
    ...noSuch('connection'),
  },
  handle: async (call, context) => {
    const { store, clock } = context
    const connection = await requireConnection(store, call.params.sid)
    const relayState = typeof call.query.RelayState === 'string' ? call.query.RelayState : null
    const beginning = { connection, baseUrl: baseUrlOf(call, context), relayState, returnTo: null }
    const redirect = await beginLogin(store, beginning, clock.now())
    return { status: 302, headers: { 'Cache-Control': 'no-store' }, redirect }
  },
  onError: (error, call, context) => {
    const mayUseIdp = isAllowed(call, context, givenToken(call))
    return troublePage(error, call, mayUseIdp ? call.path.replace('/login/', '/idp/plain/') : null)
  },
})
