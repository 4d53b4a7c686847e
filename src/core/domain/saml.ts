/** What a SAML 2.0 message says, after reading it. Plain facts: nothing here is trusted on its own. */

/** A string, or null if the attribute or element is absent. */
type Maybe = string | null

/** `saml:NameID` (SAML Core 2.2.3). */
export interface NameId {
  value: string
  format: Maybe
  nameQualifier: Maybe
  spNameQualifier: Maybe
}

/** `saml:SubjectConfirmation` with its `SubjectConfirmationData` (SAML Core 2.4.1). `data` is null when the element is absent. */
export interface SubjectConfirmation {
  method: Maybe
  data: { recipient: Maybe; notBefore: Maybe; notOnOrAfter: Maybe; inResponseTo: Maybe } | null
}

/** `saml:Conditions` (SAML Core 2.5.1). One inner list per `AudienceRestriction`; the restrictions are ANDed. */
export interface Conditions {
  notBefore: Maybe
  notOnOrAfter: Maybe
  audienceRestrictions: string[][]
}

/** One `saml:Attribute` element as sent; a name may occur in several of them. */
export interface SamlAttribute {
  name: string
  nameFormat: Maybe
  friendlyName: Maybe
  values: string[]
}

/** `saml:AuthnStatement` (SAML Core 2.7.2). */
export interface AuthnStatement {
  authnInstant: Maybe
  sessionIndex: Maybe
  sessionNotOnOrAfter: Maybe
}

/** `saml:Assertion` as read from one tree: the message as sent, or the bytes that a signature covers. */
export interface Assertion {
  id: Maybe
  version: Maybe
  issueInstant: Maybe
  issuer: Maybe
  nameId: NameId | null
  hasEncryptedId: boolean
  confirmations: SubjectConfirmation[]
  conditions: Conditions | null
  authnStatements: AuthnStatement[]
  attributes: SamlAttribute[]
  encryptedAttributes: number
}

/** `samlp:Status` (SAML Core 3.2.2). `codes` holds the top-level code, then the nested ones. */
export interface Status {
  codes: string[]
  message: Maybe
}

/** `samlp:Response` as sent. `assertion` is the first `saml:Assertion` child, if there is one. */
export interface SamlResponse {
  id: Maybe
  version: Maybe
  issueInstant: Maybe
  destination: Maybe
  inResponseTo: Maybe
  issuer: Maybe
  status: Status | null
  assertions: number
  encryptedAssertions: number
  assertion: Assertion | null
}

/** The two places where SAML puts a signature (SAML Core 5.4.1). */
export type SignedElement = 'Response' | 'Assertion'

/** A certificate that signs for the IdP. `sha256` is the upper-case hexadecimal fingerprint; times are ISO 8601. */
export interface Certificate {
  sha256: string
  notBefore: string
  notAfter: string
  key: string
  /** Its subject, as OpenSSL prints it, on one line. */
  subject: string
}

/** What was found out about one signature. `valid`: digest and signature verify with a trusted key, and the structure is safe. */
export interface SignatureReport {
  over: SignedElement
  algorithm: Maybe
  digestAlgorithm: Maybe
  digestMatches: boolean
  /** The trusted certificate whose key verifies the signature over SignedInfo. */
  verifiedBy: Certificate | null
  /**
   * A certificate in KeyInfo, also as bare base64: the first if it is configured, else the one whose key made this
   * signature (`verifies`), else the first. Untrusted, for diagnosis only.
   */
  embedded: { certificate: Certificate; base64: string; configured: boolean; verifies: boolean } | null
  valid: boolean
  /** Null if it is valid, or violates the profile so that nothing was computed. */
  forensics: Forensics | null
}

/**
 * A change to a message after it was signed, or a mistake when it was signed. Named only if the signature is valid
 * once it is undone.
 */
export type Alteration =
  | 'pretty-printed'
  | 'white-space-removed'
  | 'values-padded'
  | 'value-trimmed'
  | 'asides-added'
  | 'carriage-returns-added'
  | 'carriage-returns-lost'
  | 'escaped-twice'
  | 'unescaped-twice'
  | 'plus-became-space'
  | 'read-as-latin-1'
  | 'composed'
  | 'decomposed'
  | 'value-replaced'
  | 'signed-too-early'
  | 'signed-apart'
  | 'other-canonicalization'
  | 'not-canonicalized'
  | 'other-digest'
  | 'other-hash'
  | 'signed-as-der'

/** What is known about why a signature is not valid. Words for people: no verdict depends on them. */
export interface Forensics {
  /**
   * Whose key made the signature value, over this or another SignedInfo: `configured`, `embedded` (and not
   * configured), or null if neither is known to. If no certificate is configured, an alteration is named if
   * undoing it makes the signature valid with the embedded one.
   */
  madeBy: 'configured' | 'embedded' | null
  alteration: Alteration | null
  /** Details of an alteration: the signed value, or the algorithm that was used. */
  detail: string | null
  /** False if the message is so large that not every alteration was tried. */
  triedAll: boolean
}

/**
 * A deviation from SAML's narrow profile of XML Signature (SAML Core 5.4). `about`: common mistakes of honest signers and
 * gateways, which have their own advice.
 */
export interface StructureFault {
  about?: 'algorithm' | 'place' | 'plus' | 'empty'
  what: string
  expected: string
  received: string
  location: string
}

declare const signed: unique symbol

/** An assertion read from canonical bytes that a trusted key signed. Only `saml/verify.ts` creates one. */
export type SignedAssertion = Assertion & { readonly [signed]: true }

declare const hypothetical: unique symbol

/** An assertion that a what-if question assumes, as if a trusted key had signed it. It can never be written as a worker. */
export type HypotheticalAssertion = Assertion & { readonly [hypothetical]: true }

/** What checks and the mapping accept: both kinds. */
export type JudgedAssertion = SignedAssertion | HypotheticalAssertion

/** Everything that verification found out about a message. */
export interface Verification<A extends JudgedAssertion = SignedAssertion> {
  /** The certificates that were tried. */
  configured: Certificate[]
  signatures: SignatureReport[]
  faults: StructureFault[]
  /** Null if no valid signature covers an assertion, or if the signed and the sent assertion differ. */
  signedAssertion: A | null
  /** Where the signed bytes and the message as sent differ, if there is a valid signature and they do. */
  uncovered: StructureFault | null
}
