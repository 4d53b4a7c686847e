import type { ResponseParts } from './response.ts'

/** What a message does to have `target`, a URL or path, read; and whether it is a good login all the same. */
type Lure = [name: string, outcome: 'accepted' | 'rejected', make: (target: string) => Partial<ResponseParts>]

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
const CONTEXT = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>'

const replaced = (from: string | RegExp, to: string) => (xml: string) => {
  const changed = xml.replace(from, () => to)
  if (changed === xml) throw new Error(`nothing to replace: ${from}`)
  return changed
}
/** Signed content. */
const signed = (from: string | RegExp, to: string) => ({ before: replaced(from, to) })
/** Content that is added after the signing. */
const added = (from: string | RegExp, to: string) => ({ after: replaced(from, to) })

const declared = (doctype: string, nameId?: string) => ({
  after: (xml: string) => `${doctype}${nameId ? replaced('ada@example.com', nameId)(xml) : xml}`,
})
const inClaim = (content: string) => signed('>Ada Lovelace<', `>Ada Lovelace${content}<`)
const inKeyInfo = (content: string) =>
  added('</ds:SignatureValue>', `</ds:SignatureValue><ds:KeyInfo>${content}</ds:KeyInfo>`)
const afterConditions = (content: string) => signed('</saml:Conditions>', `</saml:Conditions>${content}`)

const DOCTYPES: Lure[] = [
  ['a document type', 'rejected', (target) => declared(`<!DOCTYPE r SYSTEM "${target}">`)],
  ['a public document type', 'rejected', (target) => declared(`<!DOCTYPE r PUBLIC "-//x//y" "${target}">`)],
  [
    'an external entity in the NameID',
    'rejected',
    (target) => declared(`<!DOCTYPE r [<!ENTITY e SYSTEM "${target}">]>`, '&e;'),
  ],
  [
    'an external parameter entity',
    'rejected',
    (target) => declared(`<!DOCTYPE r [<!ENTITY % e SYSTEM "${target}"> %e;]>`),
  ],
  [
    'an unparsed entity',
    'rejected',
    (target) => declared(`<!DOCTYPE r [<!NOTATION n SYSTEM "${target}"><!ENTITY e SYSTEM "${target}" NDATA n>]>`),
  ],
]

const INCLUSIONS: Lure[] = [
  [
    'an XInclude of text in a signed claim',
    'accepted',
    (target) => inClaim(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="${target}"/>`),
  ],
  [
    'an XInclude of XML in a signed claim',
    'accepted',
    (target) => inClaim(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${target}"/>`),
  ],
  [
    'an XInclude that starts from xml:base',
    'accepted',
    (target) =>
      inClaim(
        `<b xml:base="${target.replace(/[^/]*$/, '')}"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.xml"/></b>`,
      ),
  ],
  [
    'an xop:Include in a signed claim',
    'accepted',
    (target) => inClaim(`<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="${target}"/>`),
  ],
  [
    'an xlink:href in a signed claim',
    'accepted',
    (target) =>
      inClaim(`<b xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${target}" xlink:actuate="onLoad"/>`),
  ],
  [
    'a schema location',
    'accepted',
    (target) =>
      signed(
        '<samlp:Response ',
        `<samlp:Response ${XSI} xsi:schemaLocation="urn:oasis:names:tc:SAML:2.0:protocol ${target}" `,
      ),
  ],
  [
    'a schema location of an unknown type',
    'rejected',
    (target) => inClaim(`<b xmlns="urn:b" ${XSI} xsi:schemaLocation="urn:b ${target}" xsi:type="c"/>`),
  ],
  [
    'a schema location without namespace',
    'accepted',
    (target) => inClaim(`<b ${XSI} xsi:noNamespaceSchemaLocation="${target}"/>`),
  ],
  [
    'a stylesheet',
    'accepted',
    (target) => ({ after: (xml) => `<?xml-stylesheet type="text/xsl" href="${target}"?>${xml}` }),
  ],
  ['a catalogue', 'accepted', (target) => ({ after: (xml) => `<?oasis-xml-catalog catalog="${target}"?>${xml}` })],
]

const XSLT = (target: string) =>
  `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"><xsl:copy-of select="document('${target}')"/></xsl:template></xsl:stylesheet></ds:Transform>`

