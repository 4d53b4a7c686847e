import {
  append,
  assertionTextOf,
  EVIL_USER,
  elementOf,
  inAssertion,
  promote,
  replace,
} from '../../../src/core/mutations/attacks/edit.ts'
import { ASSERTION_INVALID, RESPONSE_INVALID, SCHEMA, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { otherTenant } from './edit.ts'

const ofNameId = /(?<=NameID[^>]*>)[^<]*/

const CLAIMS: Omit<Attack, 'class'>[] = [
  {
    name: 'name-id',
    base: 'entra/both',
    what: 'The NameID is changed to the administrator.',
    mutate: (xml) => inAssertion(xml, ofNameId, EVIL_USER),
    expectFail: [RESPONSE_INVALID, ENTRA_CLAIMS],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'name-id-in-cdata',
    base: 'salesforce/usual',
    what: 'The NameID is changed and wrapped into CDATA.',
    mutate: (xml) => inAssertion(xml, ofNameId, `<![CDATA[${EVIL_USER}]]>`),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'name-id-in-references',
    base: 'node-samlp/base-sp-redirect',
    what: 'The NameID is changed and written with character references.',
    mutate: (xml) => inAssertion(xml, ofNameId, EVIL_USER.replace('admin', '&#97;d&#x6D;in')),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'name-id-look-alike',
    base: 'simplesamlphp/nameid-unspecified-sp-redirect',
    what: 'One letter of the NameID becomes a Cyrillic one that looks the same.',
    mutate: (xml) => {
      const nameId = ofNameId.exec(xml)?.[0] ?? ''
      return inAssertion(xml, ofNameId, nameId.replace('a', '\u0430'))
    },
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'roles',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A role is changed to admin.',
    mutate: (xml) => inAssertion(xml, '>agent<', '>admin<'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'role-added',
    base: 'salesforce/both',
    what: 'The claim roles gets one more value.',
    mutate: (xml) => inAssertion(xml, /(?<=Name="roles"[^>]*>)/, '<saml:AttributeValue>admin</saml:AttributeValue>'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'claim-added',
    base: 'node-samlp/base-idp-initiated',
    what: 'A claim is added at the end of the statement.',
    mutate: (xml) => {
      const statement = elementOf(xml, 'AttributeStatement')
      const claim =
        '<saml:Attribute Name="contact_uri"><saml:AttributeValue>client:admin</saml:AttributeValue></saml:Attribute>'
      return replace(xml, statement, append(statement, claim))
    },
    expectFail: [RESPONSE_INVALID, 'contact-uri-is-not-set'],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'second-statement-added',
    base: 'simplesamlphp/user-carol-idp-initiated',
    what: 'A second AttributeStatement repeats roles, and the last one would win.',
    mutate: (xml) => {
      const statement =
        '<saml:AttributeStatement><saml:Attribute Name="roles"><saml:AttributeValue>admin</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>'
      return replace(xml, assertionTextOf(xml), append(assertionTextOf(xml), statement))
    },
    expectFail: [RESPONSE_INVALID, 'claims-are-not-repeated'],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'claim-named-proto',
    base: 'entra/usual',
    what: 'A claim is renamed to __proto__.',
    mutate: (xml) => inAssertion(xml, 'Name="team_id"', 'Name="__proto__"'),
    expectFail: [RESPONSE_INVALID, ENTRA_CLAIMS],
    echoes: [ASSERTION_INVALID],
  },
]

const FRAME: Omit<Attack, 'class'>[] = [
  {
    name: 'audience',
    base: 'entra/unsolicited',
    what: 'The Audience is changed to another tenant.',
    mutate: (xml) => {
      const audience = elementOf(xml, 'Audience')
      return replace(xml, audience, otherTenant(audience))
    },
    expectFail: [RESPONSE_INVALID, 'audience-names-entity-id', ENTRA_CLAIMS],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'audience-added',
    base: 'simplesamlphp/base-sp-post',
    what: 'A second Audience stands beside the genuine one, as if the assertion were meant for both.',
    mutate: (xml) => {
      const audience = elementOf(xml, 'Audience')
      return replace(xml, audience, audience + otherTenant(audience))
    },
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'recipient',
    base: 'salesforce/unsolicited',
    what: 'The Recipient is changed to another tenant.',
    mutate: (xml) => {
      const [recipient = ''] = / Recipient="[^"]*"/.exec(xml) ?? []
      return replace(xml, recipient, otherTenant(recipient))
    },
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID, 'recipient-matches-acs'],
  },
  {
    name: 'destination',
    base: 'node-samlp/base-sp-post',
    what: 'The Destination is changed to another tenant.',
    mutate: (xml) => {
      const [destination = ''] = / Destination="[^"]*"/.exec(xml) ?? []
      return replace(xml, destination, otherTenant(destination))
    },
    expectFail: [RESPONSE_INVALID],
    echoes: ['destination-matches-acs'],
  },
  {
    name: 'destination-removed',
    base: 'salesforce/comma',
    what: 'The Destination is cut out, so that the message fits every tenant.',
    mutate: (xml) => replace(xml, / Destination="[^"]*"/, ''),
    expectFail: ['destination-is-present', RESPONSE_INVALID],
  },
  {
    name: 'not-on-or-after',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The assertion is made to last until 2099.',
    mutate: (xml) => xml.replace(/ NotOnOrAfter="\d{4}/g, ' NotOnOrAfter="2099'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'status',
    base: 'entra/both',
    what: 'The status of the Response is changed.',
    mutate: (xml) => replace(xml, 'status:Success', 'status:Responder'),
    expectFail: [ENTRA_CLAIMS, RESPONSE_INVALID, 'status-is-success'],
  },
  {
    name: 'issuer-of-the-response',
    base: 'node-samlp/user-bob-sp-redirect',
    what: 'The Issuer of the Response becomes the attacker.',
    mutate: (xml) => replace(xml, /(?<=Issuer[^>]*>)[^<]*/, 'http://attacker.example/metadata'),
    expectFail: [RESPONSE_INVALID],
    echoes: ['response-issuer-matches'],
  },
  {
    name: 'in-response-to-of-the-response',
    base: 'simplesamlphp/user-bob-sp-redirect',
    what: 'The Response is made to answer the request of another browser.',
    mutate: (xml) => replace(xml, / InResponseTo="[^"]*"/, ' InResponseTo="_request-of-the-victim"'),
    expectFail: [RESPONSE_INVALID],
    echoes: ['subject-in-response-to-matches'],
  },
  {
    name: 'signature-value-changed',
    base: 'salesforce/both',
    what: 'One character of the SignatureValue of the Response is another.',
    mutate: (xml) => {
      const value = /(?<=SignatureValue>\s*).(?=[^<]*<)/
      return replace(xml, value, value.exec(xml)?.[0] === 'A' ? 'B' : 'A')
    },
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'prefix-list-changed',
    base: 'salesforce/usual',
    what: 'The PrefixList of the canonicalisation of the Response is emptied, so that a digest leaves namespaces out.',
    mutate: (xml) => replace(xml, / PrefixList="[^"]*"/, ' PrefixList=""'),
    expectFail: [RESPONSE_INVALID],
  },
]

const NAMESPACES: Omit<Attack, 'class'>[] = [
  {
    name: 'prefix-of-name-id-redefined',
    base: 'node-samlp/base-idp-initiated',
    what: 'The NameID redefines the prefix saml, and an evil one with the right namespace follows.',
    mutate: (xml) =>
      inAssertion(
        xml,
        elementOf(xml, 'NameID'),
        `${elementOf(xml, 'NameID').replace('<saml:NameID', '<saml:NameID xmlns:saml="urn:attacker"')}<saml:NameID>${EVIL_USER}</saml:NameID>`,
      ),
    expectFail: [RESPONSE_INVALID, SCHEMA],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'namespace-of-the-assertion-changed',
    base: 'entra/both',
    what: 'The assertion is moved to a namespace of the attacker: only its local name is right.',
    mutate: (xml) =>
      replace(
        xml,
        assertionTextOf(xml),
        promote(assertionTextOf(xml)).replace('SAML:2.0:assertion"', 'SAML:2.0:attack"'),
      ),
    expectFail: ['one-assertion', SCHEMA, STRUCTURE],
  },
  {
    name: 'prefix-undeclared',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The NameID has a prefix that nothing declares, so that parsers disagree on its namespace.',
    mutate: (xml) =>
      inAssertion(xml, elementOf(xml, 'NameID'), elementOf(promote(xml), 'NameID').replaceAll('saml:', 'evil:')),
    expectFail: ['xml-is-well-formed'],
  },
  {
    name: 'relative-namespace',
    base: 'salesforce/both',
    what: 'A relative namespace URI is declared, for which Canonical XML has no form.',
    mutate: (xml) => inAssertion(promote(xml), 'Assertion ', 'Assertion xmlns:evil="evil/../saml" '),
    expectFail: ['xml-is-well-formed'],
  },
]

/** Content that was changed after it was signed. */
export const TAMPERING: Attack[] = [...CLAIMS, ...FRAME, ...NAMESPACES].map((attack) => ({
  ...attack,
  class: 'tampering',
}))
