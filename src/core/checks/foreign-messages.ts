import type { Outcome } from '../domain/check.ts'
import type { ForeignField, PostedResponse } from '../domain/login.ts'
import type { Remedy } from '../domain/remedy.ts'
import { fail } from './check.ts'

interface Explanation {
  is: string
  fix: string
  remedy: Remedy
}

const PROTOCOL: Remedy = { side: 'idp', setting: 'protocol', to: { as: 'described' } }

const WS_FEDERATION: Explanation = {
  is: 'WS-Federation',
  fix: 'Set this application in the IdP to SAML 2.0 instead of WS-Federation.',
  remedy: PROTOCOL,
}
const OPENID_CONNECT: Explanation = {
  is: 'OpenID Connect',
  fix: 'Create a SAML 2.0 application in the IdP: an OpenID Connect application does not send SAML responses.',
  remedy: PROTOCOL,
}

/** What was sent instead of a response, and what to do about it. */
export const EXPLANATIONS: Record<ForeignField, Explanation> = {
  LogoutRequest: {
    is: 'in SAMLRequest: a single logout request',
    fix: 'Remove the logout URL from the application in the IdP: the Flex guides do not set one.',
    remedy: { side: 'none' },
  },
  SAMLRequest: {
    is: 'a SAML request, which belongs at an IdP',
    fix: 'Enter the ACS URL in the field of the IdP for the URL of the service provider. Either the URLs of IdP and service provider are swapped, or another service provider is configured to use this one as its IdP.',
    remedy: { side: 'idp', setting: 'acsUrl', to: { as: 'described' } },
  },
  wresult: WS_FEDERATION,
  wa: WS_FEDERATION,
  id_token: OPENID_CONNECT,
  code: OPENID_CONNECT,
  error: { ...OPENID_CONNECT, is: 'an OpenID Connect error: the IdP refused' },
}

/** If there is no SAMLResponse: what was sent instead. */
export function describeCarried(outcome: Outcome, { fields, carried }: PostedResponse): Outcome {
  const [first] = carried
  if (outcome.status !== 'fail' || fields.length > 0 || first === undefined) return outcome
  const received = carried.map((name) => `${name} (${EXPLANATIONS[name].is})`).join(', ')
  const { fix, remedy } = EXPLANATIONS[first]
  return fail({ expected: outcome.expected, received, fix, remedy })
}
