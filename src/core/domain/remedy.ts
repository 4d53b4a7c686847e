import type { IdpSetting } from './product.ts'

/** The fields of the Console's SSO page, by the names of a connection, as the page shows them (FLEX 4). */
export const CONSOLE_FIELDS = {
  idpIssuer: 'Identity Provider Issuer',
  certificates: 'X.509 Certificate',
  ssoUrl: 'Single Sign-On URL',
  defaultRedirectUrl: 'Default Redirect URL',
  trustedUrls: 'Trusted URLs',
  twilioSsoUrl: 'Twilio SSO URL',
} as const
export type ConsoleField = keyof typeof CONSOLE_FIELDS

/** The new value of an IdP setting: a value of the tenant, a choice of the product, a claim with this name, or what the fix describes. */
export type Target = { enter: 'acsUrl' | 'entityId' } | { choose: string } | { add: string } | { as: 'described' }

/**
 * Where to correct the cause of a failed check. `idp`: in the administration of the IdP · `console`: on the SSO page of the
 * Flex Console, with what the IdP shows at `from` · `none`: nowhere; the message itself was changed, forged or already used.
 */
export type Remedy =
  | { side: 'idp'; setting: IdpSetting; to: Target }
  | { side: 'console'; field: ConsoleField; from: IdpSetting | null }
  | { side: 'none' }
