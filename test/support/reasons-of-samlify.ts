import { WHY } from '../../src/app/selftest/why.ts'
import type { Reason } from './reasons.ts'

const CONTENT_WITH_ONE: Reason[] = [
  {
    judges: ['samlify'],
    why: WHY.contentWithTheAssertion,
    over: {
      forensics: ['altered-around-the-assertion', 'destination-replaced', 'signed-too-early'],
      'attacks/bomb': ['namespaces-at-the-limit', 'signatures'],
      'attacks/stripping': ['reference-uri-external'],
      'attacks/structure': [
        'several-references',
        'transform-enveloped-missing',
        'transforms-many',
        'transforms-missing',
      ],
      'attacks/canonicalisation': ['declaration-moved-to-the-root'],
      'attacks/reference': [
        'digest-value-of-nothing-signed',
        'digest-value-of-the-text-as-sent-signed',
        'digest-value-truncated',
        'digest-value-with-element',
        'references-signed',
        'signature-and-id-of-another-login',
        'uri-absolute',
        'uri-element-scheme',
        'uri-in-other-case',
        'uri-of-a-file',
        'uri-percent-encoded',
        'uri-relative',
        'uri-with-newline-behind',
        'uri-with-space-before',
        'uri-xpointer-root',
      ],
      'attacks/transform': [
        'canonicalisation-changed-signed',
        'enveloped-instead-of-canonicalisation',
        'prefixes-of-inclusive-canonicalisation',
        'prefixes-with-content',
        'transforms-in-another-namespace',
      ],
      'attacks/identifier': [
        'id-empty',
        'id-in-another-normal-form',
        'id-missing',
        'id-that-looks-the-same',
        'id-with-a-tab-behind',
        'id-with-colon',
        'id-with-digit-first',
        'id-with-spaces-around',
      ],
      checks: ['response-signature-valid'],
    },
  },
  {
    judges: ['samlify'],
    why: WHY.contentWithTheAssertionAlone,
    over: {
      failures: ['entra-signs-the-assertion-alone'],
      forensics: ['signature-in-extensions'],
      'attacks/stripping': ['response-signature', 'signature-in-another-namespace'],
      'attacks/canonicalisation': ['namespace-of-the-signature-by-https', 'namespace-of-the-signature-without-hash'],
      checks: ['response-is-signed'],
    },
  },
  {
    judges: ['samlify'],
    why: WHY.contentWithTheResponse,
    over: {
      forensics: ['altered-before-the-response-was-signed'],
      'attacks/reference': ['signature-value-in-the-url-alphabet'],
      checks: ['assertion-is-signed'],
    },
  },
]

const ENCRYPTED_AND_TIMES: Reason[] = [
  {
    judges: ['samlify'],
    why: 'passes over what is encrypted beside what is not',
    over: {
      'attacks/claim': ['roles-encrypted'],
      'attacks/protocol': ['encrypted-assertion-beside-plain-one', 'name-id-encrypted'],
    },
  },
  {
    judges: ['samlify'],
    why: 'reads any time that JavaScript reads, and an empty one as none',
    over: {
      'attacks/protocol': [
        'ends-american',
        'ends-date-alone',
        'ends-empty',
        'ends-impossible-day',
        'ends-impossible-day-of-april',
        'ends-lower-case',
      ],
    },
  },
  {
    judges: ['samlify'],
    why: WHY.sessionOver,
    over: { 'checks/enhanced': ['session-not-over'] },
  },
]

const VALUES: Reason[] = [
  {
    judges: ['samlify'],
    why: 'reads an empty AttributeValue as no value at all',
    over: { 'benign/attribute': ['typed-claims-without-value'], 'benign/value': ['empty-values', 'nil-values'] },
  },
  {
    judges: ['samlify'],
    why: 'reads only text that stands right inside an AttributeValue',
    over: {
      'benign/canonicalisation': ['exclusive-rebound'],
      'benign/namespace': ['default-namespace-undone'],
      'benign/value': ['ids-in-markup', 'nested-markup', 'nested-name-id'],
    },
  },
  {
    judges: ['samlify'],
    why: 'keeps attributes in an object, where __proto__ and constructor are taken',
    over: { 'benign/attribute': ['names-of-object-members', 'names-of-object-members-enhanced'] },
  },
  {
    judges: ['samlify'],
    why: 'verifies a copy that it wrote anew, in which references to carriage returns became line ends',
    over: {
      forensics: ['carriage-returns-added'],
      'benign/base64': [
        'decimal-carriage-returns',
        'hexadecimal-carriage-returns',
        'hexadecimal-carriage-returns-enhanced',
      ],
      'benign/value': ['line-ends-and-tabs'],
    },
  },
  {
    judges: ['samlify'],
    why: 'asks that the first certificate in KeyInfo be the configured one',
    over: { 'benign/signature': ['certificate-chain-reversed'] },
  },
]

/** What samlify sees differently, where no error that it is blind to tells why. */
export const OF_SAMLIFY: Reason[] = [...CONTENT_WITH_ONE, ...ENCRYPTED_AND_TIMES, ...VALUES]
