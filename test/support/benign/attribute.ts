import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import type { Benign } from './benign.ts'

const NAME_FORMAT = 'urn:oasis:names:tc:SAML:2.0:attrname-format:'
const IDENTITY = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

/** Puts XML attributes on the Attribute of a claim. */
const describe = (name: string, attributes: string) => (xml: string) =>
  replace(xml, `<saml:Attribute Name="${name}"`, `<saml:Attribute Name="${name}" ${attributes}`)

const inTurn =
  (...edits: ((xml: string) => string)[]) =>
  (xml: string) =>
    edits.reduce((changed, edit) => edit(changed), xml)

const NAMES: Omit<Benign, 'class'>[] = [
  {
    name: 'name-formats',
    what: 'Plain names come with every NameFormat, and with one that nobody knows.',
    claims: [['department', ['Sales']]],
    edit: inTurn(
      describe('full_name', `NameFormat="${NAME_FORMAT}basic"`),
      describe('email', `NameFormat="${NAME_FORMAT}uri"`),
      describe('roles', `NameFormat="${NAME_FORMAT}unspecified"`),
      describe('department', 'NameFormat="urn:example:format"'),
    ),
  },
  {
    name: 'friendly-names',
    what: 'Attributes have friendly names, one of them the name of another claim, which means nothing.',
    edit: inTurn(describe('full_name', 'FriendlyName="Full name"'), describe('email', 'FriendlyName="roles"')),
  },
  {
    name: 'urn-names',
    what: 'A claim is named by an OID, with its friendly name beside it.',
    claims: [['urn:oid:2.16.840.1.113730.3.1.241', ['Ada']]],
    edit: describe('urn:oid:2.16.840.1.113730.3.1.241', `NameFormat="${NAME_FORMAT}uri" FriendlyName="displayName"`),
  },
  {
    name: 'uri-names',
    what: 'Claims named by a URL stand beside those that Flex needs; Flex drops them.',
    claims: [
      [`${IDENTITY}givenname`, ['Ada']],
      ['http://example.com/roles', ['admin']],
    ],
    attributes: {},
    warnings: ['claims-have-no-namespace', 'claims-are-only-what-flex-needs'],
  },
  {
    name: 'uri-names-enhanced',
    what: 'Claims named by a URL stand beside those that Flex needs, through the enhanced door.',
    enhanced: true,
    claims: [['http://example.com/roles', ['admin']]],
    attributes: {},
    warnings: ['claims-have-no-namespace'],
  },
  {
    name: 'foreign-xml-attributes',
    what: 'Attributes carry XML attributes of other namespaces, as Shibboleth and AD FS write them.',
    claims: [['department', ['Sales']]],
    edit: inTurn(
      describe('email', 'xmlns:x500="urn:oasis:names:tc:SAML:2.0:profiles:attribute:X500" x500:Encoding="LDAP"'),
      describe(
        'department',
        'xmlns:a="http://schemas.xmlsoap.org/ws/2009/09/identity/claims" a:OriginalIssuer="urn:upstream"',
      ),
    ),
  },
  {
    name: 'names-of-object-members',
    what: 'Claims are named like members that every JavaScript object has.',
    claims: [
      ['__proto__', ['x']],
      ['constructor', ['y', 'z']],
      ['toString', ['']],
      ['hasOwnProperty', ['no']],
    ],
  },
  {
    name: 'names-of-object-members-enhanced',
    what: 'Claims are named like members that every JavaScript object has, through the enhanced door.',
    enhanced: true,
    claims: [['__proto__', ['{"admin":true}']]],
  },
  {
    name: 'names-that-differ-in-case',
    what: 'Names differ from those that Flex needs in case alone; they are claims of their own.',
    claims: [
      ['Email', ['other@example.com']],
      ['ROLES', ['admin']],
      ['Full_Name', ['Someone Else']],
    ],
  },
  {
    name: 'names-with-dots-and-spaces',
    what: 'Names hold dots that start no type, spaces, and letters beyond ASCII.',
    claims: [
      ['routing.skills', ['chat']],
      ['cost centre', ['42']],
      ['größe.Int', ['x']],
      ['.int', ['y']],
      ['a.string.', ['z']],
    ],
  },
]

