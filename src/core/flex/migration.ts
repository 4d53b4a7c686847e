import type { Generation } from '../domain/login.ts'
import type { IdpSetting } from '../domain/product.ts'

/** One field to edit. `{acsUrl}` and `{entityId}` are those of the new generation. */
export interface MigrationStep {
  side: 'idp' | 'console'
  /** A setting of the IdP, or the name of a field of the Console. */
  field: IdpSetting | (string & {})
  to: string
}

const FLIP = 'the new values are live from now on: change the other side immediately'

/** From account (AC) URLs to those of an SSO connection (JQ), as in Twilio's migration guide. */
const TO_ENHANCED: readonly MigrationStep[] = [
  {
    side: 'console',
    field: 'Create new SSO connection',
    to: 'open Set up your identity provider, which shows Entity ID {entityId} and ACS URL {acsUrl}',
  },
  {
    side: 'console',
    field: 'Identity provider issuer, Single sign-on URL, X.509 certificate',
    to: 'the values of the old connection, unchanged',
  },
  { side: 'console', field: 'Default redirect URL', to: 'the redirect target of IdP-initiated logins' },
  { side: 'console', field: 'Trusted URLs', to: 'full URLs with scheme; wildcards are not accepted' },
  { side: 'idp', field: 'entityId', to: '{entityId}' },
  { side: 'idp', field: 'acsUrl', to: `{acsUrl} (${FLIP})` },
  {
    side: 'console',
    field: 'SSO connection',
    to: 'switch to the new connection; for 30 days you can switch back to the old one',
  },
]

/** The steps of each migration that Twilio documents. */
export const GENERATION_MIGRATIONS: Partial<Record<`${Generation} to ${Generation}`, readonly MigrationStep[]>> = {
  'preview to legacy': [
    { side: 'idp', field: 'acsUrl', to: '{acsUrl}' },
    { side: 'idp', field: 'entityId', to: `{entityId}, which ends with /metadata (${FLIP})` },
    { side: 'console', field: 'Twilio SSO URL', to: 'USES IAM.TWILIO.COM' },
  ],
  'preview to enhanced': TO_ENHANCED,
  'legacy to enhanced': TO_ENHANCED,
}

/** Twilio's own warning (documented). */
export const MIGRATION_WARNING =
  'Change both sides right after each other: from the first change until the last, every new login is rejected. Make sure beforehand that you have access to both.'
