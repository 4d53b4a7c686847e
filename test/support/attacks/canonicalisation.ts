import { elementOf, extend, inAssertion, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { ASSERTION_INVALID, RESPONSE_INVALID, SCHEMA, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { onRoot } from './edit.ts'
import { resign, resignInfo, resignOne } from './resign.ts'

const UNREADABLE = ['xml-is-well-formed']
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

/** What a key that is trusted signed: a value that begins like the right one. */
const LONGER = '.attacker.example'

/** Where it stands, and what must be said of it. */
const SHORTENED: [where: string, from: RegExp, to: string, expectFail: string[]][] = [
  ['audience', /(?=<\/saml:Audience>)/, LONGER, ['audience-names-entity-id']],
  ['issuer-of-the-response', /(?=<\/saml:Issuer>)/, LONGER, ['response-issuer-matches']],
  [
    'issuer-of-the-assertion',
    /(?<=<saml:Assertion [^>]*><saml:Issuer>[^<]*)(?=<)/,
    LONGER,
    ['assertion-issuer-matches'],
  ],
  [
    'role',
    /agent<\/saml:AttributeValue><saml:AttributeValue xsi:type="xs:string">supervisor/,
    `admin${LONGER}`,
    ['roles-are-known', 'roles-name-a-flex-role'],
  ],
]

const SPLITS: [how: string, what: string, split: string][] = [
  ['comment', 'a comment', `<!-- -->${LONGER}`],
  ['cdata', 'a CDATA section', `<![CDATA[${LONGER}]]>`],
  ['references', 'character references', LONGER.replace('.', '<![CDATA[]]>&#46;')],
]

const READ_WHOLE: Omit<Attack, 'class'>[] = SHORTENED.flatMap(([where, from, to, expectFail]) =>
  SPLITS.map(([how, what, split]) => ({
    name: `${where}-shortened-by-${how}`,
    base: 'simplesamlphp/base-sp-redirect',
    what: `The signature holds; ${what} splits a value that is right only up to there.`,
    resigned: true,
    mutate: (xml: string) => replace(resign(replace(xml, from, to)), LONGER, split),
    expectFail,
  })),
)

const MARKUP: Omit<Attack, 'class'>[] = [
  {
    name: 'instruction-in-the-assertion',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'A processing instruction, which canonical XML keeps, is put into the NameID.',
    mutate: (xml) => inAssertion(xml, 'alice.agent', 'alice<?x?>.agent'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'instruction-in-signed-info',
    base: 'node-samlp/base-idp-initiated',
    what: 'A processing instruction is put into SignedInfo.',
    mutate: (xml) => replace(xml, '<SignatureMethod', '<?x?><SignatureMethod'),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'comment-in-signed-info-that-counts-comments',
    base: 'salesforce/both',
    what: 'A comment is put into a SignedInfo whose canonicalisation keeps comments.',
    resigned: true,
    mutate: (xml) => {
      const signed = resignInfo(resign(xml), (info) => replace(info, 'xml-exc-c14n#"', 'xml-exc-c14n#WithComments"'))
      return replace(signed, '<ds:SignatureMethod', '<!-- --><ds:SignatureMethod')
    },
    expectFail: [RESPONSE_INVALID],
  },
]

/** Puts attributes or declarations on the Response. */
const INHERITED: Omit<Attack, 'class'>[] = [
  ...['xml:lang="en"', 'xml:space="preserve"', 'xml:base="http://attacker.example/"'].map((attribute) => ({
    name: `${/xml:(\w+)/.exec(attribute)?.[1]}-inherited`,
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: `The Response gets ${attribute.split('=')[0]}, which the inclusive canonical form of the assertion inherits.`,
    policy: 'assertion' as const,
    resigned: true,
    mutate: (xml: string) => onRoot(resignOne(xml, 'Assertion', { canonicalization: INCLUSIVE }), attribute),
    expectFail: [ASSERTION_INVALID, SCHEMA],
  })),
  {
    name: 'namespace-inherited',
    base: 'node-samlp/sign-assertion-sp-redirect',
    what: 'The Response declares a namespace, which the inclusive canonical form of the assertion inherits.',
    policy: 'assertion',
    resigned: true,
    mutate: (xml) => onRoot(resignOne(xml, 'Assertion', { canonicalization: INCLUSIVE }), 'xmlns:evil="urn:attacker"'),
    expectFail: [ASSERTION_INVALID],
  },
  {
    name: 'declaration-moved-to-the-root',
    base: 'simplesamlphp/base-sp-post',
    what: 'A declaration is moved from the assertion to the Response, whose canonical form is inclusive.',
    resigned: true,
    mutate: (xml) => {
      const declaration = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
      return onRoot(replace(resign(xml, { canonicalization: INCLUSIVE }), ` ${declaration}`, ''), declaration)
    },
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'prefix-of-the-prefix-list-declared',
    base: 'salesforce/assertion',
    what: 'The Response binds a prefix of the PrefixList, which the form of the assertion then has to show.',
    policy: 'assertion',
    mutate: (xml) => onRoot(xml, 'xmlns:xs="urn:attacker"'),
    expectFail: [ASSERTION_INVALID],
  },
  {
    name: 'base-on-the-assertion',
    base: 'node-samlp/base-sp-post',
    what: 'The assertion gets an xml:base, against which a reader may resolve what is relative.',
    mutate: (xml) => replace(xml, '<saml:Assertion ', '<saml:Assertion xml:base="http://attacker.example/" '),
    expectFail: [RESPONSE_INVALID, SCHEMA],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'space-in-a-claim',
    base: 'salesforce/usual',
    what: 'A claim gets an xml:space, so that its spaces count.',
    mutate: (xml) => replace(xml, '<saml:AttributeValue ', '<saml:AttributeValue xml:space="preserve" '),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
]

const PREFIXES: Omit<Attack, 'class'>[] = [
  {
    name: 'default-namespace-moved-away',
    base: 'entra/both',
    what: 'The assertion loses its default namespace, and the Response gives it that of the attacker.',
    mutate: (xml) =>
      onRoot(inAssertion(xml, ' xmlns="urn:oasis:names:tc:SAML:2.0:assertion"', ''), 'xmlns="urn:attacker"'),
    expectFail: ['one-assertion', SCHEMA, STRUCTURE],
  },
  {
    name: 'default-namespace-undeclared',
    base: 'entra/usual',
    what: 'The NameID undoes the default namespace and is no SAML element any more.',
    mutate: (xml) => replace(xml, '<NameID ', '<NameID xmlns="" '),
    expectFail: [RESPONSE_INVALID, ENTRA_CLAIMS, SCHEMA, 'subject-has-name-id'],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'prefix-of-the-claims-rebound',
    base: 'node-samlp/base-sp-redirect',
    what: 'The claims bind the prefix saml to a namespace of the attacker, and look the same.',
    mutate: (xml) => replace(xml, '<saml:AttributeStatement ', '<saml:AttributeStatement xmlns:saml="urn:attacker" '),
    expectFail: [
      RESPONSE_INVALID,
      'claim-email-is-present',
      'claim-full-name-is-present',
      'claim-roles-is-present',
      SCHEMA,
    ],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'prefix-renamed',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The NameID gets another prefix for the same namespace: a reader sees no change, the signed bytes do.',
    mutate: (xml) =>
      replace(
        xml,
        elementOf(xml, 'NameID'),
        elementOf(xml, 'NameID')
          .replaceAll('saml:NameID', 's:NameID')
          .replace(' ', ' xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" '),
      ),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'prefix-dropped',
    base: 'salesforce/both',
    what: 'The Conditions use a default namespace instead of the prefix.',
    mutate: (xml) =>
      replace(
        xml,
        elementOf(xml, 'Conditions'),
        elementOf(xml, 'Conditions')
          .replaceAll('saml:', '')
          .replace(' ', ' xmlns="urn:oasis:names:tc:SAML:2.0:assertion" '),
      ),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
]

const WHITE_SPACE: Omit<Attack, 'class'>[] = [
  {
    name: 'relative-namespace-in-extensions',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'An element outside of what is signed has a relative namespace, for which Canonical XML has no form.',
    policy: 'assertion',
    mutate: (xml) => extend(xml, '<evil xmlns="../saml"/>'),
    expectFail: UNREADABLE,
  },
  {
    name: 'carriage-return-in-name-id',
    base: 'node-samlp/base-sp-redirect',
    what: 'The NameID ends with a carriage return, which is dropped where a line end is, and kept as a reference.',
    mutate: (xml) => replace(xml, '</saml:NameID>', '&#13;</saml:NameID>'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'carriage-return-between-elements',
    base: 'salesforce/both',
    what: 'A carriage return, written as a reference, stands between two elements of the Response.',
    mutate: (xml) => replace(xml, '<samlp:Status>', '&#xD;<samlp:Status>'),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'line-feed-in-destination',
    base: 'simplesamlphp/base-sp-post',
    what: 'A line feed, written as a reference so that it stays one, ends the Destination.',
    mutate: (xml) => replace(xml, /(?<= Destination="[^"]*)"/, '&#10;"'),
    expectFail: [RESPONSE_INVALID],
    echoes: ['destination-matches-acs'],
  },
  {
    name: 'line-feed-in-recipient',
    base: 'node-samlp/base-sp-post',
    what: 'A line feed, which becomes a space, ends the Recipient.',
    mutate: (xml) => replace(xml, /(?<= Recipient="[^"]*)"/, '\n"'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID, 'recipient-matches-acs'],
  },
]

const TABLE: Omit<Attack, 'class'>[] = [...READ_WHOLE, ...MARKUP, ...INHERITED, ...PREFIXES, ...WHITE_SPACE]

/** What canonical XML, or a reader that does not know it, makes of the same bytes. */
export const CANONICALISATION: Attack[] = TABLE.map((attack) => ({ ...attack, class: 'canonicalisation' }))
