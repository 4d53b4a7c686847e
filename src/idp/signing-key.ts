import { KeyObject, webcrypto, X509Certificate } from 'node:crypto'

/** A key that signs for an IdP, and its certificate, each as PEM. */
export interface SigningKey {
  privateKey: string
  certificate: string
}

/** What a certificate is made of. `bits` of the RSA key. */
export interface CertificateWishes {
  subject: string
  notBefore: Date
  notAfter: Date
  bits?: number
}

/** Makes an RSA key and its self-signed certificate. The library is loaded by whoever needs one: it takes a tenth of a second. */
export async function makeSigningKey({
  subject,
  notBefore,
  notAfter,
  bits = 2_048,
}: CertificateWishes): Promise<SigningKey> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: bits,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  await import('reflect-metadata') // @peculiar/x509 asks for it and does not load it
  const { X509CertificateGenerator } = await import('@peculiar/x509')
  const wishes = { name: subject, notBefore, notAfter, keys, signingAlgorithm: algorithm }
  const certificate = await X509CertificateGenerator.createSelfSigned(wishes as never, webcrypto as never)
  return {
    privateKey: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: new X509Certificate(certificate.toString('pem')).toString(),
  }
}
