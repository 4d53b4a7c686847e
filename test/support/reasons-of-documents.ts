import { WHY } from '../../src/app/selftest/why.ts'
import type { Reason } from './reasons.ts'

const MALFORMED_NAMESPACES = [
  'attribute-prefix-undeclared',
  'attribute-twice-by-two-prefixes',
  'default-is-the-xml-namespace',
  'element-with-prefix-xmlns',
  'instruction-with-colon',
  'prefix-emptied',
  'prefix-for-the-xml-namespace',
  'prefix-for-the-xmlns-namespace',
  'prefix-xml-rebound',
  'prefix-xmlns-declared',
]

const OTHER_ENCODINGS = 'reads other encodings; here a document is UTF-8'

const TEXTS: Reason[] = [
  {
    judges: ['xml-crypto', 'samlify'],
    why: 'is given text, to which the declared encoding means nothing',
    over: {
      'attacks/structure': ['encoding-utf-7'],
      'attacks/encoding': [
        'label-behind-white-space',
        'label-ebcdic',
        'label-latin-1-over-utf-8',
        'label-shift-jis',
        'label-unknown',
        'label-utf-16',
        'label-utf-32',
      ],
    },
  },
  {
    judges: ['node-xmllint'],
    why: 'is given text, in which the bad bytes were replaced',
    over: {
      'attacks/encoding': [
        'beyond-unicode',
        'five-bytes',
        'lone-continuation',
        'lone-surrogate',
        'overlong-less-than',
        'overlong-nul',
        'overlong-slash',
        'sequence-cut',
        'surrogates-cesu-8',
      ],
    },
  },
  { judges: ['xmlsec1'], why: OTHER_ENCODINGS, over: { 'attacks/encoding': ['label-shift-jis'] } },
  {
    judges: ['node-xmllint'],
    why: OTHER_ENCODINGS,
    over: { 'attacks/encoding': ['label-latin-1-over-utf-8', 'utf-32'] },
  },
  {
    judges: ['samlify'],
    why: WHY.base64ForTheBetterPart,
    over: {
      'attacks/encoding': ['field-data-behind-padding', 'field-junk', 'field-url-alphabet'],
      checks: ['response-is-base64'],
    },
  },
]

const OTHER_DOCUMENTS: Reason[] = [
  {
    judges: ['node-xmllint'],
    why: 'takes any document of the protocol; here one that is no Response is not judged by the schema',
    over: { checks: ['document-is-saml-response'] },
  },
]

const AROUND_THE_ROOT: Reason[] = [
  {
    judges: ['xml-crypto', 'samlify'],
    why: 'is built on xmldom, which passes over text around the root',
    over: {
      'attacks/encoding': [
        'deflated',
        'end-cut',
        'mark-behind-declaration',
        'mark-behind-line-break',
        'mark-behind-root',
        'mark-of-utf-16',
        'mark-twice',
      ],
      'attacks/malformed': ['reference-behind-root', 'text-before-declaration', 'text-before-root', 'text-behind-root'],
    },
  },
  {
    judges: ['xml-crypto', 'samlify'],
    why: 'is built on xmldom, which takes an XML declaration for an instruction, wherever it stands and whatever it says',
    over: {
      'attacks/encoding': ['xml-2-0'],
      'attacks/malformed': [
        'declaration-behind-comment',
        'declaration-behind-line-break',
        'declaration-in-other-case',
        'declaration-in-the-middle',
        'declaration-twice',
        'declaration-with-unknown-word',
        'declaration-without-version',
      ],
    },
  },
  {
    judges: ['samlify'],
    why: 'is built on xmldom, which takes U+0085 for a line end as XML 1.1 does',
    over: { 'attacks/encoding': ['xml-1-1-next-line'] },
  },
]

const PASSED_OVER_BY_ALL = [
  'after-xml-declaration',
  'behind-comment',
  'default-id',
  'default-transform',
  'entity-that-redefines-a-built-in-one',
  'external-subset',
  'harmless',
  'notation',
  'parameter-entity',
  'public-identifier',
]
/** Hostile only by their size, in what the Assertion does not hold. */
const OVER_LIMITS = [
  'attributes-of-one-element',
  'attributes-over-the-limit',
  'declarations-of-one-element',
  'depth-over-the-limit',
  'elements-over-the-limit',
]

const READ: Reason[] = [
  {
    judges: ['xml-crypto', 'xmlsec1', 'samlify'],
    why: WHY.passesOverDoctype,
    over: { 'attacks/doctype': PASSED_OVER_BY_ALL, checks: ['xml-has-no-doctype'] },
  },
  {
    judges: ['xml-crypto', 'samlify'],
    why: WHY.passesOverDoctype,
    over: {
      'attacks/bomb': ['parameter-entities'],
      'attacks/doctype': ['default-namespace', 'file-sent-to-the-attacker'],
    },
  },
  {
    judges: ['xml-crypto'],
    why: WHY.readsDoctypeInside,
    over: { 'attacks/doctype': ['inside-the-root'] },
  },
  {
    judges: ['xmlsec1'],
    why: 'expands the entity, which stands for what was signed; SAML has no document type declaration',
    over: { 'attacks/doctype': ['entity-in-attribute'] },
  },
  {
    judges: ['node-xmllint'],
    why: WHY.validatesBehindDoctype,
    over: {
      'attacks/doctype': [
        'after-xml-declaration',
        'behind-comment',
        'default-id',
        'entity-in-attribute',
        'entity-that-redefines-a-built-in-one',
        'external-subset',
        'harmless',
        'id-attribute-declared',
        'notation',
        'public-identifier',
      ],
      checks: ['xml-has-no-doctype'],
    },
  },
  {
    judges: ['xml-crypto', 'xmlsec1', 'samlify'],
    why: WHY.noBoundAndSigned,
    over: {
      'attacks/bomb': OVER_LIMITS,
      'attacks/structure': ['namespaces-in-scope-of-many-elements'],
      checks: ['xml-within-limits'],
    },
  },
  {
    judges: ['node-xmllint'],
    why: WHY.noBound,
    over: { 'attacks/bomb': [...OVER_LIMITS, 'comments-over-the-limit', 'instructions-over-the-limit'] },
  },
  {
    judges: ['xml-crypto', 'xmlsec1', 'samlify'],
    why: 'holds a document to XML, and not to Namespaces in XML',
    over: { 'attacks/malformed': MALFORMED_NAMESPACES },
  },
  {
    judges: ['xmlsec1'],
    why: 'holds a document to XML, and not to Namespaces in XML',
    over: {
      'attacks/malformed': [
        'attribute-with-two-colons',
        'name-begins-with-colon',
        'name-ends-in-colon',
        'name-with-two-colons',
      ],
    },
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
]

/** What judges read that is here no document, or no Response. */
export const OF_DOCUMENTS: Reason[] = [...TEXTS, ...OTHER_DOCUMENTS, ...AROUND_THE_ROOT, ...READ]
