import type { SignedElement } from './saml.ts'

/** A claim that an IdP sends of itself. `values` are templates, see `fillTemplate`. */
interface OwnClaim {
  name: string
  values: readonly string[]
}

/** Where a Signature has its certificate, and how that is written. */
type KeyInfoForm = 'x509' | 'x509-with-prefix' | 'key-name-and-value'

/**
 * The hand in which one product writes its responses: the same facts in another shape. Texts with braces are templates:
 * `{tenant}` the SID that people sign in to, `{guid}` and `{hex20}` made from it, `{newGuid}`, `{newHex20}`, `{newHex32}`,
 * `{newDigits}` and `{millis}` new with each message, `{email}`, `{name}` and `{nameId}` of the user.
 */
export interface ResponseForm {
  issuer: string
  certificateSubject: string
  /** What stands before the root element. */
  declaration: string
  /** An empty one is the default namespace. */
  prefixes: { protocol: string; assertion: string; signature: string }
  /** Namespaces that the root declares beyond its own, as attributes. */
  rootDeclares: readonly ('assertion' | 'xs')[]
  responseId: string
  assertionId: string
  sessionIndex: string | null
  /** Format="…entity" on each Issuer. */
  issuerHasFormat: boolean
  consent: string | null
  /** Seconds from the moment of writing. */
  times: { notBefore: number; notOnOrAfter: number; authnInstant: number; sessionNotOnOrAfter: number | null }
  statements: 'authentication first' | 'attributes first'
  nameFormat: string | null
  /** FriendlyName="…" beside each Name. */
  friendlyNames: boolean
  valueType: 'xs:string' | 'xs:anyType' | null
  authnContext: string
  /** What the guide of the product asks to have signed. */
  signs: readonly SignedElement[]
  /** PrefixLists of ec:InclusiveNamespaces, by the element that is signed. */
  prefixLists: Partial<Record<SignedElement, string>>
  keyInfo: KeyInfoForm
  /** Base64 in lines of 76 characters. */
  wrapsBase64: boolean
  /** What it sends beside the claims that are set up for Flex. */
  ownClaims: readonly OwnClaim[]
}

/** The responses of one product, as the built-in IdP offers to write them. */
export interface ResponseStyle extends ResponseForm {
  /** What the built-in IdP calls it: the id of the product, and `plain` for `generic`. */
  id: string
  name: string
  /** The id of the product that a connection to it names. */
  product: string
}
