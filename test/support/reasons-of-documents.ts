import type { Reason } from './reasons.ts'

const NO_NAMESPACES = [
  'attribute-twice-by-namespace',
  'prefix-bound-to-nothing',
  'prefix-bound-to-the-xml-namespace',
  'prefix-xml-rebound',
  'prefix-xmlns-bound',
]

/** What judges read that is here no document, or no Response. */
export const OF_DOCUMENTS: Reason[] = [
  {
    judges: ['xml-crypto', 'xmlsec1', 'samlify'],
    why: 'passes over a document type declaration, of which SAML has none',
    over: {
      'attacks/doctype': ['behind-comment', 'external-subset', 'harmless', 'parameter-entity'],
      checks: ['xml-has-no-doctype'],
    },
  },
  {
    judges: ['node-xmllint'],
    why: 'validates what follows the document type declaration; here nothing is read that has one',
    over: {
      'attacks/doctype': ['behind-comment', 'external-subset', 'harmless', 'id-attribute-declared'],
      checks: ['xml-has-no-doctype'],
    },
  },
  {
    judges: ['xml-crypto', 'samlify'],
    why: 'is given text, to which the declared encoding means nothing',
    over: { 'attacks/structure': ['encoding-utf-7'] },
  },
  {
    judges: ['xml-crypto', 'xmlsec1', 'samlify'],
    why: 'has no such bound, and the signature of the Assertion holds',
    over: { 'attacks/structure': ['namespaces-in-scope-of-many-elements'], checks: ['xml-within-limits'] },
  },
  {
    judges: ['xml-crypto', 'xmlsec1', 'samlify'],
    why: 'holds a document to XML, and not to Namespaces in XML',
    over: { 'attacks/canonicalisation': NO_NAMESPACES },
  },
  {
    judges: ['xmlsec1'],
    why: 'holds a document to XML, and not to Namespaces in XML',
    over: { 'attacks/canonicalisation': ['name-with-two-colons'] },
  },
  {
    judges: ['xml-crypto', 'samlify'],
    why: 'writes a canonical form for a relative namespace name, for which Canonical XML has none',
    over: { 'attacks/canonicalisation': ['relative-namespace-in-extensions'] },
  },
  {
    judges: ['node-xmllint'],
    why: 'validates any element that the schema declares; here a Response is asked for',
    over: {
      'attacks/structure': ['bare-assertion'],
      'attacks/protocol': ['artifact-response', 'assertion-without-response', 'encrypted-assertion-without-response'],
      'attacks/reference': ['enveloping-signature'],
    },
  },
  {
    judges: ['node-xmllint'],
    why: 'validates without a canonical form, and only that refuses a relative namespace',
    over: { 'attacks/tampering': ['relative-namespace'] },
  },
  {
    judges: ['node-xmllint'],
    why: 'does not know the hour 24 of xs:dateTime (XML Schema 2, second edition, 3.2.7)',
    over: { 'attacks/protocol': ['ends-end-of-day'] },
  },
  {
    judges: ['samlify'],
    why: 'looks at local names alone, whatever the namespace',
    over: {
      'attacks/canonicalisation': ['namespace-of-the-response-in-other-case', 'namespace-of-the-response-with-slash'],
      'attacks/protocol': ['response-of-another-namespace', 'response-of-saml-1'],
    },
  },
  {
    judges: ['samlify'],
    why: 'decodes what is base64 for the better part',
    over: { checks: ['response-is-base64'] },
  },
]
