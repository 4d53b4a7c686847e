import type { SIGNATURE_POLICIES } from '../../../src/domain/login.ts'

/** What kind of forgery it is, and the folder below fixtures/attacks where it lies. */
type AttackClass = 'wrapping' | 'stripping' | 'foreign-key' | 'tampering' | 'doctype' | 'comment' | 'structure'

/** One forged message: a captured response and what an attacker makes of it. */
export interface Attack {
  name: string
  /** A file of fixtures/responses, such as `entra/both`. */
  base: string
  class: AttackClass
  /** What the attacker does, in one sentence. */
  what: string
  /** The policy of the connection: `both` unless a looser one makes the attack harder to notice. */
  policy?: (typeof SIGNATURE_POLICIES)[number]
  /** True when a verifier that looks up elements by ID still finds the genuine signature intact. */
  live?: boolean
  mutate: (xml: string) => string
  /** Ids of every finding that fails, of any severity. */
  expectFail: string[]
}

export const STRUCTURE = 'signature-structure-is-safe'
export const SCHEMA = 'schema-is-valid'
export const RESPONSE_INVALID = 'response-signature-valid'
export const ASSERTION_INVALID = 'assertion-signature-valid'
export const RESPONSE_UNSIGNED = 'response-is-signed'
export const ASSERTION_UNSIGNED = 'assertion-is-signed'
export const NOT_CONFIGURED = 'signing-certificate-is-configured'
export const SEVERAL_ASSERTIONS = 'one-assertion'
export const REPEATED_ID = 'ids-are-unique'
/** The look-alike of Entra sends Microsoft's own claims, which Flex drops: a warning, forged or not. */
export const ENTRA_CLAIMS = 'claims-have-no-namespace'
