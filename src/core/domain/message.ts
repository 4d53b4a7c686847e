import type { Traits } from './product.ts'
import type { JudgedAssertion, SamlResponse, SignedAssertion, Verification } from './saml.ts'

/** Why a form field could not be turned into bytes. */
export interface DecodeFault {
  kind: 'field' | 'base64' | 'size'
  expected: string
  received: string
  because: string
}

/**
 * Bounds on what is parsed: the costs of parsing and canonicalisation grow with each of them. `namespaceNodes` sums, over
 * all elements, the namespaces in scope there; `asides` are comments, processing instructions and CDATA sections.
 */
export const LIMITS = {
  depth: 64,
  elements: 2_000, // libxml2 names the place of each schema fault, and counts all siblings for it
  attributes: 5_000,
  attributesOfElement: 256,
  namespaceNodes: 20_000,
  asides: 2_500,
} as const

/** What a look at the bytes tells before any parser runs. */
export interface Gate {
  /** Why the bytes are no UTF-8 document, or null. */
  encodingFault: string | null
  /** The byte offset of a document type declaration, -1 when there is none. */
  doctypeAt: number
  /** Which bound is passed, or null. */
  limitFault: { limit: keyof typeof LIMITS; received: number } | null
}

/**
 * One violation of the SAML 2.0 protocol schema, by what it is about: an ID that is no xs:ID, the xsi:type of an
 * AttributeValue, or anything else.
 */
export interface SchemaFault {
  message: string
  line: number
  about: 'id' | 'value-type' | 'structure'
}

/**
 * An attribute that some library takes for an ID. `typed`: the SAML schemas make it an xs:ID. Where it stands is found out
 * only in documents with an ID that occurs twice or is more than a plain name; else `location` is empty.
 */
export interface LocatedId {
  value: string
  typed: boolean
  location: string
}

/** Everything that reading and verifying a message gave. What comes after a fault is null or empty. */
export interface ReadMessage<A extends JudgedAssertion = SignedAssertion> {
  xml: string | null
  decodeFault: DecodeFault | null
  gate: Gate | null
  syntaxFault: { message: string; line: number | null } | null
  /** What the document is, in words; null when it could not be parsed. */
  document: string | null
  schemaFaults: SchemaFault[]
  ids: LocatedId[]
  /** Null unless the document is a samlp:Response. */
  response: SamlResponse | null
  /** What tells the product of the IdP. */
  traits: Traits | null
  verification: Verification<A> | null
}

/** A message of which nothing was read. */
export const EMPTY_MESSAGE: ReadMessage = {
  xml: null,
  decodeFault: null,
  gate: null,
  syntaxFault: null,
  document: null,
  schemaFaults: [],
  ids: [],
  response: null,
  traits: null,
  verification: null,
}
