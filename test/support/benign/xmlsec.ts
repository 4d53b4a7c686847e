import { spawnSync } from 'node:child_process'
import { createHash, sign as signBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { readKey, type SignatureForm, type Signed } from './signature-form.ts'

const KEYS = new URL('../../../fixtures/keys/', import.meta.url)
const PLACES: Record<Signed, string> = {
  Response: "/*/*[local-name()='Signature']",
  Assertion: "/*/*[local-name()='Assertion']/*[local-name()='Signature']",
}

/** The bytes that xmlsec1 would digest, or hold a signature against: it canonicalises, nobody here does. */
function bytesSeenByXmlsec(kind: 'PreDigest' | 'PreSigned', xml: string, over: Signed, key: string): Buffer {
  const { stdout, stderr } = spawnSync(
    'xmlsec1',
    [
      ...['--verify', '--store-references', '--store-signatures', '--print-debug'],
      ...['--pubkey-cert-pem', fileURLToPath(new URL(`${key}.crt`, KEYS)), '--enabled-key-data', 'key-name'],
      ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:protocol:Response'],
      ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'],
      ...['--node-xpath', PLACES[over], '-'],
    ],
    { input: xml, maxBuffer: 16 * 1024 * 1024 },
  )
  const [from, to] = [`== ${kind} data - start buffer:\n`, `\n== ${kind} data - end buffer`]
  const start = stdout.indexOf(from)
  if (start < 0) throw new Error(`xmlsec1 gives no ${kind} data: ${stderr}`)
  return stdout.subarray(start + from.length, stdout.indexOf(to, start))
}

const hashOf = (algorithm: string) => /sha\d+$/.exec(algorithm)?.[0] ?? ''

/** The base64 of the digest of an element. */
export function digestOf(xml: string, over: Signed, { digest, key }: SignatureForm): string {
  return createHash(hashOf(digest))
    .update(bytesSeenByXmlsec('PreDigest', xml, over, key))
    .digest('base64')
}

/** The base64 of the signature over a SignedInfo that has its digest already. */
export function signatureOf(xml: string, over: Signed, { algorithm, key }: SignatureForm): string {
  const privateKey = { key: readKey(`${key}.key`), dsaEncoding: 'ieee-p1363' as const }
  return signBytes(hashOf(algorithm), bytesSeenByXmlsec('PreSigned', xml, over, key), privateKey).toString('base64')
}
