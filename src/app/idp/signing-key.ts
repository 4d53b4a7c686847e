import { createPublicKey, type KeyObject, webcrypto, X509Certificate } from 'node:crypto'
import type { SigningKey } from '../../core/domain/idp.ts'

/** What a certificate says about a key. `serialNumber` in hexadecimal digits. */
export interface CertificateOptions {
  subject: string
  notBefore: Date
  notAfter: Date
  serialNumber: string
}

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** Creates the self-signed certificate of an RSA key. The library is loaded only when needed: that takes a tenth of a second. */
export async function certify(key: KeyObject, options: CertificateOptions): Promise<SigningKey> {
  await import('reflect-metadata') // @peculiar/x509 needs it and does not load it
  const { X509CertificateGenerator } = await import('@peculiar/x509')
  const { subject, ...dates } = options
  const publicKey = await importKey('spki', createPublicKey(key).export({ type: 'spki', format: 'der' }), 'verify')
  const privateKey = await importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), 'sign')
  const certificate = await X509CertificateGenerator.createSelfSigned(
    { name: subject, ...dates, keys: { publicKey, privateKey } as CryptoKeyPair, signingAlgorithm: ALGORITHM },
    webcrypto as unknown as Crypto,
  )
  return {
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: new X509Certificate(certificate.toString('pem')).toString(),
  }
}

const importKey = (format: 'spki' | 'pkcs8', der: Buffer, usage: 'sign' | 'verify') =>
  webcrypto.subtle.importKey(format, der, ALGORITHM, true, [usage])
