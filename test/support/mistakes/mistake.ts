import type { CheckResponseSettings } from '../../../src/index.ts'
import { CONNECTION, type ResponseParts } from '../response.ts'

/** What an administrator got wrong, and what has to be told of it. */
export interface Mistake {
  name: string
  /** The failed errors: one for each cause. */
  errors: string[]
  /** What the first of them says: its difference, its reason or its fix. */
  says: RegExp
  /** The smallest change, as `side setting`; null where no setting mends it. */
  change: string[] | null
  parts: Partial<ResponseParts>
  settings: CheckResponseSettings
}

/** A mistake in short: errors and changes as lists in one text, and what differs from the genuine login. */
export type Row = [
  name: string,
  errors: string,
  says: RegExp,
  change: string | null,
  parts: Partial<ResponseParts>,
  settings?: Partial<CheckResponseSettings>,
]

/** Through the enhanced door. */
export const JQ = { connection: CONNECTION }
/** As another IdP sends it. */
export const issuer = (name: string) => ({ issuer: name, assertionIssuer: name })

export const ENTRA = 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/'
export const GOOGLE = 'https://accounts.google.com/o/saml2?idpid=C01'
export const KEYCLOAK = 'https://id.example.com/realms/flex'
