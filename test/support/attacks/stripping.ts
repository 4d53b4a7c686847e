import {
  assertionSignatureOf,
  elementOf,
  promote,
  remove,
  replace,
  responseSignatureOf,
} from '../../../src/core/mutations/attacks/edit.ts'
import {
  ASSERTION_UNSIGNED,
  RESPONSE_INVALID,
  RESPONSE_UNSIGNED,
  SCHEMA,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { known } from './known.ts'

const STRIPPED: Omit<Attack, 'class'>[] = [
  known('both-signatures-cut-out', {
    name: 'both-signatures',
    base: 'simplesamlphp/base-sp-redirect',
    expectFail: [ASSERTION_UNSIGNED, RESPONSE_UNSIGNED],
  }),
  {
    name: 'both-signatures-policy-either',
    base: 'entra/none',
    what: 'An IdP that signs nothing meets a connection that is content with either signature.',
    policy: 'either',
    mutate: promote,
    expectFail: [ENTRA_CLAIMS, RESPONSE_UNSIGNED],
  },
  known('response-signature-cut-out-of-two', {
    name: 'response-signature',
    base: 'entra/both',
    expectFail: [ENTRA_CLAIMS, RESPONSE_UNSIGNED],
  }),
  known('assertion-signature-cut-out', {
    name: 'assertion-signature',
    base: 'salesforce/both',
    expectFail: [ASSERTION_UNSIGNED, RESPONSE_INVALID],
  }),
  known('signed-info-cut-out', {
    name: 'signed-info',
    base: 'node-samlp/base-sp-redirect',
    expectFail: [STRUCTURE],
  }),
  known('reference-cut-out', {
    name: 'reference',
    base: 'simplesamlphp/base-idp-initiated',
    expectFail: [STRUCTURE],
  }),
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
  known('reference-without-uri', {
    name: 'reference-uri-absent',
    base: 'node-samlp/base-idp-initiated',
    expectFail: [STRUCTURE],
  }),
  known('reference-to-the-attacker', {
    name: 'reference-uri-external',
    base: 'simplesamlphp/base-sp-post',
    expectFail: [STRUCTURE],
  }),
  known('reference-by-xpointer', {
    name: 'reference-uri-xpointer',
    base: 'salesforce/unsolicited',
    expectFail: [STRUCTURE],
  }),
  known('signature-value-empty', {
    base: 'entra/unsolicited',
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  }),
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
