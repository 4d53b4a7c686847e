import {
  append,
  assertionSignatureOf,
  assertionTextOf,
  bareEvilAssertionOf,
  elementOf,
  extend,
  objectIn,
  promote,
  remove,
  replace,
  responseSignatureOf,
} from '../../../src/core/mutations/attacks/edit.ts'
import {
  REPEATED_ID,
  RESPONSE_INVALID,
  SCHEMA,
  SEVERAL_ASSERTIONS,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { smuggle, withTransforms } from './edit-signature.ts'

const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

const repeat = (xml: string, part: string, copy = part) => replace(xml, part, part + copy)

const TRANSFORMS: Omit<Attack, 'class'>[] = [
  {
    name: 'transform-xslt',
    base: 'entra/both',
    what: 'An XSLT transform would run code of the attacker before anything is verified.',
    mutate: (xml) =>
      smuggle(
        xml,
        'http://www.w3.org/TR/1999/REC-xslt-19991116',
        () =>
          '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"/></xsl:stylesheet>',
      ),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'transform-xpath',
    base: 'salesforce/both',
    what: 'An XPath transform takes what was changed out of the digest.',
    mutate: (xml) =>
      smuggle(
        promote(xml),
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
        (prefix) => `<${prefix}XPath>not(ancestor-or-self::*[local-name()='NameID'])</${prefix}XPath>`,
      ),
    expectFail: [STRUCTURE],
  },
  {
    name: 'transform-base64',
    base: 'node-samlp/base-sp-redirect',
    what: 'A base64 transform makes the digest one of other bytes.',
    mutate: (xml) => smuggle(xml, 'http://www.w3.org/2000/09/xmldsig#base64', () => ''),
    expectFail: [STRUCTURE],
  },
  {
    name: 'transform-appended',
    base: 'simplesamlphp/user-bob-idp-initiated',
    what: 'A third transform, an XPath, stands behind the two genuine ones.',
    mutate: (xml) =>
      withTransforms(
        xml,
        (prefix, genuine) =>
          `${genuine.join('')}<${prefix}Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><${prefix}XPath>self::node()</${prefix}XPath></${prefix}Transform>`,
      ),
    expectFail: [STRUCTURE],
  },
  {
    name: 'transform-enveloped-missing',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The enveloped-signature transform is cut out.',
    mutate: (xml) => withTransforms(xml, (_, [, exclusive = '']) => exclusive),
    expectFail: [STRUCTURE],
  },
  {
    name: 'transforms-reversed',
    base: 'entra/usual',
    what: 'The canonicalisation comes before the enveloped-signature transform.',
    mutate: (xml) => withTransforms(xml, (_, [enveloped = '', exclusive = '']) => exclusive + enveloped),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'transforms-missing',
    base: 'salesforce/usual',
    what: 'The reference of the Response has no Transforms.',
    mutate: (xml) => remove(xml, elementOf(xml, 'Transforms')),
    expectFail: [STRUCTURE],
  },
  {
    name: 'transforms-many',
    base: 'node-samlp/base-idp-initiated',
    what: 'A thousand transforms stand in the reference of the Response.',
    mutate: (xml) => withTransforms(xml, (prefix) => `<${prefix}Transform Algorithm="${ENVELOPED}"/>`.repeat(1_000)),
    expectFail: [STRUCTURE],
  },
]

const SIGNED_INFO: Omit<Attack, 'class'>[] = [
  {
    name: 'several-references',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The signature of the Response has a second reference, to the assertion.',
    mutate: (xml) => repeat(xml, elementOf(xml, 'Reference'), elementOf(assertionSignatureOf(xml), 'Reference')),
    expectFail: [STRUCTURE],
  },
  {
    name: 'several-signed-infos',
    base: 'entra/both',
    what: 'A SignedInfo with digests of the attacker stands before the genuine one.',
    mutate: (xml) => {
      const genuine = elementOf(xml, 'SignedInfo')
      const evil = replace(genuine, elementOf(genuine, 'DigestValue'), '<DigestValue>AAAA</DigestValue>')
      return replace(promote(xml), genuine, evil + genuine)
    },
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'signed-info-in-object',
    base: 'salesforce/both',
    what: 'A ds:Object holds a second SignedInfo.',
    mutate: (xml) => {
      const signature = responseSignatureOf(xml)
      return replace(xml, signature, objectIn(signature, elementOf(signature, 'SignedInfo')))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'manifest',
    base: 'node-samlp/base-sp-post',
    what: 'A ds:Object holds a Manifest, whose references nobody verifies.',
    mutate: (xml) => {
      const signature = responseSignatureOf(xml)
      const manifest = `<Manifest>${elementOf(signature, 'Reference')}</Manifest>`
      return replace(promote(xml), signature, objectIn(signature, manifest))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'several-signatures',
    base: 'simplesamlphp/base-sp-post',
    what: 'The signature of the Response stands there twice.',
    mutate: (xml) => repeat(xml, responseSignatureOf(xml)),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-inside-signature',
    base: 'entra/usual',
    what: 'The signature of the assertion is copied into a ds:Object of the one over the Response.',
    mutate: (xml) => {
      const signature = responseSignatureOf(xml)
      return replace(xml, signature, objectIn(signature, assertionSignatureOf(xml)))
    },
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'canonicalisation-unknown',
    base: 'salesforce/usual',
    what: 'The canonicalisation of SignedInfo is one that nobody knows.',
    mutate: (xml) => replace(xml, /(?<=CanonicalizationMethod Algorithm=")[^"]*/, 'urn:attacker:c14n'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'hmac-output-length',
    base: 'node-samlp/base-idp-initiated',
    what: 'The signature method has an HMACOutputLength of zero (CVE-2009-0217).',
    mutate: (xml) =>
      replace(
        promote(xml),
        /<SignatureMethod ([^>]*)\/>/,
        '<SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"><HMACOutputLength>0</HMACOutputLength></SignatureMethod>',
      ),
    expectFail: [STRUCTURE],
  },
]

const IDENTITY: Omit<Attack, 'class'>[] = [
  {
    name: 'id-repeated-in-extensions',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'An element in samlp:Extensions has the ID of the genuine assertion.',
    policy: 'assertion',
    mutate: (xml) => {
      const [id] = / ID="[^"]*"/.exec(assertionTextOf(xml)) ?? []
      return extend(xml, `<evil:Claims xmlns:evil="urn:attacker"${id}/>`)
    },
    expectFail: [REPEATED_ID],
  },
  {
    name: 'id-repeated-as-lower-case-id',
    base: 'salesforce/assertion',
    what: 'An element in samlp:Extensions has an attribute id with the ID of the genuine assertion.',
    policy: 'assertion',
    mutate: (xml) => {
      const [, id] = / ID="([^"]*)"/.exec(assertionTextOf(xml)) ?? []
      return extend(xml, `<evil:Claims xmlns:evil="urn:attacker" id="${id}"/>`)
    },
    expectFail: [REPEATED_ID],
  },
  {
    name: 'id-repeated-as-xml-id',
    base: 'entra/assertion',
    what: 'An element in samlp:Extensions has an xml:id with the ID of the genuine assertion.',
    policy: 'assertion',
    mutate: (xml) => {
      const [, id] = / ID="([^"]*)"/.exec(assertionTextOf(xml)) ?? []
      return extend(xml, `<evil:Claims xmlns:evil="urn:attacker" xml:id="${id}"/>`)
    },
    expectFail: [ENTRA_CLAIMS, REPEATED_ID],
  },
  {
    name: 'id-of-the-response-is-that-of-the-assertion',
    base: 'node-samlp/sign-assertion-sp-redirect',
    what: 'The unsigned Response takes the ID of the genuine assertion, so that the reference names both.',
    policy: 'assertion',
    mutate: (xml) => {
      const [id = ''] = / ID="[^"]*"/.exec(assertionTextOf(xml)) ?? []
      return replace(xml, / ID="[^"]*"/, id)
    },
    expectFail: [REPEATED_ID],
  },
]

