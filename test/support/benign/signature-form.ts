import { readFileSync } from 'node:fs'
import { base64OfPem } from '../../../src/core/domain/pem.ts'
import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import { x509Data } from '../../../src/core/mutations/attacks/forge-signature.ts'

const KEYS = new URL('../../../fixtures/keys/', import.meta.url)

/** The two places of a signature, in the order of signing. */
export const SIGNED = ['Assertion', 'Response'] as const
export type Signed = (typeof SIGNED)[number]

export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
export const INCLUSIVE_1_1 = 'http://www.w3.org/2006/12/xml-c14n11'
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** An algorithm, and the PrefixList that it is given, if any. */
type Canonicalization = [algorithm: string, prefixList?: string]

/** How a signature is made and written. */
export interface SignatureForm {
  /** A file of fixtures/keys, without ending. */
  key: string
  algorithm: string
  digest: string
  /** Of SignedInfo. */
  canonicalization: Canonicalization
  /** After the enveloped-signature transform; null for none. */
  transform: Canonicalization | null
  /** The content of KeyInfo; null leaves KeyInfo out. By default the certificate. */
  keyInfo: string | null
}

/** How an ordinary IdP signs. */
export const ORDINARY: SignatureForm = {
  key: 'insecure-idp',
  algorithm: RSA_SHA256,
  digest: SHA256,
  canonicalization: [EXCLUSIVE],
  transform: [EXCLUSIVE],
  keyInfo: `<ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>`,
}

/** The text of a file of fixtures/keys. */
export const readKey = (name: string) => readFileSync(new URL(name, KEYS), 'utf8')

/** The base64 of a certificate of fixtures/keys. */
export const certificateOf = (key: string) => base64OfPem(readKey(`${key}.crt`))

function canonicalization(name: string, [algorithm, prefixList]: Canonicalization): string {
  if (prefixList === undefined) return `<ds:${name} Algorithm="${algorithm}"/>`
  const list = `<ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE}" PrefixList="${prefixList}"/>`
  return `<ds:${name} Algorithm="${algorithm}">${list}</ds:${name}>`
}

function writeSignature(over: Signed, id: string, form: SignatureForm): string {
  const transform = form.transform ? canonicalization('Transform', form.transform) : ''
  const transforms = `<ds:Transforms><ds:Transform Algorithm="${ENVELOPED}"/>${transform}</ds:Transforms>`
  const digest = `<ds:DigestMethod Algorithm="${form.digest}"/><ds:DigestValue>{digest of ${over}}</ds:DigestValue>`
  const method = `${canonicalization('CanonicalizationMethod', form.canonicalization)}<ds:SignatureMethod Algorithm="${form.algorithm}"/>`
  const signedInfo = `<ds:SignedInfo>${method}<ds:Reference URI="#${id}">${transforms}${digest}</ds:Reference></ds:SignedInfo>`
  const keyInfo = form.keyInfo === null ? '' : `<ds:KeyInfo>${form.keyInfo}</ds:KeyInfo>`
  return `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${signedInfo}<ds:SignatureValue>{signature of ${over}}</ds:SignatureValue>${keyInfo}</ds:Signature>`
}

/** Puts a signature without values where it belongs: after the Issuer, or first where there is none. */
export function placeSignature(xml: string, over: Signed, form: SignatureForm): string {
  const prefix = over === 'Response' ? 'samlp' : 'saml'
  const start = new RegExp(`<${prefix}:${over} [^>]*\\bID="([^"]*)"[^>]*>(<saml:Issuer[^>]*>[^<]*</saml:Issuer>)?`)
  const [found = '', id = ''] = start.exec(xml) ?? []
  return replace(xml, start, found + writeSignature(over, id, form))
}

/** The X509Data of the certificates of some keys. */
export const certificatesOf = (...keys: string[]) => x509Data(...keys.map(certificateOf))
