import { CANONICAL_XML, DIGEST_METHOD, NAMESPACE, SIGNATURE_METHOD } from '../domain/saml-names.ts'

/** Canonicalisation methods, by their identifiers. */
export const CANONICALIZATION = new Map<string, { mode: 0 | 1 | 2; withComments: boolean }>([
  [NAMESPACE.exclusive, { mode: 1, withComments: false }],
  [`${NAMESPACE.exclusive}WithComments`, { mode: 1, withComments: true }],
  [CANONICAL_XML['1.0'], { mode: 0, withComments: false }],
  [`${CANONICAL_XML['1.0']}#WithComments`, { mode: 0, withComments: true }],
  [CANONICAL_XML['1.1'], { mode: 2, withComments: false }],
  [`${CANONICAL_XML['1.1']}#WithComments`, { mode: 2, withComments: true }],
])

/** Digest methods and node's names of them. */
export const DIGEST = new Map<string, string>([
  [DIGEST_METHOD.sha1, 'sha1'],
  [DIGEST_METHOD.sha256, 'sha256'],
  [DIGEST_METHOD.sha384, 'sha384'],
  [DIGEST_METHOD.sha512, 'sha512'],
])

/** Signature methods: the kind of key each needs, and its hash. HMAC is not here: a certificate is no secret. */
export const SIGNATURE = new Map<string, { keyType: 'rsa' | 'ec'; hash: string }>([
  [SIGNATURE_METHOD.rsaSha1, { keyType: 'rsa', hash: 'sha1' }],
  [SIGNATURE_METHOD.rsaSha256, { keyType: 'rsa', hash: 'sha256' }],
  [SIGNATURE_METHOD.rsaSha384, { keyType: 'rsa', hash: 'sha384' }],
  [SIGNATURE_METHOD.rsaSha512, { keyType: 'rsa', hash: 'sha512' }],
  [SIGNATURE_METHOD.ecdsaSha256, { keyType: 'ec', hash: 'sha256' }],
  [SIGNATURE_METHOD.ecdsaSha384, { keyType: 'ec', hash: 'sha384' }],
  [SIGNATURE_METHOD.ecdsaSha512, { keyType: 'ec', hash: 'sha512' }],
])

/** Algorithms that are refused, in words. */
export const REFUSED: readonly [pattern: RegExp, words: string][] = [
  [/#rsa-md5$/, 'RSA with MD5'],
  [/#md5$/, 'MD5'],
  [/#hmac-/, 'HMAC, whose secret the receiver would share'],
  [/#dsa-sha(1|256)$/, 'DSA'],
  [/#(rsa-pss|sha\d+-rsa-MGF1|sha3-\d+-rsa-MGF1)$/, 'RSA-PSS'],
  [/#(rsa-sha224|ecdsa-sha224|sha224)$/, 'SHA-224'],
  [/#ecdsa-sha1$/, 'ECDSA with SHA-1'],
  [/#(eddsa-ed25519|eddsa-ed448)/, 'EdDSA'],
  [/ripemd160/, 'RIPEMD-160'],
  [/sha3-/, 'SHA-3'],
]
