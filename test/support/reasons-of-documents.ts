import { WHY } from '../../src/app/selftest/why.ts'
import { BOTH, type Reason } from './reasons.ts'

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

const TEXTS: Reason[] = [
  {
    judges: ['xml-crypto'],
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
    judges: ['xmlsec1'],
    why: 'reads other encodings; here a document is UTF-8',
    over: { 'attacks/encoding': ['label-shift-jis'] },
  },
]

const AROUND_THE_ROOT: Reason[] = [
  {
    judges: ['xml-crypto'],
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
    judges: ['xml-crypto'],
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
    judges: BOTH,
    why: WHY.passesOverDoctype,
    over: { 'attacks/doctype': PASSED_OVER_BY_ALL, checks: ['xml-has-no-doctype'] },
  },
  {
    judges: ['xml-crypto'],
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
    judges: BOTH,
    why: WHY.noBoundAndSigned,
    over: {
      'attacks/bomb': OVER_LIMITS,
      'attacks/structure': ['namespaces-in-scope-of-many-elements'],
      checks: ['xml-within-limits'],
    },
  },
  {
    judges: BOTH,
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
    judges: ['xml-crypto'],
    why: 'writes a canonical form for a relative namespace name, for which Canonical XML has none',
    over: { 'attacks/canonicalisation': ['relative-namespace-in-extensions'] },
  },
]

/** What judges read that is here no document, or no Response. */
export const OF_DOCUMENTS: Reason[] = [...TEXTS, ...AROUND_THE_ROOT, ...READ]
