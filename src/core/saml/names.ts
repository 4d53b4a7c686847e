/** The identifiers of the specifications, as data (SAML Core, XML Signature, XML Encryption). */

export const NAMESPACE = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
} as const

export const ENVELOPED_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** Canonicalisation methods, by their identifiers. */
export const CANONICALIZATION = new Map<string, { mode: 0 | 1 | 2; withComments: boolean }>([
  ['http://www.w3.org/2001/10/xml-exc-c14n#', { mode: 1, withComments: false }],
  ['http://www.w3.org/2001/10/xml-exc-c14n#WithComments', { mode: 1, withComments: true }],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', { mode: 0, withComments: false }],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', { mode: 0, withComments: true }],
  ['http://www.w3.org/2006/12/xml-c14n11', { mode: 2, withComments: false }],
  ['http://www.w3.org/2006/12/xml-c14n11#WithComments', { mode: 2, withComments: true }],
])

/** Digest methods and their names in Node. */
export const DIGEST = new Map([
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'sha1'],
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
])

/** Signature methods: the type of key each needs, and its hash. HMAC is missing because a certificate is not secret. */
export const SIGNATURE = new Map<string, { keyType: 'rsa' | 'ec'; hash: string }>([
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', { keyType: 'rsa', hash: 'sha1' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', { keyType: 'rsa', hash: 'sha256' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', { keyType: 'rsa', hash: 'sha384' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', { keyType: 'rsa', hash: 'sha512' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', { keyType: 'ec', hash: 'sha256' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', { keyType: 'ec', hash: 'sha384' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512', { keyType: 'ec', hash: 'sha512' }],
])

/** Algorithms that are rejected, in words. */
export const REFUSED: readonly [pattern: RegExp, words: string][] = [
  [/#rsa-md5$/, 'RSA with MD5'],
  [/#md5$/, 'MD5'],
  [/#hmac-/, 'HMAC, which needs a shared secret'],
  [/#dsa-sha(1|256)$/, 'DSA'],
  [/#(rsa-pss|sha\d+-rsa-MGF1|sha3-\d+-rsa-MGF1)$/, 'RSA-PSS'],
  [/#(rsa-sha224|ecdsa-sha224|sha224)$/, 'SHA-224'],
  [/#ecdsa-sha1$/, 'ECDSA with SHA-1'],
  [/#(eddsa-ed25519|eddsa-ed448)/, 'EdDSA'],
  [/ripemd160/, 'RIPEMD-160'],
  [/sha3-/, 'SHA-3'],
]
