import type { SIGNATURE_POLICIES } from '../../../src/core/domain/signature-policy.ts'

/** What kind of forgery it is, and the folder below fixtures/attacks where it lies. */
export type AttackClass =
  | 'wrapping'
  | 'stripping'
  | 'foreign-key'
  | 'tampering'
  | 'doctype'
  | 'comment'
  | 'structure'
  | 'reference'
  | 'transform'
  | 'canonicalisation'
  | 'identifier'
  | 'bomb'
  | 'encoding'
  | 'malformed'
  | 'protocol'
  | 'claim'

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
  /** True when the connection trusts fixtures/keys/insecure-idp.crt, with whose key `mutate` signed anew. */
  resigned?: boolean
  /** Gives the XML that is sent; bytes where it is no text. */
  mutate: (xml: string) => string | Buffer
  /** Changes the form field after base64. */
  field?: (base64: string) => string
  /** Ids of every finding that fails, of any severity. */
  expectFail: string[]
  /** Ids of errors that do not run, as they would only repeat one of those. */
  echoes?: string[]
}

/** The look-alike of Entra sends Microsoft's own claims, which Flex drops: a warning, forged or not. */
export const ENTRA_CLAIMS = 'claims-have-no-namespace'
export const STATUS = 'status-is-success'
export const WELL_FORMED = 'xml-is-well-formed'
export const NOT_A_RESPONSE = 'document-is-saml-response'
