import { constants, publicDecrypt } from 'node:crypto'
import type { SigningCertificate } from '../certificate.ts'

/** What RSA signs: the start of a DigestInfo in DER, which names the hash (RFC 8017 section 9.2). */
const DIGEST_INFO: [start: string, hash: string, length: number][] = [
  ['3020300c06082a864886f70d020505000410', 'md5', 16],
  ['3021300906052b0e03021a05000414', 'sha1', 20],
  ['3031300d060960864801650304020105000420', 'sha256', 32],
  ['3041300d060960864801650304020205000430', 'sha384', 48],
  ['3051300d060960864801650304020305000440', 'sha512', 64],
]

/**
 * The digest that was signed, if the RSA key of the certificate made this signature value. Without the private key, no one
 * can create a value that opens. Null for any other key.
 */
export function recoverDigest(
  { publicKey }: SigningCertificate,
  signatureValue: Buffer,
): { hash: string; digest: Buffer } | null {
  if (publicKey.asymmetricKeyType !== 'rsa') return null
  const opened = open(publicKey, signatureValue)
  const known = DIGEST_INFO.find(([start, , length]) => opened.toString('hex', 0, opened.length - length) === start)
  return known ? { hash: known[1], digest: opened.subarray(-known[2]) } : null
}

function open(key: SigningCertificate['publicKey'], signatureValue: Buffer): Buffer {
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signatureValue)
  } catch {
    return Buffer.alloc(0)
  }
}
