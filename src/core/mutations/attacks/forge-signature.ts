import { SignedXml } from 'xml-crypto'
import type { SignedElement } from '../../domain/saml.ts'
import { DIGEST_METHOD, ENVELOPED_SIGNATURE, NAMESPACE, SIGNATURE_METHOD } from '../../domain/saml-names.ts'
import { elementOf } from './edit.ts'

/** A signature as an attacker writes it. */
export interface Forgery {
  /** The content of KeyInfo; null leaves KeyInfo out. */
  keyInfo: string | null
  algorithm?: string
  /** In PEM form; for HMAC, the secret. */
  key: string
  /** The prefix of the signature's elements; empty for none. */
  prefix?: string
  /** The PrefixList of the canonicalisation. */
  prefixList?: string[]
  /** The digest algorithm of the reference. */
  canonicalization?: string
}

/** The X509Data of one or more certificates. */
export function x509Data(...certificates: string[]): string {
  const each = certificates.map((certificate) => `<ds:X509Certificate>${certificate}</ds:X509Certificate>`)
  return `<ds:X509Data>${each.join('')}</ds:X509Data>`
}

const PATHS = { Response: '/*', Assertion: "/*/*[local-name(.)='Assertion'][1]" } as const

/** Signs the root or its first assertion with the given key, after its Issuer. */
export function forgeSignature(xml: string, over: SignedElement, forgery: Forgery): string {
  const { keyInfo, algorithm = SIGNATURE_METHOD.rsaSha256, key, canonicalization = NAMESPACE.exclusive } = forgery
  const { prefix = 'ds', prefixList = [] } = forgery
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: NAMESPACE.exclusive,
    getKeyInfoContent: () => keyInfo,
  })
  if (algorithm === SIGNATURE_METHOD.hmacSha1) signer.enableHMAC()
  signer.addReference({
    xpath: PATHS[over],
    transforms: [ENVELOPED_SIGNATURE, canonicalization],
    digestAlgorithm: DIGEST_METHOD.sha256,
    inclusiveNamespacesPrefixList: prefixList,
  })
  signer.computeSignature(xml, {
    prefix,
    location: { reference: `${PATHS[over]}/*[local-name(.)!='Issuer'][1]`, action: 'before' },
  })
  return signer.getSignedXml()
}

/** Signs the assertion and then the response, as a careful IdP does. */
export function forgeBoth(xml: string, forgery: Forgery): string {
  return forgeSignature(forgeSignature(xml, 'Assertion', forgery), 'Response', forgery)
}

/** Like `forgeBoth`, but with HMAC-SHA1, with the text of the genuine certificate as the secret. */
export function forgeWithHmac(xml: string, certificate: string): string {
  const lines = certificate.match(/.{1,64}/g)?.join('\n')
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  return forgeBoth(xml, { keyInfo: x509Data(certificate), algorithm: SIGNATURE_METHOD.hmacSha1, key: pem })
}

/** The certificate in a message, without white space. */
export const genuineCertificateOf = (xml: string) =>
  elementOf(xml, 'X509Certificate')
    .replace(/<[^<>]*>/g, '')
    .replace(/\s/g, '')