const SIGNATURES: Lure[] = [
  ['a reference', 'rejected', (target) => added(/URI="#[^"]*"/, `URI="${target}"`)],
  ['an XSLT transform', 'rejected', (target) => added('</ds:Transforms>', `${XSLT(target)}</ds:Transforms>`)],
  ['a RetrievalMethod', 'accepted', (target) => inKeyInfo(`<ds:RetrievalMethod URI="${target}"/>`)],
  [
    'a RetrievalMethod for a certificate',
    'accepted',
    (target) =>
      inKeyInfo(`<ds:RetrievalMethod URI="${target}" Type="http://www.w3.org/2000/09/xmldsig#rawX509Certificate"/>`),
  ],
  [
    'a RetrievalMethod with an XSLT transform',
    'accepted',
    (target) =>
      inKeyInfo(
        `<ds:RetrievalMethod URI="#_assertion"><ds:Transforms>${XSLT(target)}</ds:Transforms></ds:RetrievalMethod>`,
      ),
  ],
  [
    'a KeyInfoReference',
    'accepted',
    (target) => inKeyInfo(`<d:KeyInfoReference xmlns:d="http://www.w3.org/2009/xmldsig11#" URI="${target}"/>`),
  ],
  ['a KeyName', 'accepted', (target) => inKeyInfo(`<ds:KeyName>${target}</ds:KeyName>`)],
  [
    'an Object in another encoding',
    'rejected',
    (target) => added('</ds:SignatureValue>', `</ds:SignatureValue><ds:Object Encoding="${target}">x</ds:Object>`),
  ],
]

const CONTENT: Lure[] = [
  [
    'an AssertionURIRef',
    'accepted',
    (target) => afterConditions(`<saml:Advice><saml:AssertionURIRef>${target}</saml:AssertionURIRef></saml:Advice>`),
  ],
  [
    'an AuthnContextDeclRef',
    'accepted',
    (target) => signed(CONTEXT, `${CONTEXT}<saml:AuthnContextDeclRef>${target}</saml:AuthnContextDeclRef>`),
  ],
  [
    'an AuthenticatingAuthority',
    'accepted',
    (target) => signed(CONTEXT, `${CONTEXT}<saml:AuthenticatingAuthority>${target}</saml:AuthenticatingAuthority>`),
  ],
  ['a contact_uri', 'accepted', (target) => ({ claims: { ...CLAIMS, contact_uri: [target] } })],
  ['a picture', 'accepted', (target) => ({ claims: { ...CLAIMS, image_url: [target] } })],
  ['a Destination', 'rejected', (target) => ({ destination: target })],
  ['an Issuer', 'rejected', (target) => ({ issuer: target, assertionIssuer: target })],
  [
    'a CipherReference',
    'rejected',
    (target) =>
      added(
        /<saml:Assertion [\s\S]*<\/saml:Assertion>/,
        `<saml:EncryptedAssertion><x:EncryptedData xmlns:x="http://www.w3.org/2001/04/xmlenc#"><x:CipherData><x:CipherReference URI="${target}"/></x:CipherData></x:EncryptedData></saml:EncryptedAssertion>`,
      ),
  ],
]

const CLAIMS = { full_name: ['Ada Lovelace'], email: ['ada@example.com'], roles: ['agent'] }

/** Every way in which a message can name something to be read. */
export const LURES: Lure[] = [...DOCTYPES, ...INCLUSIONS, ...SIGNATURES, ...CONTENT]

/** Metadata of an IdP that names `target`, and whether it can be imported all the same. */
export const METADATA_LURES: [name: string, status: number, make: (metadata: string, target: string) => string][] = [
  ['a document type', 400, (metadata, target) => metadata.replace('<md:', `<!DOCTYPE r SYSTEM "${target}"><md:`)],
  [
    'an external entity',
    400,
    (metadata, target) =>
      metadata
        .replace('<md:', `<!DOCTYPE r [<!ENTITY e SYSTEM "${target}">]><md:`)
        .replace(/entityID="[^"]*"/, 'entityID="&e;"'),
  ],
  [
    'an endpoint that nobody uses',
    201,
    (metadata, target) => metadata.replace(/ Location="[^"]*"/, ` ResponseLocation="${target}"$&`),
  ],
  [
    'an AdditionalMetadataLocation',
    201,
    (metadata, target) =>
      metadata.replace(
        '</md:EntityDescriptor>',
        `<md:AdditionalMetadataLocation namespace="urn:x">${target}</md:AdditionalMetadataLocation></md:EntityDescriptor>`,
      ),
  ],
  [
    'a schema location',
    201,
    (metadata, target) =>
      metadata.replace(
        '<md:EntityDescriptor ',
        `<md:EntityDescriptor ${XSI} xsi:schemaLocation="urn:oasis:names:tc:SAML:2.0:metadata ${target}" `,
      ),
  ],
  [
    'an XInclude',
    201,
    (metadata, target) =>
      metadata.replace(
        '</md:EntityDescriptor>',
        `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${target}"/></md:EntityDescriptor>`,
      ),
  ],
  ['a stylesheet', 201, (metadata, target) => metadata.replace('<md:', `<?xml-stylesheet href="${target}"?><md:`)],
  [
    'a RetrievalMethod',
    201,
    (metadata, target) => metadata.replace('<ds:X509Data>', `<ds:RetrievalMethod URI="${target}"/><ds:X509Data>`),
  ],
]
