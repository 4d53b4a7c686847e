import { WHY } from '../../src/app/selftest/why.ts'
import type { Judge } from '../../src/core/bundle/bundle.ts'

/** The judges that are asked about every fixture. */
export type FixtureJudge = Extract<Judge, 'xml-crypto' | 'xmlsec1'>

/** Why judges see certain fixtures differently: their names by their folder below fixtures/. */
export interface Reason {
  judges: FixtureJudge[]
  why: string
  over: Record<string, string[]>
}

/** Both judges that are asked about fixtures. */
export const BOTH: FixtureJudge[] = ['xml-crypto', 'xmlsec1']

const SIGNATURES: Reason[] = [
  {
    judges: BOTH,
    why: WHY.oneByOne,
    over: {
      forensics: ['signature-empty', 'signature-in-extensions'],
      'attacks/identifier': ['id-in-another-normal-form', 'id-that-looks-the-same'],
      'attacks/reference': ['references-signed'],
      'attacks/transform': ['base64-signed', 'xpath-signed'],
      checks: ['signature-structure-is-safe'],
    },
  },
  {
    judges: BOTH,
    why: 'verifies each signature by itself, and they hold; here an assertion out of place voids every signature',
    over: { 'attacks/protocol': ['assertion-in-another-element', 'assertion-in-extensions', 'two-signed-assertions'] },
  },
  {
    judges: BOTH,
    why: WHY.base64PastComment,
    over: { 'attacks/comment': ['around-digest-value', 'in-signature-value'] },
  },
  {
    judges: ['xml-crypto'],
    why: 'reads the URL alphabet of base64 as well, and verifies the other signature by itself',
    over: { 'attacks/reference': ['signature-value-in-the-url-alphabet'] },
  },
  {
    judges: BOTH,
    why: 'minds nothing that a good signature holds in a ds:Object',
    over: { 'attacks/structure': ['signature-inside-signature', 'signed-info-in-object'] },
  },
  {
    judges: ['xml-crypto'],
    why: 'does not know ECDSA',
    over: {
      'benign/signature': [
        'ec-key-value',
        'ecdsa-p256',
        'ecdsa-p256-enhanced',
        'ecdsa-p384',
        'ecdsa-p521',
        'ecdsa-p521-with-sha256',
        'key-rolled-over-to-another-type',
      ],
    },
  },
  { judges: ['xml-crypto'], why: 'does not know SHA-384', over: { 'benign/signature': ['rsa-sha384'] } },
]

/** Where a table of attacks hides the genuine assertion, and then the genuine Response. */
const hiddenIn = (...places: string[]) => places.flatMap((place) => [`assertion-in-${place}`, `response-in-${place}`])

const FOUND_BY_ID = [
  ...hiddenIn(
    'authentication-context',
    'foreign-element-in-a-claim',
    'foreign-element-in-advice',
    'foreign-element-in-extensions',
    'foreign-element-in-status-detail',
  ),
  'assertion-in-a-condition',
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
  ...hiddenIn('signature-property', 'x509-data'),
  'both-signatures-reused-around-object',
  'original-in-key-info',
  'xsw1-response-in-object',
  'xsw1-response-inside-its-signature',
  'xsw6-original-inside-the-signature',
  'xsw8-original-in-object',
]
const WRAPPED: Reason[] = [
  { judges: BOTH, why: WHY.byId, over: { 'attacks/wrapping': FOUND_BY_ID } },
  { judges: ['xml-crypto'], why: WHY.byId, over: { 'attacks/wrapping': FOUND_BY_ID_IN_THE_SIGNATURE } },
  { judges: BOTH, why: WHY.byId, over: { 'attacks/wrapping': hiddenIn('subject-confirmation-data') } },
  {
    judges: BOTH,
    why: WHY.genuineAtItsPlace,
    over: {
      'attacks/wrapping': [
        'evil-assertion-in-key-info',
        'evil-assertion-in-object',
        'evil-assertion-in-object-of-the-assertion',
        'evil-assertion-in-x509-data',
        'evil-response-in-object',
        'xsw7-evil-assertion-in-extensions',
      ],
    },
  },
]

const SAME_ID: Reason[] = [
  {
    judges: ['xml-crypto'],
    why: WHY.idTwice,
    over: {
      'attacks/structure': [
        'id-of-the-response-is-that-of-the-assertion',
        'id-repeated-as-lower-case-id',
        'id-repeated-as-xml-id',
        'id-repeated-in-extensions',
      ],
      'attacks/identifier': [
        'id-as-Id',
        'id-in-references',
        'id-of-web-service-security',
        'id-with-a-prefix',
        'key-info-with-the-id-of-the-response',
        'reference-with-the-id-of-the-assertion',
        'response-with-the-id-of-the-assertion-as-Id',
        'response-with-the-id-of-the-assertion-as-xml-id',
        'signature-value-with-the-id-of-the-assertion',
        'signature-with-the-id-of-the-assertion',
      ],
      checks: ['ids-are-unique'],
    },
  },
  {
    judges: ['xmlsec1'],
    why: 'gives up where two IDs of a document are the same; here the signature is good, and the message is refused for its IDs',
    over: {
      'attacks/structure': ['id-of-the-response-is-that-of-the-assertion', 'id-repeated-as-xml-id'],
      'attacks/identifier': ['response-with-the-id-of-the-assertion-as-xml-id'],
      checks: ['ids-are-unique'],
    },
  },
]

const CANONICAL_FORMS: Reason[] = [
  {
    judges: ['xml-crypto'],
    why: 'leaves the xml: attributes that the Assertion inherits out of its inclusive canonical form, against Canonical XML 2.4',
    over: {
      'attacks/canonicalisation': ['base-inherited', 'lang-inherited', 'space-inherited'],
    },
  },
  {
    judges: ['xml-crypto'],
    why: 'leaves the xml: attributes that the Assertion inherits out of its inclusive canonical form, against Canonical XML 2.4',
    over: { 'checks/enhanced': ['claims-are-covered-by-signature'] },
  },
  {
    judges: ['xml-crypto'],
    why: 'loses track of a prefix, or of the default namespace, that is bound anew below the element that it canonicalises',
    over: {
      'benign/canonicalisation': ['inclusive-rebound', 'prefix-list-default-enhanced', 'prefix-list-rebound'],
    },
  },
  {
    judges: ['xml-crypto'],
    why: 'does not know Canonical XML 1.1',
    over: { 'benign/canonicalisation': ['inclusive-1-1', 'inclusive-1-1-with-comments'] },
  },
  {
    judges: ['xml-crypto'],
    why: 'cannot canonicalise a processing instruction',
    over: { 'benign/document': ['processing-instructions'] },
  },
  {
    judges: ['xml-crypto'],
    why: 'is built on xmldom, which takes U+0085 and U+2028 for line ends as XML 1.1 does',
    over: { 'benign/value': ['line-separators'] },
  },
]

/** What judges see differently in signatures. */
export const REASONS: Reason[] = [...SIGNATURES, ...WRAPPED, ...SAME_ID, ...CANONICAL_FORMS]
