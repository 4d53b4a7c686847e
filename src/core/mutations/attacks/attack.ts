import type { CheckId } from '../../domain/check-ids.ts'
import type { SigningKey } from '../../domain/idp.ts'
import type { Fault } from '../faults/fault.ts'

/** One forged message: what an attacker who is not the IdP makes of a signed response, and the findings that it must raise. */
export interface Attack extends Pick<Fault, 'name' | 'title' | 'also' | 'unfit'> {
  /** The id of the check that fails; null where it must be accepted, every value being what was signed. */
  finding: CheckId | null
  /** What may be found with it, where it does not only repeat what is found: a warning, not an error. */
  echoes?: readonly CheckId[]
  /** Gives the XML that is sent. The attacker has an own key, and a certificate of it. */
  forge: (xml: string, attacker: SigningKey) => string
}

export const STRUCTURE = 'signature-structure-is-safe'
export const SCHEMA = 'schema-is-valid'
export const RESPONSE_INVALID = 'response-signature-valid'
export const ASSERTION_INVALID = 'assertion-signature-valid'
export const ASSERTION_UNSIGNED = 'assertion-is-signed'
export const RESPONSE_UNSIGNED = 'response-is-signed'
export const NOT_CONFIGURED = 'signing-certificate-is-configured'
export const SEVERAL_ASSERTIONS = 'one-assertion'
export const REPEATED_ID = 'ids-are-unique'
