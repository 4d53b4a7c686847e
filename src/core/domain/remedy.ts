import type { IdpSetting } from './product.ts'

/** The fields of the Console's SSO page under the names of a connection, as the page prints them (FLEX 4). */
export const CONSOLE_FIELDS = {
  idpIssuer: 'Identity Provider Issuer',
  certificates: 'X.509 Certificate',
  ssoUrl: 'Single Sign-On URL',
  defaultRedirectUrl: 'Default Redirect URL',
  trustedUrls: 'Trusted URLs',
  twilioSsoUrl: 'Twilio SSO URL',
} as const
export type ConsoleField = keyof typeof CONSOLE_FIELDS

/** What an IdP's setting shall become: the tenant's own value, one of the product's choices, or a claim of this name. */
export type Target = { enter: 'acsUrl' | 'entityId' } | { choose: string } | { add: string } | { as: 'told' }

/**
 * Where the cause of a failed check is set right. `idp`: in the IdP's administration · `console`: on the SSO page of the
 * Flex Console, with what the IdP shows at `from` · `none`: nowhere; the message itself was changed, forged or used up.
 */
export type Remedy =
  | { side: 'idp'; setting: IdpSetting; to: Target }
  | { side: 'console'; field: ConsoleField; from: IdpSetting | null }
  | { side: 'none' }
