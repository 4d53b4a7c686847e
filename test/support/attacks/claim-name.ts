import {
  append,
  assertionTextOf,
  changeAssertion,
  prefixOf,
  replace,
} from '../../../src/core/mutations/attacks/edit.ts'
import { SCHEMA } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { add, claimOf, drop, edited, type Row, rename, setValues, state, withValues } from './claim-edit.ts'
import { signedAnew } from './forge.ts'

const FULL_NAME = 'claim-full-name-is-present'
const EMAIL = 'claim-email-is-present'
const ROLES = 'claim-roles-is-present'
const REPEATED = 'claims-are-not-repeated'

const NAMES: Row[] = [
  [
    'full-name-missing',
    'entra/both',
    'A user without name.',
    (xml) => drop(xml, 'full_name'),
    [ENTRA_CLAIMS, FULL_NAME],
  ],
  ['email-missing', 'salesforce/usual', 'A user without e-mail address.', (xml) => drop(xml, 'email'), [EMAIL]],
  [
    'roles-missing',
    'node-samlp/enhanced-sp-redirect',
    'A user without roles, hoping for a default.',
    (xml) => drop(xml, 'roles'),
    [ROLES],
  ],
  [
    'full-name-empty',
    'salesforce/enhanced',
    'A user whose name is empty.',
    (xml) => setValues(xml, 'full_name', ['']),
    [FULL_NAME],
  ],
  [
    'email-of-white-space',
    'simplesamlphp/base-sp-redirect',
    'An e-mail address of white space.',
    (xml) => setValues(xml, 'email', [' \n ']),
    [EMAIL],
  ],
  [
    'roles-without-value',
    'node-samlp/base-sp-redirect',
    'The claim roles has no value, hoping for a default.',
    (xml) => setValues(xml, 'roles', []),
    [ROLES],
  ],
  [
    'full-name-misspelt',
    'node-samlp/base-sp-post',
    'A name that Flex does not read.',
    (xml) => rename(xml, 'full_name', 'fullname'),
    [FULL_NAME],
  ],
  [
    'full-name-in-other-case',
    'simplesamlphp/enhanced-sp-redirect',
    'Names of claims are case-sensitive.',
    (xml) => rename(xml, 'full_name', 'Full_Name'),
    [FULL_NAME],
  ],
  [
    'email-in-other-case',
    'salesforce/enhanced',
    'Names of claims are case-sensitive.',
    (xml) => rename(xml, 'email', 'EMAIL'),
    [EMAIL],
  ],
  [
    'roles-in-other-case',
    'entra/enhanced',
    'Names of claims are case-sensitive.',
    (xml) => rename(xml, 'roles', 'Roles'),
    [ENTRA_CLAIMS, ROLES],
  ],
  [
    'roles-in-the-singular',
    'simplesamlphp/base-sp-post',
    'The claim is called role.',
    (xml) => rename(xml, 'roles', 'role'),
    [ROLES],
  ],
  [
    'roles-followed-by-a-space',
    'salesforce/both',
    'The name ends in a space, hoping to be trimmed.',
    (xml) => rename(xml, 'roles', 'roles '),
    [ROLES],
  ],
  [
    'roles-followed-by-a-zero-width-space',
    'node-samlp/enhanced-sp-post',
    'The name ends in a character that nobody sees.',
    (xml) => rename(xml, 'roles', 'roles\u200b'),
    [ROLES],
  ],
  [
    'email-with-cyrillic-letter',
    'simplesamlphp/base-idp-initiated',
    'The first letter of email is a Cyrillic one.',
    (xml) => rename(xml, 'email', '\u0435mail'),
    [EMAIL],
  ],
  [
    'email-namespaced',
    'node-samlp/base-sp-redirect',
    'The claim has a namespace, hoping that its last part counts.',
    (xml) => rename(xml, 'email', 'http://example.com/claims/email'),
    [ENTRA_CLAIMS, EMAIL],
  ],
  [
    'roles-namespaced',
    'salesforce/usual',
    'The claim has a namespace, hoping that its last part counts.',
    (xml) => rename(xml, 'roles', 'https://attacker.example/roles'),
    [ENTRA_CLAIMS, ROLES],
  ],
  [
    'roles-by-friendly-name',
    'node-samlp/enhanced-sp-redirect',
    'Only the FriendlyName says roles.',
    (xml) => replace(xml, 'Name="roles"', 'Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.7" FriendlyName="roles"'),
    [ROLES],
  ],
  [
    'roles-without-name',
    'entra/enhanced',
    'The Attribute has no Name.',
    (xml) => replace(xml, 'Attribute Name="roles"', 'Attribute FriendlyName="roles"'),
    [ENTRA_CLAIMS, ROLES, SCHEMA],
  ],
  [
    'roles-as-proto',
    'simplesamlphp/base-sp-redirect',
    'Roles arrive as __proto__, hoping that a lookup of roles finds them there.',
    (xml) => rename(xml, 'roles', '__proto__'),
    [ROLES],
  ],
  [
    'email-as-constructor',
    'salesforce/usual',
    'The e-mail address arrives as constructor, a name that every object answers to.',
    (xml) => rename(xml, 'email', 'constructor'),
    [EMAIL],
  ],
  [
    'full-name-as-has-own-property',
    'node-samlp/enhanced-sp-redirect',
    'The name arrives as hasOwnProperty, hoping to break a check for claims.',
    (xml) => rename(xml, 'full_name', 'hasOwnProperty'),
    [FULL_NAME],
  ],
]

