import type { Generation } from '../domain/login.ts'
import type { IdpSetting } from '../domain/product.ts'

/** One field to edit. `{acsUrl}` and `{entityId}` are those of the new generation. */
export interface MigrationStep {
  side: 'idp' | 'console'
  /** A setting of the IdP, or the name of a field of the Console. */
  field: IdpSetting | (string & {})
  to: string
}

const FLIP = 'the new values are live from here on: go on to the other side at once'

/** From account (AC) URLs to those of an SSO connection (JQ), as Twilio's migration guide has it. */
const TO_ENHANCED: readonly MigrationStep[] = [
  {
    side: 'console',
    field: 'Create new SSO connection',
    to: 'open Set up your identity provider; it shows Entity ID {entityId} and ACS URL {acsUrl}',
  },
  {
    side: 'console',
    field: 'Identity provider issuer, Single sign-on URL, X.509 certificate',
    to: 'the values of the old connection; they do not change',
  },
  { side: 'console', field: 'Default redirect URL', to: 'where a login lands that the IdP begins' },
  { side: 'console', field: 'Trusted URLs', to: 'whole URLs with their scheme; wildcards are not taken' },
  { side: 'idp', field: 'entityId', to: '{entityId}' },
  { side: 'idp', field: 'acsUrl', to: `{acsUrl} (${FLIP})` },
  {
    side: 'console',
    field: 'SSO connection',
    to: 'switch to the new connection; the old one is kept for 30 days, and can be switched back to',
  },
]

/** The steps of each migration that Twilio documents. */
export const GENERATION_MIGRATIONS: Partial<Record<`${Generation} to ${Generation}`, readonly MigrationStep[]>> = {
  'preview to legacy': [
    { side: 'idp', field: 'acsUrl', to: '{acsUrl}' },
    { side: 'idp', field: 'entityId', to: `{entityId}, with /metadata at its end (${FLIP})` },
    { side: 'console', field: 'Twilio SSO URL', to: 'USES IAM.TWILIO.COM' },
  ],
  'preview to enhanced': TO_ENHANCED,
  'legacy to enhanced': TO_ENHANCED,
}

/** Twilio's own warning (documented). */
export const MIGRATION_WARNING =
  'Change both sides right after each other: from the first change until the last, every new login is refused. Make sure beforehand that you can get into both.'
