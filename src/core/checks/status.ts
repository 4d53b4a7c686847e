import type { IdpSetting } from '../domain/product.ts'
import type { Remedy } from '../domain/remedy.ts'

/** What an IdP means by a status code of SAML (Core 3.2.2.2), and where that is set right. */
interface StatusWords {
  means: string
  fix: string
  setting: IdpSetting
}

const USER: Omit<StatusWords, 'means'> = {
  fix: "Look at the IdP's own sign-in log for the reason, and give the user access to the application.",
  setting: 'assignment',
}

const STATUSES: Record<string, StatusWords> = {
  InvalidNameIDPolicy: {
    means: 'The IdP has no NameID in the format that the request asks for; legacy Flex asks for emailAddress.',
    fix: 'Let the IdP send the e-mail address as NameID in the format emailAddress; AD FS needs a rule that makes a Name ID of the e-mail claim.',
    setting: 'nameId',
  },
  NoAuthnContext: {
    means: 'The user signed in by another method than the request asks for; legacy Flex asks for a password, exactly.',
    fix: 'Let the IdP ignore RequestedAuthnContext, start the login at the IdP, or move to enhanced SSO, which does not ask for it.',
    setting: 'protocol',
  },
  AuthnFailed: { means: 'The user could not be signed in.', ...USER },
  RequestDenied: { means: 'The IdP does not let this user into the application.', ...USER },
  UnknownPrincipal: { means: 'The IdP does not know the user.', ...USER },
  NoPassive: { means: 'The user would have had to sign in, and the request did not allow it.', ...USER },
  UnsupportedBinding: {
    means: 'The IdP does not answer by the binding that the request asks for.',
    fix: 'Set the response binding of the application to HTTP-POST.',
    setting: 'protocol',
  },
  VersionMismatch: {
    means: 'The IdP does not speak SAML 2.0 for this application.',
    fix: 'Set the application to SAML 2.0.',
    setting: 'protocol',
  },
  RequestUnsupported: {
    means: 'The IdP does not take the request.',
    fix: 'Set the application to SAML 2.0 with unsigned requests: Flex does not sign them.',
    setting: 'protocol',
  },
}

/** What the innermost status code that is known says; nothing for a code that SAML does not define. */
export function explainStatus(codes: string[]): { because: string; fix: string; remedy: Remedy } | null {
  const words = codes.flatMap((code) => STATUSES[code.split(':').at(-1) ?? ''] ?? []).at(-1)
  if (words === undefined) return null
  return { because: words.means, fix: words.fix, remedy: { side: 'idp', setting: words.setting, to: { as: 'told' } } }
}
