import type { SIGNATURE_POLICIES } from '../../../src/core/domain/signature-policy.ts'
import type { AttributeValue } from '../../../src/core/domain/worker.ts'
import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import type { ResponseParts } from '../response.ts'
import type { SignatureForm } from './signature-form.ts'

/** What is unusual about it, and the folder below fixtures/benign where it lies. */
type BenignClass =
  | 'namespace'
  | 'canonicalisation'
  | 'base64'
  | 'document'
  | 'value'
  | 'attribute'
  | 'protocol'
  | 'signature'

/** The name of each claim and its values as signed, in the order of the message. */
export type Claims = [name: string, values: string[]][]

/** One genuine and unusual message: what differs from an ordinary one, all of it before it is signed. */
export interface Benign {
  name: string
  class: BenignClass
  /** What is unusual about it, in one sentence. */
  what: string
  /** What the IdP says otherwise; `nameId` is expected to arrive exactly so. */
  parts?: Partial<Omit<ResponseParts, 'claims'>>
  /** Claims that follow full_name, email and roles, or replace them by name; expected to arrive exactly so. */
  claims?: Claims
  /** What becomes of `claims` in the worker, where it is not simply their values. */
  attributes?: Record<string, AttributeValue>
  signature?: Partial<SignatureForm>
  /** What differs in the signature of the Response alone. */
  responseSignature?: Partial<SignatureForm>
  /** Writes the same in another form; there is no signature yet, only its place. */
  edit?: (xml: string) => string
  /** How base64 is written inside the XML. */
  wrap?: (base64: string) => string
  /** How the form field is written. */
  field?: (base64: string) => string
  relayState?: string
  /** Names of keys whose certificates are configured, where it is not the one that signs. */
  configured?: string[]
  policy?: (typeof SIGNATURE_POLICIES)[number]
  /** True for a login through the enhanced door. */
  enhanced?: boolean
  /** Ids of the warnings and notices that are right, but for the one that every legacy login has. */
  warnings?: string[]
}

export const NO_DESTINATION = 'destination-is-present'
export const NO_REQUEST = 'idp-initiated-has-redirect-url'

/** Writes the values of a claim otherwise: `content` goes inside its Attribute element. */
export const writeValues = (name: string, content: string) => (xml: string) =>
  replace(xml, new RegExp(`(?<=<saml:Attribute Name="${name}">)[\\s\\S]*?(?=</saml:Attribute>)`), content)
