import type { IdpSetting } from '../domain/product.ts'
import type { Remedy } from '../domain/remedy.ts'

/** What a SAML status code means (Core 3.2.2.2), and where to correct it. */
interface StatusWords {
  means: string
  fix: string
  setting: IdpSetting
}

const USER: Omit<StatusWords, 'means'> = {
  fix: "Look up the reason in the IdP's sign-in log, and give the user access to the application.",
  setting: 'assignment',
}

const STATUSES: Record<string, StatusWords> = {
  InvalidNameIDPolicy: {
    means: 'The IdP has no NameID in the requested format; legacy Flex requests emailAddress.',
    fix: 'Configure the IdP to send the e-mail address as NameID in the format emailAddress. AD FS needs a rule that turns the e-mail claim into a Name ID.',
    setting: 'nameId',
  },
  NoAuthnContext: {
    means: 'The user signed in with a different method than requested; legacy Flex requests exactly a password.',
    fix: 'Configure the IdP to ignore RequestedAuthnContext, start the login at the IdP, or migrate to enhanced SSO, which does not request it.',
    setting: 'protocol',
  },
  AuthnFailed: { means: 'The user could not be signed in.', ...USER },
  RequestDenied: { means: 'The IdP does not allow this user to use the application.', ...USER },
  UnknownPrincipal: { means: 'The IdP does not know the user.', ...USER },
  NoPassive: { means: 'The user needed to sign in, but the request did not allow that.', ...USER },
  UnsupportedBinding: {
    means: 'The IdP does not support the binding that the request names.',
    fix: 'Set the response binding of the application to HTTP-POST.',
    setting: 'protocol',
  },
  VersionMismatch: {
    means: 'The IdP does not use SAML 2.0 for this application.',
    fix: 'Set the application to SAML 2.0.',
    setting: 'protocol',
  },
  RequestUnsupported: {
    means: 'The IdP does not accept the request.',
    fix: 'Set the application to SAML 2.0 with unsigned requests: Flex does not sign them.',
    setting: 'protocol',
  },
}

/** The words for the innermost known status code; empty for a code that SAML does not define. */
export function explainStatus(codes: string[]): { because: string; fix: string; remedy: Remedy } | null {
  const words = codes.flatMap((code) => STATUSES[code.split(':').at(-1) ?? ''] ?? []).at(-1)
  if (words === undefined) return null
  return {
    because: words.means,
    fix: words.fix,
    remedy: { side: 'idp', setting: words.setting, to: { as: 'described' } },
  }
}
