import { type Mutation, signsBoth } from '../mutation.ts'
import {
  elementOf,
  promote,
  remove,
  replace,
  responseSignatureOf,
  unsigned,
  withoutAssertionSignature,
  withoutResponseSignature,
} from './edit.ts'
import { ASSERTION_UNSIGNED, RESPONSE_INVALID, RESPONSE_UNSIGNED, SCHEMA, STRUCTURE } from './findings.ts'

const OF_URI = / URI="([^"]*)"/

/** Signatures are removed, in part or completely. */
export const STRIPPING: readonly Mutation[] = [
  {
    name: 'both-signatures-cut-out',
    title: 'Both signatures are removed, and the user becomes an administrator.',
    raises: [RESPONSE_UNSIGNED, ASSERTION_UNSIGNED],
    unfit: signsBoth,
    forge: (xml) => promote(unsigned(xml)),
  },
  {
    name: 'response-signature-cut-out',
    title: 'The signature of the Response is removed, and the user becomes an administrator.',
    raises: [RESPONSE_UNSIGNED],
    unfit: ({ name, signs }) => (signs.length === 1 ? null : `${name} signs the assertion too`),
    forge: (xml) => promote(withoutResponseSignature(xml)),
  },
  {
    name: 'response-signature-cut-out-of-two',
    title: 'The signature of the Response is removed, so that its attributes can be changed.',
    raises: [RESPONSE_UNSIGNED],
    unfit: signsBoth,
    forge: (xml) => withoutResponseSignature(xml),
  },
  {
    name: 'assertion-signature-cut-out',
    title: 'The signature of the assertion is removed from a signed Response.',
    raises: [ASSERTION_UNSIGNED, RESPONSE_INVALID],
    unfit: signsBoth,
    forge: withoutAssertionSignature,
  },
  {
    name: 'signed-info-cut-out',
    title: 'The signature of the Response has no SignedInfo.',
    raises: [STRUCTURE],
    mayRaise: [SCHEMA],
    forge: (xml) => remove(promote(xml), elementOf(xml, 'SignedInfo')),
  },
  {
    name: 'reference-cut-out',
    title: 'The signature of the Response has no reference.',
    raises: [STRUCTURE],
    mayRaise: [SCHEMA],
    forge: (xml) => remove(promote(xml), elementOf(xml, 'Reference')),
  },
  {
    name: 'reference-without-uri',
    title: 'The reference in the signature of the Response has no URI.',
    raises: [STRUCTURE],
    forge: (xml) => remove(xml, OF_URI),
  },
  {
    name: 'reference-to-the-attacker',
    title: 'The reference in the signature of the Response is a URL of the attacker.',
    raises: [STRUCTURE],
    forge: (xml) => replace(xml, OF_URI, ' URI="http://attacker.example/response.xml"'),
  },
  {
    name: 'reference-by-xpointer',
    title: 'The reference in the signature of the Response is an XPointer instead of the bare ID.',
    raises: [STRUCTURE],
    forge: (xml) => replace(xml, OF_URI, ` URI="#xpointer(id('${OF_URI.exec(xml)?.[1]?.slice(1)}'))"`),
  },
  {
    name: 'signature-value-empty',
    title: 'The SignatureValue of the Response is empty.',
    raises: [STRUCTURE],
    forge: (xml) => replace(promote(xml), /(?<=SignatureValue>)[^<]*/, ''),
  },
  {
    name: 'signature-emptied',
    title: 'The signature of the Response is an empty element.',
    raises: [STRUCTURE],
    mayRaise: [SCHEMA],
    forge: (xml) => {
      const signature = responseSignatureOf(xml)
      return replace(xml, signature, signature.replace(/^(<[^>]*>)[\s\S]*(<\/[^>]*>)$/, '$1$2'))
    },
  },
]
