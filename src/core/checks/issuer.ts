import type { Outcome } from '../domain/check.ts'
import type { JudgeTarget } from '../domain/login.ts'
import type { TwilioReason } from '../flex/twilio-errors.ts'
import { blocked, expectThat } from './check.ts'
import { describeNearest } from './difference.ts'

/** The words of java-saml, for both Issuers. */
export const INVALID_ISSUER: TwilioReason = {
  at: 'issuer',
  says: ({ expected, received }) =>
    `Invalid issuer in the Assertion/Response. Was '${received ?? ''}', but expected '${expected}'`,
}

/** Compares an Issuer with that of the connection; not judged if there is nothing to compare it with. */
export function judgeIssuer(received: string, settings: JudgeTarget, location: string): Outcome {
  if (settings.trust !== 'configured' && settings.connection?.idpIssuer == null)
    return blocked('signing-certificate-is-configured', 'No issuer was given to compare it with.')
  return matchIssuer(received, settings, location)
}

/** An exact comparison; the difference names what the value is instead. */
function matchIssuer(received: string, settings: JudgeTarget, location: string): Outcome {
  const expected = settings.connection?.idpIssuer ?? ''
  const difference = received === expected ? undefined : describeIssuer(expected, received, settings)
  return expectThat(received === expected, { expected, received, location, ...(difference ? { difference } : {}) })
}

/** URLs of an IdP that people enter in the Console as entity ID by mistake: sign-on URLs and metadata URLs. */
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
  if (expected === settings.connection?.ssoUrl) return 'the issuer of the connection is its single sign-on URL'
  const mistaken = NO_ISSUERS.find(([pattern]) => pattern.test(expected) && !pattern.test(received))
  return mistaken ? `the issuer of the connection is ${mistaken[1]} instead of the entity ID of the IdP` : difference
}
