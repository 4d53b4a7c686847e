import type { Outcome } from '../domain/check.ts'
import type { JudgeTarget } from '../domain/login.ts'
import type { TwilioReason } from '../flex/twilio-errors.ts'
import { blocked, expectThat } from './check.ts'
import { describeNearest } from './difference.ts'

/** The words of java-saml for either Issuer. */
export const INVALID_ISSUER: TwilioReason = {
  at: 'issuer',
  says: ({ expected, received }) =>
    `Invalid issuer in the Assertion/Response. Was '${received ?? ''}', but expected '${expected}'`,
}

/** Holds an Issuer against that of the connection; where nothing was given to compare it with, it is not judged. */
export function judgeIssuer(received: string, settings: JudgeTarget, location: string): Outcome {
  if (settings.trust !== 'configured' && settings.connection?.idpIssuer == null)
    return blocked('signing-certificate-is-configured', 'No issuer was given to compare it with.')
  return matchIssuer(received, settings, location)
}

/** Letter for letter; it says what stands there in its place. */
function matchIssuer(received: string, settings: JudgeTarget, location: string): Outcome {
  const expected = settings.connection?.idpIssuer ?? ''
  const difference = received === expected ? undefined : describeIssuer(expected, received, settings)
  return expectThat(received === expected, { expected, received, location, ...(difference ? { difference } : {}) })
}

/** URLs of an IdP that are no entity ID, and end up in the Console as one: sign-on URLs of products, and metadata. */
const NO_ISSUERS: [pattern: RegExp, what: string][] = [
  [
    /\/idp\/endpoint\/|\/sso\/saml\/?$|\/adfs\/ls\/?|\/protocol\/saml\/?$|\/saml2\/?$|\/trust\/saml2\/|\/o\/saml2\/idp\?|\/samlp\/(?!metadata)/i,
    'a single sign-on URL',
  ],
  [
    /metadata\.xml|\.xml(\?|$)|\/federationmetadata\/|\/sso\/saml\/metadata|\/protocol\/saml\/descriptor|\/samlp\/metadata\//i,
    "the URL of the IdP's metadata",
  ],
]

function describeIssuer(expected: string, received: string, settings: JudgeTarget): string | undefined {
  const { difference } = describeNearest([expected], received, settings)
  if (difference?.startsWith('only')) return difference
  if (expected === settings.connection?.ssoUrl) return 'the connection has the single sign-on URL as issuer too'
  const mistaken = NO_ISSUERS.find(([pattern]) => pattern.test(expected) && !pattern.test(received))
  return mistaken ? `the connection has ${mistaken[1]} where the entity ID of the IdP belongs` : difference
}