const STATEMENTS: Omit<Benign, 'class'>[] = [
  {
    name: 'several-attribute-statements',
    what: 'Each claim stands in an AttributeStatement of its own.',
    edit: (xml) =>
      xml.replaceAll(
        '</saml:Attribute><saml:Attribute ',
        '</saml:Attribute></saml:AttributeStatement><saml:AttributeStatement><saml:Attribute ',
      ),
  },
  {
    name: 'statements-in-another-order',
    what: 'The AttributeStatement stands before the AuthnStatement.',
    edit: (xml) =>
      xml.replace(
        /(<saml:AuthnStatement.*<\/saml:AuthnStatement>)(<saml:AttributeStatement>.*<\/saml:AttributeStatement>)/s,
        '$2$1',
      ),
  },
  {
    name: 'repeated-claims-enhanced',
    what: 'A claim comes in two Attribute elements; the last one counts on enhanced Flex.',
    enhanced: true,
    claims: [
      ['department', ['Sales']],
      ['department', ['Support']],
    ],
    attributes: { department: 'Support' },
    warnings: ['claims-are-not-repeated'],
  },
]

const MEANINGS: Omit<Benign, 'class'>[] = [
  {
    name: 'roles-with-commas',
    what: 'Several roles stand in one value, with commas and spaces, as Salesforce writes them.',
    claims: [['roles', [' agent, supervisor ,admin,']]],
  },
  {
    name: 'roles-in-values',
    what: 'Each role is a value, one of them with a comma, and some are those of Flex Insights.',
    claims: [['roles', ['supervisor', 'wfo.team_leader, wfo.data_analyst', 'agent']]],
  },
  {
    name: 'roles-that-nobody-knows',
    what: 'Unknown roles stand beside a known one, and a known one is misspelt.',
    claims: [['roles', ['agent', 'Domain Users', 'Admin']]],
    warnings: ['roles-are-known', 'roles-are-spelled-right'],
  },
  {
    name: 'typed-claims',
    what: 'Claims have the six type suffixes that Flex knows.',
    claims: [
      ['note.string', ['1']],
      ['skill.int', ['5']],
      ['vip.boolean', ['true']],
      ['languages.stringarray', ['en,de,fr']],
      ['skills.intarray', ['1,2,3,4']],
      ['flags.booleanarray', ['true,false']],
    ],
    attributes: {
      note: '1',
      skill: 5,
      vip: true,
      languages: ['en', 'de', 'fr'],
      skills: [1, 2, 3, 4],
      flags: [true, false],
    },
  },
  {
    name: 'typed-claims-enhanced',
    what: 'Typed claims hold spaces, signs, other cases and several values, through the enhanced door.',
    enhanced: true,
    claims: [
      ['a.int', ['-3']],
      ['b.int', ['9007199254740991']],
      ['c.boolean', ['False']],
      ['d.stringarray', ['en, de', 'fr']],
      ['e.intarray', ['1', '2']],
    ],
    attributes: { a: -3, b: 9_007_199_254_740_991, c: false, d: ['en', 'de', 'fr'], e: [1, 2] },
  },
  {
    name: 'typed-claims-without-value',
    what: 'Typed claims are empty, which clears what was there.',
    claims: [
      ['a.int', ['']],
      ['b.boolean', []],
      ['c.stringarray', ['']],
      ['d.intarray', []],
    ],
    attributes: { a: '', b: '', c: [], d: [] },
  },
  {
    name: 'type-suffixes-in-upper-case',
    what: 'What looks like a type suffix is in upper case, so it belongs to the name.',
    claims: [
      ['skill.INT', ['many']],
      ['skill.integer', ['some']],
    ],
  },
  {
    name: 'channel-claims',
    what: 'Claims set TaskRouter channels, which are no attributes of a worker.',
    claims: [
      ['channel.voice.availability.boolean', ['true']],
      ['channel.chat.capacity.int', ['3']],
    ],
    attributes: {},
  },
  {
    name: 'contact-uri',
    what: 'The IdP sets contact_uri itself, which Flex advises against.',
    claims: [['contact_uri', ['sip:ada@example.com']]],
    warnings: ['contact-uri-is-not-set'],
  },
  {
    name: 'teams-and-groups',
    what: 'There are two teams, and groups are object IDs, as Entra sends them.',
    claims: [
      ['team_member', ['Sales', 'Support']],
      ['groups', ['0d7a4f0e-7f1c-4c0e-8f44-1f4f0c4b9a11']],
    ],
    warnings: ['groups-are-readable', 'team-claims-are-usable'],
  },
  {
    name: 'several-email-addresses-enhanced',
    what: 'The user has two e-mail addresses, through the enhanced door.',
    enhanced: true,
    claims: [['email', ['ada@example.com', 'al@example.com']]],
  },
]

/** Attributes: their names, where they stand, and what Flex makes of them. */
export const ATTRIBUTES: Benign[] = [...NAMES, ...STATEMENTS, ...MEANINGS].map((shape) => ({
  ...shape,
  class: 'attribute',
}))
