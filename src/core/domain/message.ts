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

/** What the bytes show before any parser runs. */
export interface Gate {
  /** Why the bytes are not a UTF-8 document, or null. */
  encodingFault: string | null
  /** The byte offset of a document type declaration, or -1 if there is none. */
  doctypeAt: number
  /** The limit that is exceeded, or null. */
  limitFault: { limit: keyof typeof LIMITS; received: number } | null
}

/**
 * One violation of the SAML 2.0 protocol schema, by subject: an ID that is not an xs:ID, the xsi:type of an
 * AttributeValue, or anything else.
 */
export interface SchemaFault {
  message: string
  line: number
  about: 'id' | 'value-type' | 'structure'
}

/**
 * An attribute that some library treats as an ID. `typed`: the SAML schemas declare it as an xs:ID. Its `location` is only
 * determined in documents with an ID that occurs twice or is not a plain name; else it is empty.
 */
export interface LocatedId {
  value: string
  typed: boolean
  location: string
}

/** The result of reading and verifying a message. Whatever comes after a fault is null or empty. */
export interface ReadMessage<A extends JudgedAssertion = SignedAssertion> {
  xml: string | null
  decodeFault: DecodeFault | null
  gate: Gate | null
  syntaxFault: { message: string; line: number | null } | null
  /** What the document is, in words; null if it could not be parsed. */
  document: string | null
  schemaFaults: SchemaFault[]
  ids: LocatedId[]
  /** Null unless the document is a samlp:Response. */
  response: SamlResponse | null
  /** The traits by which the product of the IdP is recognised. */
  traits: Traits | null
  verification: Verification<A> | null
}

/** A message that has not been read. */
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
