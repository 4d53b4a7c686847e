import type { Alteration } from '../../../src/core/domain/saml.ts'
import type { ResponseParts } from '../response.ts'

/** One way in which a signature is broken, and what is said of it. */
export interface ForensicCase {
  name: string
  /** What was done, in one sentence. */
  what: string
  changes: Partial<ResponseParts>
  /** The policy of the connection, where it is not `both`. */
  policy?: 'response' | 'assertion'
  /** The one error that speaks, and others that are faults of their own. */
  fails: string[]
  /** What is found out of each signature that does not hold. */
  found: { Response?: Alteration | null; Assertion?: Alteration | null }
  /** Words of the first error: of the difference, and of what explains it. */
  says: RegExp
}

export const RESPONSE = 'response-signature-valid'
export const ASSERTION = 'assertion-signature-valid'
export const KEY = 'signing-certificate-is-configured'
export const STRUCTURE = 'signature-structure-is-safe'
