import type { Outcome } from '../domain/check.ts'
import type { ForeignField, PostedResponse } from '../domain/login.ts'
import type { Remedy } from '../domain/remedy.ts'
import { fail } from './check.ts'

interface Explanation {
  is: string
  fix: string
  remedy: Remedy
}

const PROTOCOL: Remedy = { side: 'idp', setting: 'protocol', to: { as: 'told' } }

const WS_FEDERATION: Explanation = {
  is: 'WS-Federation',
  fix: 'Choose SAML 2.0 instead of WS-Federation in the IdP for this application.',
  remedy: PROTOCOL,
}
const OPENID_CONNECT: Explanation = {
  is: 'OpenID Connect',
  fix: 'Make a SAML 2.0 application in the IdP: an OpenID Connect application sends no SAML response.',
  remedy: PROTOCOL,
}

/** What is carried in place of a response, and what to do about it. */
export const EXPLANATIONS: Record<ForeignField, Explanation> = {
  LogoutRequest: {
    is: 'in SAMLRequest: a single logout',
    fix: 'Remove the logout URL from the application in the IdP: the guides of Flex have none.',
    remedy: { side: 'none' },
  },
  SAMLRequest: {
    is: 'a SAML request, which goes to an IdP',
    fix: 'Enter the ACS URL where the IdP asks for the URL of the service provider: here URLs of IdP and service provider are swapped, or another service provider takes this one for its IdP.',
    remedy: { side: 'idp', setting: 'acsUrl', to: { as: 'told' } },
  },
  wresult: WS_FEDERATION,
  wa: WS_FEDERATION,
  id_token: OPENID_CONNECT,
  code: OPENID_CONNECT,
  error: { ...OPENID_CONNECT, is: 'OpenID Connect, and the IdP refused' },
}

/** Where there is no SAMLResponse, what there is instead. */
export function describeCarried(outcome: Outcome, { fields, carried }: PostedResponse): Outcome {
  const [first] = carried
  if (outcome.status !== 'fail' || fields.length > 0 || first === undefined) return outcome
  const received = carried.map((name) => `${name} (${EXPLANATIONS[name].is})`).join(', ')
  const { fix, remedy } = EXPLANATIONS[first]
  return fail({ expected: outcome.expected, received, fix, remedy })
}
