import { readFileSync } from 'node:fs'
import { SignedXml } from 'xml-crypto'

const KEYS = new URL('../../../fixtures/keys/', import.meta.url)
const FOREIGN_KEY = readFileSync(new URL('insecure-attacker.key', KEYS), 'utf8')
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const HMAC_SHA1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'

/** The attacker's own certificate, as KeyInfo holds it. */
export const FOREIGN_CERTIFICATE = readFileSync(new URL('insecure-attacker.crt', KEYS), 'utf8').replace(
  /-----[A-Z ]+-----|\s/g,
  '',
)

export type SignedElement = 'Response' | 'Assertion'

export interface Forgery {
  /** The content of KeyInfo; null leaves KeyInfo out. */
  keyInfo: string | null
  algorithm?: string
  key?: string
  /** The one of the reference. */
  canonicalization?: string
}

/** The X509Data of one or more certificates. */
export function x509Data(...certificates: string[]): string {
  const each = certificates.map((certificate) => `<ds:X509Certificate>${certificate}</ds:X509Certificate>`)
  return `<ds:X509Data>${each.join('')}</ds:X509Data>`
}

/** Signs one element with the attacker's key, after its Issuer. */
export function forgeSignature(xml: string, over: SignedElement, forgery: Forgery): string {
  const path = over === 'Response' ? "/*[local-name(.)='Response']" : "/*/*[local-name(.)='Assertion']"
  const { keyInfo, algorithm = RSA_SHA256, key = FOREIGN_KEY, canonicalization = EXCLUSIVE } = forgery
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
    getKeyInfoContent: () => keyInfo,
  })
  if (algorithm === HMAC_SHA1) signer.enableHMAC()
  signer.addReference({ xpath: path, transforms: [ENVELOPED, canonicalization], digestAlgorithm: SHA256 })
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signer.getSignedXml()
}

/** Signs the assertion and then the response, as a careful IdP does. */
export function forgeBoth(xml: string, forgery: Forgery): string {
  return forgeSignature(forgeSignature(xml, 'Assertion', forgery), 'Response', forgery)
}

/** As `forgeBoth`, with HMAC-SHA1, whose secret is the text of the genuine certificate. */
export function forgeWithHmac(xml: string, certificate: string): string {
  const lines = certificate.match(/.{1,64}/g)?.join('\n')
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  return forgeBoth(xml, { keyInfo: x509Data(certificate), algorithm: HMAC_SHA1, key: pem })
}
