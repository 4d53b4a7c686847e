import { detail, elementOf, inAssertion, promote, replace } from '../../../src/core/mutations/attacks/edit.ts'
import {
  ASSERTION_INVALID,
  RESPONSE_INVALID,
  SCHEMA,
  SEVERAL_ASSERTIONS,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import type { Attack } from './attack.ts'
import { appendTo, smuggle, withBytes } from './edit-signature.ts'

type Bomb = Omit<Attack, 'class'>

const TOO_MUCH = ['xml-within-limits']
/** How often an element, an attribute or a start tag occurs. */
const count = (xml: string, pattern: RegExp) => xml.match(pattern)?.length ?? 0
const elements = (xml: string) => count(xml, /<[^/!?]/g)

/** Depth of an element in samlp:StatusDetail. */
const OUTER_DEPTH = 3
const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
/** So many elements that there are `total` in all. */
const filled = (xml: string, total: number, one = '<a/>') => detail(xml, one.repeat(total - elements(detail(xml, ''))))
const attributes = (number: number) =>
  Array.from({ length: number }, (_, index) => ` a${index.toString(36)}=""`).join('')
const asides = (xml: string, number: number, one: string) => detail(promote(xml), one.repeat(number))

const LIMITS: Bomb[] = [
  {
    name: 'depth-at-the-limit',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'Elements are nested as deep as the limit allows.',
    mutate: (xml) => detail(xml, nested(64 - OUTER_DEPTH)),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'depth-over-the-limit',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'Elements are nested one deeper than the limit allows.',
    mutate: (xml) => detail(xml, nested(65 - OUTER_DEPTH)),
    expectFail: TOO_MUCH,
  },
  {
    name: 'elements-at-the-limit',
    base: 'node-samlp/base-sp-redirect',
    what: 'There are as many elements as the limit allows.',
    mutate: (xml) => filled(xml, 2_000),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'elements-over-the-limit',
    base: 'node-samlp/base-sp-redirect',
    what: 'There is one element more than the limit allows.',
    mutate: (xml) => filled(xml, 2_001),
    expectFail: TOO_MUCH,
  },
  {
    name: 'attributes-at-the-limit',
    base: 'salesforce/both',
    what: 'Eighteen elements have as many attributes as the limit allows.',
    mutate: (xml) => detail(xml, `<a${attributes(256)}/>`.repeat(18)),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'attributes-over-the-limit',
    base: 'salesforce/both',
    what: 'Twenty elements have as many attributes as the limit of one allows, and together more than that of all.',
    mutate: (xml) => detail(xml, `<a${attributes(256)}/>`.repeat(20)),
    expectFail: TOO_MUCH,
  },
  {
    name: 'attributes-of-one-element',
    base: 'simplesamlphp/base-sp-post',
    what: 'One element has eight thousand attributes, which some parsers compare each with each.',
    mutate: (xml) => detail(xml, `<a${attributes(8_000)}/>`),
    expectFail: TOO_MUCH,
  },
  {
    name: 'declarations-of-one-element',
    base: 'node-samlp/base-sp-post',
    what: 'One element declares six hundred namespaces.',
    mutate: (xml) => detail(xml, `<a${attributes(600).replaceAll(' ', ' xmlns:').replaceAll('""', '"u:"')}/>`),
    expectFail: TOO_MUCH,
  },
  {
    name: 'namespaces-at-the-limit',
    base: 'salesforce/usual',
    what: 'Eight namespaces are in scope of nearly two thousand elements, and the canonicalisation shows them all.',
    mutate: (xml) =>
      detail(
        replace(xml, /(?<=Transform Algorithm=")[^"]*c14n#/, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315').replace(
          /<ec:InclusiveNamespaces [^>]*>/,
          '',
        ),
        `<a xmlns="u:" xmlns:b="u:b" xmlns:c="u:c" xmlns:d="u:d" xmlns:e="u:e" xmlns:f="u:f" xmlns:g="u:g">${'<b/>'.repeat(1_900)}</a>`,
      ),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'comments-at-the-limit',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'There are as many comments as the limit allows, in a message that was altered.',
    mutate: (xml) => asides(xml, 2_500, '<!---->'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'comments-over-the-limit',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'There is one comment more than the limit allows.',
    mutate: (xml) => asides(xml, 2_501, '<!---->'),
    expectFail: TOO_MUCH,
  },
  {
    name: 'instructions-at-the-limit',
    base: 'node-samlp/base-sp-redirect',
    what: 'There are as many processing instructions as the limit allows.',
    mutate: (xml) => asides(xml, 2_500, '<?a?>'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'instructions-over-the-limit',
    base: 'node-samlp/base-sp-redirect',
    what: 'There is one processing instruction more than the limit allows.',
    mutate: (xml) => asides(xml, 2_501, '<?a?>'),
    expectFail: TOO_MUCH,
  },
  {
    name: 'cdata-sections-at-the-limit',
    base: 'node-samlp/base-sp-redirect',
    what: 'The NameID is made of as many CDATA sections as the limit allows.',
    mutate: (xml) => replace(xml, /(?<=NameID[^>]*>)[^<]*/, '<![CDATA[@]]>'.repeat(2_500)),
    expectFail: [RESPONSE_INVALID, 'name-id-within-limit'],
    echoes: [ASSERTION_INVALID],
  },
]

const LENGTHS: Bomb[] = [
  {
    name: 'long-name',
    base: 'simplesamlphp/base-sp-post',
    what: 'The name of an element has fifteen thousand letters.',
    mutate: (xml) => detail(xml, `<${'a'.repeat(15_000)}/>`),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'long-name-out-of-place',
    base: 'node-samlp/base-sp-post',
    what: 'The name of an element that the schema does not know has fifteen thousand letters.',
    mutate: (xml) => replace(xml, '<samlp:Status>', `<${'a'.repeat(15_000)}/><samlp:Status>`),
    expectFail: [RESPONSE_INVALID, SCHEMA],
  },
  {
    name: 'long-destination',
    base: 'simplesamlphp/user-bob-sp-redirect',
    what: 'The Destination has fifteen thousand letters, to be compared with the right one.',
    mutate: (xml) => replace(xml, / Destination="[^"]*"/, ` Destination="${'a'.repeat(15_000)}"`),
    expectFail: [RESPONSE_INVALID],
    echoes: ['destination-matches-acs'],
  },
  {
    name: 'long-issuer',
    base: 'node-samlp/user-bob-sp-redirect',
    what: 'The Issuer has fifteen thousand letters, to be compared with the right one.',
    mutate: (xml) => replace(xml, /(?<=Issuer[^>]*>)[^<]*/, 'a'.repeat(15_000)),
    expectFail: [RESPONSE_INVALID],
    echoes: ['response-issuer-matches'],
  },
  {
    name: 'long-name-id',
    base: 'salesforce/unsolicited',
    what: 'The NameID has five thousand characters, each written as a reference.',
    mutate: (xml) => replace(xml, /(?<=NameID[^>]*>)[^<]*/, '&lt;'.repeat(5_000)),
    expectFail: [RESPONSE_INVALID, 'name-id-within-limit'],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'long-claim',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'A claim has twenty thousand letters.',
    mutate: (xml) => replace(xml, '>Lisbon<', `>${'a'.repeat(20_000)}<`),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'long-time',
    base: 'node-samlp/base-idp-initiated',
    what: 'A time has fifteen thousand decimal places.',
    mutate: (xml) => replace(xml, /(?<= NotOnOrAfter="[^".]*\.)\d+/, '0'.repeat(15_000)),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'long-signature-value',
    base: 'simplesamlphp/nameid-persistent-sp-redirect',
    what: 'The SignatureValue has fifteen thousand bytes.',
    mutate: (xml) => withBytes(xml, 'SignatureValue', (bytes) => Buffer.concat([bytes, Buffer.alloc(15_000)])),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'long-white-space-in-digest-value',
    base: 'node-samlp/nameid-persistent-sp-redirect',
    what: 'Fifteen thousand spaces stand in the DigestValue.',
    mutate: (xml) => replace(xml, /(?<=DigestValue>)/, ' '.repeat(15_000)),
    expectFail: [RESPONSE_INVALID],
  },
]

const DS = 'http://www.w3.org/2000/09/xmldsig#'

const NUMBERS: Bomb[] = [
  {
    name: 'signatures',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A thousand empty signatures stand in samlp:StatusDetail.',
    mutate: (xml) => detail(xml, `<a xmlns:ds="${DS}">${'<ds:Signature/>'.repeat(1_000)}</a>`),
    expectFail: [STRUCTURE],
  },
  {
    name: 'references',
    base: 'salesforce/both',
    what: 'Five hundred references stand in SignedInfo.',
    mutate: (xml) => appendTo(xml, 'SignedInfo', '<ds:Reference URI="#a"/>'.repeat(500)),
    expectFail: [STRUCTURE],
  },
  {
    name: 'transforms',
    base: 'simplesamlphp/base-sp-post',
    what: 'Five hundred XPath transforms stand between the genuine ones.',
    mutate: (xml) =>
      smuggle(xml, 'u:', () => '').replace(/<ds:Transform Algorithm="u:">.*?<\/ds:Transform>/, (one) =>
        one.repeat(500),
      ),
    expectFail: [STRUCTURE],
  },
  {
    name: 'certificates',
    base: 'node-samlp/base-sp-redirect',
    what: 'Hundreds of certificates stand in the KeyInfo of a message that was altered.',
    mutate: (xml) => appendTo(promote(xml), 'X509Data', '<X509Certificate>MIIB</X509Certificate>'.repeat(250)),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'assertions',
    base: 'simplesamlphp/user-bob-sp-redirect',
    what: 'Thousands of empty assertions follow the genuine one, and the schema has three words to say of each.',
    mutate: (xml) => replace(xml, '</samlp:Response>', `${'<saml:Assertion/>'.repeat(1_900)}</samlp:Response>`),
    expectFail: [RESPONSE_INVALID, SCHEMA, SEVERAL_ASSERTIONS],
  },
  {
    name: 'status-codes',
    base: 'node-samlp/user-bob-sp-redirect',
    what: 'Status codes are nested as deep as the limit allows.',
    mutate: (xml) => {
      const [code = ''] = /<samlp:StatusCode [^>]*\/>/.exec(xml) ?? []
      const open = `${code.slice(0, -2)}>`
      return replace(xml, code, open.repeat(62) + '</samlp:StatusCode>'.repeat(62))
    },
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'attributes-without-name',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'Nearly two thousand claims have no name, and the schema has a word to say of each.',
    mutate: (xml) => appendTo(xml, 'AttributeStatement', '<saml:Attribute/>'.repeat(1_900)),
    expectFail: [RESPONSE_INVALID, 'claims-are-not-repeated', SCHEMA],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'ids-that-are-no-names',
    base: 'node-samlp/base-idp-initiated',
    what: 'A thousand objects of signatures have IDs that are no names.',
    mutate: (xml) => detail(xml, `<a xmlns:ds="${DS}">${'<ds:Object Id="1"/>'.repeat(1_000)}</a>`),
    expectFail: ['ids-are-unique', 'ids-are-xml-names', RESPONSE_INVALID],
  },
  {
    name: 'ids',
    base: 'salesforce/usual',
    what: 'Nearly two thousand elements have an ID each.',
    mutate: (xml) => detail(xml, Array.from({ length: 1_900 }, (_, index) => `<a Id="${index}"/>`).join('')),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'audiences',
    base: 'simplesamlphp/nameid-persistent-idp-initiated',
    what: 'A second AudienceRestriction has hundreds of audiences, none of them this tenant.',
    mutate: (xml) => {
      const many = '<saml:Audience>a</saml:Audience>'.repeat(750)
      return appendTo(xml, 'Conditions', `<saml:AudienceRestriction>${many}</saml:AudienceRestriction>`)
    },
    expectFail: [RESPONSE_INVALID, 'audience-names-entity-id'],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'confirmations',
    base: 'node-samlp/nameid-persistent-idp-initiated',
    what: 'A hundred and fifty bearer confirmations follow the genuine one.',
    mutate: (xml) => {
      const confirmation = elementOf(xml, 'SubjectConfirmation')
      const short = confirmation.replace(/<saml:SubjectConfirmationData [^>]*\/>/, '<saml:SubjectConfirmationData/>')
      return inAssertion(xml, confirmation, confirmation + short.repeat(150))
    },
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'siblings-and-a-comment',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The genuine assertion has thousands of siblings, and a comment makes every canonical form be written anew.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => replace(xml, '</samlp:Response>', `<!---->${'<a/>'.repeat(1_900)}</samlp:Response>`),
    expectFail: [SCHEMA],
  },
]

const LAUGHS = Array.from({ length: 8 }, (_, level) => `<!ENTITY % l${level + 1} "${`&#37;l${level};`.repeat(10)}">`)

const ENTITIES: Bomb[] = [
  {
    name: 'quadratic-blow-up',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'One long entity is used two thousand times.',
    mutate: (xml) =>
      replace(
        replace(xml, '>Lisbon<', `>${'&a;'.repeat(2_000)}<`),
        '<samlp:Response',
        `<!DOCTYPE r [<!ENTITY a "${'a'.repeat(20_000)}">]><samlp:Response`,
      ),
    expectFail: ['xml-has-no-doctype'],
  },
  {
    name: 'entity-that-holds-itself',
    base: 'node-samlp/base-sp-redirect',
    what: 'Two entities hold each other.',
    mutate: (xml) =>
      replace(
        replace(xml, '>Lisbon<', '>&a;<'),
        '<samlp:Response',
        '<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]><samlp:Response',
      ),
    expectFail: ['xml-has-no-doctype'],
  },
  {
    name: 'parameter-entities',
    base: 'salesforce/both',
    what: 'Nested parameter entities would grow before the first element.',
    mutate: (xml) =>
      replace(xml, '<samlp:Response', `<!DOCTYPE r [<!ENTITY % l0 "ha">${LAUGHS.join('')} %l8;]><samlp:Response`),
    expectFail: ['xml-has-no-doctype'],
  },
]

/** Messages that cost more than they weigh. */
export const BOMB: Attack[] = [...LIMITS, ...LENGTHS, ...NUMBERS, ...ENTITIES].map((attack) => ({
  ...attack,
  class: 'bomb',
}))
