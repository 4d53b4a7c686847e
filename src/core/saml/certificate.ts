import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { base64OfCertificate } from '../domain/pem.ts'
import type { Certificate } from '../domain/saml.ts'
import { HarnessError } from '../errors.ts'

/** A certificate together with its key, ready to verify with. */
export interface SigningCertificate extends Certificate {
  publicKey: KeyObject
}

const CACHE_SIZE = 500
const cache = new Map<string, SigningCertificate>()

/**
 * Reads one X.509 certificate: PEM, or the bare base64 of metadata and KeyInfo. Keys are cached by text, because creating a
 * KeyObject costs more than a verification.
 * @throws HarnessError INVALID_CONFIG if the text is not a certificate.
 */
export function readCertificate(text: string): SigningCertificate {
  const key = createHash('sha256').update(text).digest('base64')
  const known = cache.get(key)
  if (known !== undefined) return known
  const certificate = parseCertificate(text)
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '')
  cache.set(key, certificate)
  return certificate
}

function parseCertificate(text: string): SigningCertificate {
  const base64 = base64OfCertificate(text)
  try {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new Error('not base64')
    const x509 = new X509Certificate(Buffer.from(base64, 'base64'))
    const { publicKey } = x509
    return {
      sha256: x509.fingerprint256.replaceAll(':', ''),
      notBefore: new Date(x509.validFrom).toISOString(),
      notAfter: new Date(x509.validTo).toISOString(),
      key: describeKey(publicKey),
      subject: (x509.subject ?? '').replaceAll('\n', ', '),
      publicKey,
    }
  } catch (cause) {
    // The input is not shown, because it may be a private key.
    const what = /PRIVATE KEY/.test(text) ? 'This is a private key, which must stay secret' : 'Not an X.509 certificate'
    const hint =
      'Use the X.509 signing certificate of the IdP: PEM with its BEGIN and END lines, or the base64 between them.'
    throw new HarnessError('INVALID_CONFIG', `${what} (${text.length} characters).`, hint, { cause })
  }
}

function describeKey(key: KeyObject): string {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  return `${key.asymmetricKeyType} ${modulusLength ?? namedCurve ?? ''}`.trim()
}

/** Like `readCertificate`, but null if the KeyInfo of a message does not contain a certificate. */
export function readEmbeddedCertificate(text: string): SigningCertificate | null {
  try {
    return parseCertificate(text)
  } catch {
    return null
  }
}

/** A certificate as plain data, for facts. */
export function withoutKey({ publicKey: _, ...certificate }: SigningCertificate): Certificate {
  return certificate
}