const DOCUMENTS: Omit<Attack, 'class'>[] = [
  {
    name: 'evil-assertion-beside-encrypted-one',
    base: 'simplesamlphp/encrypt-sp-redirect',
    what: 'A plain evil assertion stands beside the genuine encrypted one.',
    mutate: (xml) => {
      const donor =
        '<saml:Assertion ID="_evil" Version="2.0" IssueInstant="2026-11-22T11:00:00Z"><saml:Issuer>http://127.0.0.1:18101/saml2/idp/metadata.php</saml:Issuer><saml:Subject><saml:NameID>admin@example.com</saml:NameID></saml:Subject></saml:Assertion>'
      return replace(xml, '<saml:EncryptedAssertion', `${donor}<saml:EncryptedAssertion`)
    },
    expectFail: [SEVERAL_ASSERTIONS, RESPONSE_INVALID],
  },
  {
    name: 'bare-assertion',
    base: 'node-samlp/base-sp-post',
    what: 'The signed assertion is sent without its Response.',
    mutate: assertionTextOf,
    expectFail: ['document-is-saml-response'],
  },
  {
    name: 'two-roots',
    base: 'salesforce/both',
    what: 'An evil assertion follows the root element.',
    mutate: (xml) => xml + bareEvilAssertionOf(xml),
    expectFail: ['xml-is-well-formed'],
  },
  {
    name: 'encoding-utf-7',
    base: 'entra/both',
    what: 'The XML declaration names UTF-7, in which other characters are markup.',
    mutate: (xml) => `<?xml version="1.0" encoding="UTF-7"?>${xml}`,
    expectFail: ['xml-is-well-formed'],
  },
  {
    name: 'nested-beyond-reason',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'Ten thousand elements are nested in a claim to exhaust the stack.',
    mutate: (xml) => {
      const statement = elementOf(xml, 'AttributeStatement')
      return replace(xml, statement, append(statement, `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`))
    },
    expectFail: ['xml-within-limits'],
  },
  {
    name: 'namespaces-in-scope-of-many-elements',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'Many namespaces are in scope of many elements, which makes inclusive canonicalisation dear.',
    mutate: (xml) => {
      const declared = Array.from({ length: 195 }, (_, index) => ` xmlns:n${index}="urn:n"`).join('')
      return replace(
        replace(xml, '<samlp:Response ', `<samlp:Response${declared} `),
        '</samlp:Response>',
        `${'<b/>'.repeat(4_800)}</samlp:Response>`,
      )
    },
    expectFail: ['xml-within-limits'],
  },
  {
    name: 'instruction-before-issuer',
    base: 'node-samlp/base-sp-redirect',
    what: 'A processing instruction stands before the Issuer of the Response.',
    mutate: (xml) => replace(xml, '<saml:Issuer', '<?x?><saml:Issuer'),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'schema-fault-that-poses-as-an-id',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'An unsigned attribute with a bad value imitates the words of the fault that is passed over for IDs.',
    policy: 'assertion',
    mutate: (xml) => xml.replace(/(<samlp:Response [^>]*IssueInstant=")[^"]*"/, `$1attribute 'ID': xs:ID"`),
    expectFail: ['issue-instant-plausible', SCHEMA],
  },
  {
    name: 'prefix-list-without-end',
    base: 'salesforce/both',
    what: 'The PrefixList names one prefix thousands of times.',
    mutate: (xml) => replace(xml, 'PrefixList="ds saml samlp"', `PrefixList="${'a '.repeat(20_000)}"`),
    expectFail: [STRUCTURE],
  },
]

/** Signatures and documents out of shape. */
export const STRUCTURES: Attack[] = [...TRANSFORMS, ...SIGNED_INFO, ...IDENTITY, ...DOCUMENTS].map((attack) => ({
  ...attack,
  class: 'structure',
}))
