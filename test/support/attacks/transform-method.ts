import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import { RESPONSE_INVALID, SCHEMA, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import type { Attack } from './attack.ts'

const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
/** The algorithm of an XSLT transform. */
export const XSLT = 'http://www.w3.org/TR/1999/REC-xslt-19991116'

/** An XSLT stylesheet of one template. */
export const stylesheet = (body: string) =>
  `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/">${body}</xsl:template></xsl:stylesheet>`

const METHODS: [name: string, base: string, what: string, from: string | RegExp, to: string, expectFail: string[]][] = [
  [
    'canonicalisation-method-empty',
    'simplesamlphp/base-sp-redirect',
    'The canonicalisation of SignedInfo has an empty name.',
    /(?<=CanonicalizationMethod Algorithm=")[^"]*/,
    '',
    [STRUCTURE],
  ],
  [
    'canonicalisation-method-in-other-case',
    'node-samlp/base-sp-redirect',
    'The canonicalisation of SignedInfo is named in capitals.',
    /(?<=CanonicalizationMethod Algorithm=")[^"]*/,
    EXCLUSIVE.toUpperCase(),
    [STRUCTURE],
  ],
  [
    'canonicalisation-method-with-space',
    'salesforce/both',
    'A space stands before the name of the canonicalisation of SignedInfo.',
    /(?<=CanonicalizationMethod Algorithm=")/,
    ' ',
    [STRUCTURE],
  ],
  [
    'canonicalisation-method-xslt',
    'simplesamlphp/base-sp-post',
    'SignedInfo is to be canonicalised by XSLT, which can make anything of it.',
    /<ds:CanonicalizationMethod [^>]*>/,
    `<ds:CanonicalizationMethod Algorithm="${XSLT}">${stylesheet('')}</ds:CanonicalizationMethod>`,
    [SCHEMA, STRUCTURE],
  ],
  [
    'canonicalisation-method-absent',
    'node-samlp/base-sp-post',
    'SignedInfo says nothing of its canonicalisation.',
    /<CanonicalizationMethod [^>]*>/,
    '',
    [STRUCTURE],
  ],
  [
    'canonicalisation-methods',
    'salesforce/usual',
    'A second canonicalisation of SignedInfo follows the first.',
    '<ds:SignatureMethod',
    `<ds:CanonicalizationMethod Algorithm="${INCLUSIVE}"/><ds:SignatureMethod`,
    [STRUCTURE],
  ],
  [
    'canonicalisation-method-of-the-same-result',
    'simplesamlphp/nameid-persistent-sp-redirect',
    'The canonicalisation of SignedInfo becomes that with comments, which gives the same bytes but for its own name.',
    /(?<=CanonicalizationMethod Algorithm="[^"]*)(?=")/,
    'WithComments',
    [RESPONSE_INVALID],
  ],
  [
    'signature-method-with-output-length',
    'node-samlp/user-carol-sp-redirect',
    'RSA gets an HMACOutputLength of eight bits.',
    /(<SignatureMethod [^>]*)\/>/,
    '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"><HMACOutputLength>8</HMACOutputLength></SignatureMethod>',
    [STRUCTURE],
  ],
  [
    'digest-method-with-parameters',
    'salesforce/comma',
    'The digest method gets a parameter.',
    /<ds:DigestMethod [^>]*>/,
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"><x xmlns="urn:attacker">0</x></ds:DigestMethod>',
    [STRUCTURE],
  ],
  [
    'transforms-in-another-namespace',
    'simplesamlphp/base-idp-initiated',
    'The Transforms are moved to a namespace of the attacker.',
    /<ds:Transforms>[\s\S]*?<\/ds:Transforms>/,
    `<Transforms xmlns="urn:attacker"><Transform Algorithm="${ENVELOPED}"/></Transforms>`,
    [SCHEMA, STRUCTURE],
  ],
  [
    'transform-in-another-namespace',
    'node-samlp/base-idp-initiated',
    'One Transform is moved to a namespace of the attacker.',
    '<Transform ',
    `<Transform xmlns="urn:attacker" `,
    [SCHEMA, STRUCTURE],
  ],
  [
    'transform-without-algorithm',
    'salesforce/ec',
    'One Transform has no algorithm.',
    / Algorithm="[^"]*enveloped-signature"/,
    '',
    [STRUCTURE],
  ],
  [
    'transforms-empty',
    'simplesamlphp/user-carol-idp-initiated',
    'The Transforms are empty.',
    /(?<=<ds:Transforms>)[\s\S]*?(?=<\/ds:Transforms>)/,
    '',
    [STRUCTURE],
  ],
]

/** Methods of a signature, and elements around its transforms, in a form that SAML does not have. */
export const TRANSFORM_METHOD: Attack[] = METHODS.map(([name, base, what, from, to, expectFail]) => ({
  name,
  base,
  class: 'transform',
  what,
  mutate: (xml) => replace(xml, from, to),
  expectFail,
}))
