import { inAssertion, promote, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { RESPONSE_UNSIGNED, SCHEMA, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import type { Attack } from './attack.ts'

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion'
const NO_ASSERTION = ['one-assertion', SCHEMA, STRUCTURE]
const NO_URI = ['xml-is-well-formed']

/** Names that look like the namespace of assertions. Those that are no URI have no canonical form. */
const OF_ASSERTION: [name: string, base: string, namespace: string, expectFail: string[]][] = [
  ['namespace-with-slash', 'node-samlp/base-sp-redirect', `${ASSERTION}/`, NO_ASSERTION],
  ['namespace-in-other-case', 'salesforce/both', ASSERTION.replace('oasis', 'OASIS'), NO_ASSERTION],
  ['namespace-percent-encoded', 'node-samlp/base-sp-post', ASSERTION.replace('SAML', '%53AML'), NO_ASSERTION],
  ['namespace-of-saml-1', 'salesforce/usual', ASSERTION.replace('2.0', '1.0'), NO_ASSERTION],
  ['namespace-with-space', 'node-samlp/user-bob-sp-redirect', `${ASSERTION} `, NO_URI],
  ['namespace-with-cyrillic-letter', 'salesforce/unsolicited', ASSERTION.replace('A', '\u0410'), NO_URI],
  ['namespace-with-letter-of-no-width', 'node-samlp/base-idp-initiated', `${ASSERTION}&#x200B;`, NO_URI],
]

const OTHERS: Omit<Attack, 'class'>[] = [
  {
    name: 'namespace-of-the-response-with-slash',
    base: 'node-samlp/sign-assertion-sp-redirect',
    what: 'The Response around the genuine assertion is in a namespace that only looks like that of SAML.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => replace(xml, 'SAML:2.0:protocol"', 'SAML:2.0:protocol/"'),
    expectFail: ['document-is-saml-response'],
  },
  {
    name: 'namespace-of-the-response-in-other-case',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The namespace of the Response around the genuine assertion is written in capitals.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => replace(xml, 'urn:oasis:names:tc:SAML:2.0:protocol"', 'URN:oasis:names:tc:SAML:2.0:protocol"'),
    expectFail: ['document-is-saml-response'],
  },
  {
    name: 'namespace-of-the-signature-without-hash',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The signature of the evil Response is in a namespace that lacks its last character.',
    mutate: (xml) => replace(xml, 'http://www.w3.org/2000/09/xmldsig#"', 'http://www.w3.org/2000/09/xmldsig"'),
    expectFail: [RESPONSE_UNSIGNED, SCHEMA],
  },
  {
    name: 'namespace-of-the-signature-by-https',
    base: 'simplesamlphp/base-sp-post',
    what: 'The signature of the Response is in a namespace that begins with https.',
    mutate: (xml) => replace(xml, 'http://www.w3.org/2000/09/xmldsig#"', 'https://www.w3.org/2000/09/xmldsig#"'),
    expectFail: [RESPONSE_UNSIGNED, SCHEMA],
  },
]

const TABLE: Omit<Attack, 'class'>[] = [
  ...OF_ASSERTION.map(([name, base, namespace, expectFail]) => ({
    name,
    base,
    what: 'The evil assertion is in a namespace that only looks like that of SAML.',
    mutate: (xml: string) => inAssertion(promote(xml), `="${ASSERTION}"`, `="${namespace}"`),
    expectFail,
  })),
  ...OTHERS,
]

/** Elements in namespaces that a careless comparison takes for those of SAML. */
export const LOOK_ALIKE: Attack[] = TABLE.map((attack) => ({ ...attack, class: 'canonicalisation' }))