const PLACES: Row[] = [
  [
    'roles-twice',
    'simplesamlphp/base-sp-redirect',
    'A second claim roles follows, hoping that the last one counts.',
    (xml) => add(xml, 'roles', ['supervisor']),
    [REPEATED],
  ],
  [
    'email-twice',
    'entra/both',
    'A second e-mail address follows, hoping that the first one is shown and the last one stored.',
    (xml) => add(xml, 'email', ['bob@example.com']),
    [ENTRA_CLAIMS, REPEATED],
  ],
  [
    'roles-in-a-second-statement',
    'node-samlp/base-sp-redirect',
    'A second AttributeStatement repeats roles, hoping that only one of them is read.',
    (xml) =>
      changeAssertion(xml, (assertion) =>
        append(
          assertion,
          `<saml:AttributeStatement xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema">${withValues(claimOf(xml, 'roles'), ['supervisor'])}</saml:AttributeStatement>`,
        ),
      ),
    [REPEATED],
  ],
  [
    'roles-in-another-claim',
    'entra/usual',
    'The Attribute roles stands inside another one, hoping that it is searched for.',
    (xml) => state(drop(xml, 'roles'), `<Attribute Name="more">${claimOf(xml, 'roles')}</Attribute>`),
    [ENTRA_CLAIMS, ROLES, SCHEMA],
  ],
  [
    'roles-beside-the-statement',
    'simplesamlphp/base-sp-post',
    'The Attribute roles stands beside the AttributeStatement, hoping that it is searched for.',
    (xml) => changeAssertion(drop(xml, 'roles'), (assertion) => append(assertion, claimOf(xml, 'roles'))),
    [ROLES, SCHEMA],
  ],
  [
    'roles-of-another-namespace',
    'salesforce/both',
    'The Attribute roles is one of the attacker, hoping that local names are compared.',
    (xml) =>
      replace(
        xml,
        claimOf(xml, 'roles'),
        '<Attribute xmlns="urn:attacker" Name="roles"><AttributeValue>agent</AttributeValue></Attribute>',
      ),
    [ROLES, SCHEMA],
  ],
  [
    'values-without-namespace',
    'node-samlp/base-sp-post',
    'The values of roles have no namespace, hoping that local names are compared.',
    (xml) =>
      replace(
        xml,
        claimOf(xml, 'roles'),
        '<saml:Attribute Name="roles"><AttributeValue>agent</AttributeValue></saml:Attribute>',
      ),
    [ROLES, SCHEMA],
  ],
  [
    'roles-encrypted',
    'entra/enhanced',
    'The claim roles is encrypted, hoping that the login goes on without it.',
    (xml) => {
      const name = `${prefixOf(assertionTextOf(xml))}EncryptedAttribute`
      const data =
        '<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>'
      return replace(xml, claimOf(xml, 'roles'), `<${name}>${data}</${name}>`)
    },
    ['assertion-not-encrypted'],
  ],
]

/** Claims that the right IdP signed and Flex does not find, or finds twice. */
export const CLAIM_NAME: Attack[] = signedAnew('claim', [...NAMES, ...PLACES].map(edited))
