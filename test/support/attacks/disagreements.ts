import type { Bundle, Judge } from '../../../src/inputs/bundle.ts'
import type { Attack } from './attack.ts'

/** A reason that holds for many attacks: who disagrees, why, and over which attacks of each class. */
interface Reason {
  judges: Judge[]
  why: string
  over: Partial<Record<Attack['class'], string[]>>
}

const OF_SIGNATURES: Judge[] = ['xml-crypto', 'xmlsec1']
const OF_LOGINS: Judge[] = [...OF_SIGNATURES, 'samlify']

const RESPONSE_SIGNATURE_BROKEN = {
  stripping: ['reference-uri-external'],
  structure: ['several-references', 'transform-enveloped-missing', 'transforms-many', 'transforms-missing'],
}

const ONE_BY_ONE: Reason[] = [
  {
    judges: OF_SIGNATURES,
    why: 'verifies the signature of the Assertion by itself, and it holds; here a fault of structure voids every signature',
    over: {
      comment: ['instruction-in-digest-value'],
      'foreign-key': ['digest-method-md5', 'signature-method-md5'],
      stripping: [
        ...RESPONSE_SIGNATURE_BROKEN.stripping,
        'reference-uri-absent',
        'reference-uri-empty',
        'reference-uri-xpointer',
      ],
      structure: [
        ...RESPONSE_SIGNATURE_BROKEN.structure,
        'canonicalisation-unknown',
        'prefix-list-without-end',
        'several-signatures',
        'transform-appended',
        'transform-base64',
        'transform-xslt',
        'transforms-reversed',
      ],
    },
  },
  {
    judges: ['samlify'],
    why: 'is content with the signature of the Assertion when that of the Response does not hold',
    over: {
      ...RESPONSE_SIGNATURE_BROKEN,
      tampering: ['destination', 'destination-removed', 'in-response-to-of-the-response', 'issuer-of-the-response'],
    },
  },
  {
    judges: ['samlify'],
    why: 'is content with the signature of the Assertion; the policy asks for that of the Response too',
    over: { stripping: ['response-signature', 'signature-in-another-namespace'] },
  },
]

const FOUND_BY_ID = [
  'original-in-advice',
  'original-in-attribute-value',
  'original-in-status-detail',
  'response-in-extensions',
  'response-in-status-detail',
  'signature-moved-to-the-response',
  'xsw2-response-before-its-signature',
  'xsw5-original-at-the-end',
  'xsw7-original-in-extensions',
]
/** Where the genuine element hides in the signature itself, xmlsec1 takes it away with that signature. */
const FOUND_BY_ID_IN_THE_SIGNATURE = [
  'both-signatures-reused-around-object',
  'original-in-key-info',
  'xsw1-response-in-object',
  'xsw1-response-inside-its-signature',
  'xsw6-original-inside-the-signature',
  'xsw8-original-in-object',
]
const BY_ID =
  'takes the element that the reference names, wherever it stands; here a signature is good for its own parent alone'

const WRAPPED: Reason[] = [
  { judges: OF_LOGINS, why: BY_ID, over: { wrapping: FOUND_BY_ID } },
  { judges: ['xml-crypto', 'samlify'], why: BY_ID, over: { wrapping: FOUND_BY_ID_IN_THE_SIGNATURE } },
  {
    judges: OF_LOGINS,
    why: 'takes the genuine assertion at its place and looks for no other in samlp:Extensions',
    over: { wrapping: ['xsw7-evil-assertion-in-extensions'] },
  },
  {
    judges: ['samlify'],
    why: 'takes the assertion that is signed and passes over the unsigned one beside it',
    over: { wrapping: ['xsw3-evil-assertion-after-the-original', 'xsw3-evil-assertion-before-the-original'] },
  },
  {
    judges: OF_LOGINS,
    why: 'minds nothing that a good signature holds in a ds:Object',
    over: { structure: ['signature-inside-signature', 'signed-info-in-object'] },
  },
]

const SAME_ID: Reason[] = [
  {
    judges: ['xml-crypto'],
    why: 'gives up where two attributes have the ID of the signed element; here the signature is good, and the message is refused for its IDs',
    over: {
      structure: [
        'id-of-the-response-is-that-of-the-assertion',
        'id-repeated-as-lower-case-id',
        'id-repeated-as-xml-id',
        'id-repeated-in-extensions',
      ],
    },
  },
  {
    judges: ['xmlsec1'],
    why: 'gives up where two IDs of a document are the same; here the signature is good, and the message is refused for its IDs',
    over: { structure: ['id-of-the-response-is-that-of-the-assertion', 'id-repeated-as-xml-id'] },
  },
  {
    judges: ['node-xmllint'],
    why: 'takes the xml:id of an element that no schema knows for an xs:ID; here ids-are-unique refuses it',
    over: { structure: ['id-repeated-as-xml-id'] },
  },
]

const DOCUMENTS: Reason[] = [
  {
    judges: OF_LOGINS,
    why: 'passes over a document type declaration, of which SAML has none',
    over: { doctype: ['behind-comment', 'external-subset', 'harmless', 'parameter-entity'] },
  },
  {
    judges: ['node-xmllint'],
    why: 'validates what follows the document type declaration; here nothing is read that has one',
    over: { doctype: ['behind-comment', 'external-subset', 'harmless', 'id-attribute-declared'] },
  },
  {
    judges: OF_LOGINS,
    why: 'reads base64 past a comment; here base64 is text and nothing else',
    over: { comment: ['around-digest-value', 'in-signature-value'] },
  },
  {
    judges: ['xml-crypto', 'samlify'],
    why: 'is given text, to which the declared encoding means nothing',
    over: { structure: ['encoding-utf-7'] },
  },
  {
    judges: OF_LOGINS,
    why: 'has no bound on namespaces in scope, and the signature of the Assertion holds',
    over: { structure: ['namespaces-in-scope-of-many-elements'] },
  },
  {
    judges: ['samlify'],
    why: 'does not look at the schema',
    over: { structure: ['schema-fault-that-poses-as-an-id'] },
  },
  {
    judges: ['node-xmllint'],
    why: 'validates any element that the schema declares; here a Response is asked for',
    over: { structure: ['bare-assertion'] },
  },
  {
    judges: ['node-xmllint'],
    why: 'validates without a canonical form, and only that refuses a relative namespace',
    over: { tampering: ['relative-namespace'] },
  },
]

/** Every reason that more than one attack or judge shares. */
export const REASONS: Reason[] = [...ONE_BY_ONE, ...WRAPPED, ...SAME_ID, ...DOCUMENTS]

/** Who sees an attack differently, and why: the reasons that are shared, then the attack's own. */
export function disagreementsOf({ class: folder, name, disagreements }: Attack): Bundle['disagreements'] {
  const shared = REASONS.filter(({ over }) => over[folder]?.includes(name))
  const pairs = shared.flatMap(({ judges, why }) => judges.map((judge) => [judge, why] as const))
  return { ...Object.fromEntries(pairs), ...disagreements }
}
