import {
  ASSERTION_UNSIGNED,
  type Attack,
  ENTRA_CLAIMS,
  RESPONSE_INVALID,
  RESPONSE_UNSIGNED,
  SCHEMA,
  STRUCTURE,
} from './attack.ts'
import {
  assertionSignatureOf,
  elementOf,
  promote,
  remove,
  replace,
  responseSignatureOf,
  unsigned,
  withoutAssertionSignature,
  withoutResponseSignature,
} from './edit.ts'

const STRIPPED: Omit<Attack, 'class'>[] = [
  {
    name: 'both-signatures',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'Both signatures are cut out, and the user becomes an administrator.',
    mutate: (xml) => promote(unsigned(xml)),
    expectFail: [ASSERTION_UNSIGNED, RESPONSE_UNSIGNED],
  },
  {
    name: 'both-signatures-policy-either',
    base: 'entra/none',
    what: 'An IdP that signs nothing meets a connection that is content with either signature.',
    policy: 'either',
    mutate: promote,
    expectFail: [ENTRA_CLAIMS, RESPONSE_UNSIGNED],
  },
  {
    name: 'response-signature',
    base: 'entra/both',
    what: 'The signature of the Response is cut out, so that its attributes can be changed.',
    mutate: withoutResponseSignature,
    expectFail: [ENTRA_CLAIMS, RESPONSE_UNSIGNED],
  },
  {
    name: 'assertion-signature',
    base: 'salesforce/both',
    what: 'The signature of the assertion is cut out of a signed Response.',
    mutate: withoutAssertionSignature,
    expectFail: [ASSERTION_UNSIGNED, RESPONSE_INVALID],
  },
  {
    name: 'signed-info',
    base: 'node-samlp/base-sp-redirect',
    what: 'The signature of the Response has no SignedInfo.',
    mutate: (xml) => remove(promote(xml), elementOf(xml, 'SignedInfo')),
    expectFail: [STRUCTURE],
  },
  {
    name: 'reference',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The signature of the Response refers to nothing.',
    mutate: (xml) => remove(promote(xml), elementOf(xml, 'Reference')),
    expectFail: [STRUCTURE],
  },
  {
    name: 'reference-of-the-assertion',
    base: 'entra/usual',
    what: 'The signature of the assertion refers to nothing.',
    mutate: (xml) => remove(promote(xml), elementOf(assertionSignatureOf(xml), 'Reference')),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'reference-uri-empty',
    base: 'salesforce/usual',
    what: 'The reference of the Response has an empty URI, the whole document.',
    mutate: (xml) => replace(xml, / URI="[^"]*"/, ' URI=""'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'reference-uri-absent',
    base: 'node-samlp/base-idp-initiated',
    what: 'The reference of the Response has no URI.',
    mutate: (xml) => remove(xml, / URI="[^"]*"/),
    expectFail: [STRUCTURE],
  },
  {
    name: 'reference-uri-external',
    base: 'simplesamlphp/base-sp-post',
    what: 'The reference of the Response is a URL of the attacker.',
    mutate: (xml) => replace(xml, / URI="[^"]*"/, ' URI="http://attacker.example/response.xml"'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'reference-uri-xpointer',
    base: 'salesforce/unsolicited',
    what: 'The reference of the Response is an XPointer instead of the bare ID.',
    mutate: (xml) => replace(xml, / URI="#([^"]*)"/, ` URI="#xpointer(id('${/ URI="#([^"]*)"/.exec(xml)?.[1]}'))"`),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-value-empty',
    base: 'entra/unsolicited',
    what: 'The SignatureValue of the Response is empty.',
    mutate: (xml) => replace(promote(xml), /(?<=SignatureValue>)[^<]*/, ''),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'signature-emptied',
    base: 'node-samlp/base-sp-post',
    what: 'The signature of the Response is an empty element.',
    mutate: (xml) =>
      replace(promote(xml), responseSignatureOf(xml), '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-in-another-namespace',
    base: 'simplesamlphp/user-bob-idp-initiated',
    what: 'The signature of the Response is moved to the namespace of the attacker, where only its local name is right.',
    mutate: (xml) =>
      replace(
        xml,
        responseSignatureOf(xml),
        responseSignatureOf(xml).replace('http://www.w3.org/2000/09/xmldsig#"', 'urn:attacker"'),
      ),
    expectFail: [RESPONSE_UNSIGNED, SCHEMA],
  },
]

/** Signatures that are gone, in whole or in part. */
export const STRIPPING: Attack[] = STRIPPED.map((attack) => ({ ...attack, class: 'stripping' }))
