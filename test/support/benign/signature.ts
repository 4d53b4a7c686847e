import { createPublicKey } from 'node:crypto'
import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import type { Benign } from './benign.ts'
import { certificatesOf, readKey } from './signature-form.ts'

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const ENCRYPTION = 'http://www.w3.org/2001/04/xmlenc#'
const ORIGINAL = 'http://www.w3.org/2000/09/xmldsig#'

const ecdsa = (curve: number, digest: string) => ({
  key: `insecure-idp-p${curve}`,
  algorithm: `${MORE}ecdsa-sha${curve === 521 ? 512 : curve}`,
  digest,
})

/** The RSA key of the IdP as KeyInfo holds a bare one. */
function keyValue(): string {
  const { n = '', e = '' } = createPublicKey(readKey('insecure-idp.crt')).export({ format: 'jwk' })
  const [modulus, exponent] = [n, e].map((part) => Buffer.from(part, 'base64url').toString('base64'))
  return `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>${exponent}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`
}

const SUBJECT = '<ds:X509SubjectName>CN=insecure test key</ds:X509SubjectName>'
const SERIAL =
  '<ds:X509IssuerSerial><ds:X509IssuerName>CN=insecure test key</ds:X509IssuerName><ds:X509SerialNumber>42</ds:X509SerialNumber></ds:X509IssuerSerial>'

const ALGORITHMS: Omit<Benign, 'class'>[] = [
  { name: 'ecdsa-p256', what: 'ECDSA with P-256 and SHA-256.', signature: ecdsa(256, `${ENCRYPTION}sha256`) },
  { name: 'ecdsa-p384', what: 'ECDSA with P-384 and SHA-384.', signature: ecdsa(384, `${MORE}sha384`) },
  { name: 'ecdsa-p521', what: 'ECDSA with P-521 and SHA-512.', signature: ecdsa(521, `${ENCRYPTION}sha512`) },
  {
    name: 'ecdsa-p256-enhanced',
    what: 'ECDSA with P-256 and SHA-256, through the enhanced door.',
    enhanced: true,
    signature: ecdsa(256, `${ENCRYPTION}sha256`),
  },
  {
    name: 'ecdsa-p521-with-sha256',
    what: 'ECDSA with P-521 and SHA-256: curve and hash need not be of one size.',
    signature: { ...ecdsa(521, `${ENCRYPTION}sha256`), algorithm: `${MORE}ecdsa-sha256` },
  },
  {
    name: 'rsa-sha384',
    what: 'RSA-SHA384 and SHA-384 digests.',
    signature: { algorithm: `${MORE}rsa-sha384`, digest: `${MORE}sha384` },
  },
  {
    name: 'rsa-sha512',
    what: 'RSA-SHA512 and SHA-512 digests.',
    signature: { algorithm: `${MORE}rsa-sha512`, digest: `${ENCRYPTION}sha512` },
  },
  {
    name: 'rsa-sha512-enhanced',
    what: 'RSA-SHA512 over SHA-256 digests, through the enhanced door.',
    enhanced: true,
    signature: { algorithm: `${MORE}rsa-sha512` },
  },
  {
    name: 'rsa-sha1',
    what: 'RSA-SHA1 and SHA-1 digests, as old IdPs sign: a warning and no more.',
    signature: { algorithm: `${ORIGINAL}rsa-sha1`, digest: `${ORIGINAL}sha1` },
    warnings: ['digest-algorithm-is-strong', 'signature-algorithm-is-strong'],
  },
  {
    name: 'sha1-digest',
    what: 'RSA-SHA256 over SHA-1 digests, as half-changed settings make it.',
    signature: { digest: `${ORIGINAL}sha1` },
    warnings: ['digest-algorithm-is-strong'],
  },
  {
    name: 'another-algorithm-for-each',
    what: 'The Assertion is signed with RSA-SHA256, the Response with RSA-SHA512.',
    responseSignature: { algorithm: `${MORE}rsa-sha512`, digest: `${ENCRYPTION}sha512` },
  },
  { name: 'rsa-3072', what: 'The key has 3,072 bits.', signature: { key: 'insecure-idp-rsa-3072' } },
  { name: 'rsa-4096', what: 'The key has 4,096 bits.', signature: { key: 'insecure-idp-rsa-4096' } },
  {
    name: 'rsa-1024',
    what: 'The key has 1,024 bits, which is too few: a warning and no more.',
    signature: { key: 'insecure-idp-rsa-1024' },
    warnings: ['signing-key-is-strong'],
  },
]

const KEYS: Omit<Benign, 'class'>[] = [
  {
    name: 'key-rolled-over',
    what: 'Two certificates are configured, as while a key is rolled over; the second one signs.',
    configured: ['insecure-idp-rsa-3072', 'insecure-idp'],
  },
  {
    name: 'key-rolled-over-to-another-type',
    what: 'An RSA and an ECDSA certificate are configured, and the ECDSA key signs.',
    signature: ecdsa(256, `${ENCRYPTION}sha256`),
    configured: ['insecure-idp', 'insecure-idp-p256'],
  },
  {
    name: 'another-key-for-each',
    what: 'Assertion and Response are signed with two keys, both configured.',
    responseSignature: { key: 'insecure-idp-rsa-3072' },
    configured: ['insecure-idp', 'insecure-idp-rsa-3072'],
  },
  { name: 'no-key-info', what: 'There is no KeyInfo.', signature: { keyInfo: null } },
  {
    name: 'no-key-info-enhanced',
    what: 'There is no KeyInfo, through the enhanced door.',
    enhanced: true,
    signature: { keyInfo: null },
  },
  {
    name: 'key-name',
    what: 'KeyInfo holds the name of the key and no certificate.',
    signature: { keyInfo: '<ds:KeyName>idp-2026</ds:KeyName>' },
  },
  {
    name: 'ec-key-value',
    what: 'KeyInfo holds the bare key of XML Signature 1.1, whose namespace SAML does not know.',
    signature: {
      ...ecdsa(256, `${ENCRYPTION}sha256`),
      keyInfo:
        '<ds:KeyValue><k:ECKeyValue xmlns:k="http://www.w3.org/2009/xmldsig11#"><k:NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/><k:PublicKey>BAAA</k:PublicKey></k:ECKeyValue></ds:KeyValue>',
    },
  },
  { name: 'key-value', what: 'KeyInfo holds the bare key.', signature: { keyInfo: keyValue() } },
  {
    name: 'key-info-of-every-kind',
    what: 'KeyInfo holds name, key and certificate, with subject, issuer and serial number.',
    signature: {
      keyInfo: `<ds:KeyName>idp</ds:KeyName>${keyValue()}<ds:X509Data>${SUBJECT}${SERIAL}<ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>`,
    },
  },
  {
    name: 'subject-name-only',
    what: 'KeyInfo says whose certificate it is, by subject, issuer and serial number, and does not hold it.',
    signature: { keyInfo: `<ds:X509Data>${SUBJECT}${SERIAL}</ds:X509Data>` },
  },
  {
    name: 'certificate-chain',
    what: 'KeyInfo holds two certificates, the one that signs first.',
    signature: { keyInfo: certificatesOf('insecure-idp', 'insecure-idp-rsa-4096') },
  },
  {
    name: 'certificate-chain-reversed',
    what: 'KeyInfo holds two certificates, the one that signs last.',
    signature: { keyInfo: certificatesOf('insecure-idp-rsa-4096', 'insecure-idp') },
  },
  {
    name: 'ids-in-signatures',
    what: 'Signature, SignedInfo, SignatureValue, KeyInfo and Reference have IDs of their own.',
    edit: (xml) => {
      let count = 0
      return xml.replaceAll(/<ds:(Signature|SignedInfo|SignatureValue|KeyInfo|Reference)(?=[ >])/g, (start) => {
        count += 1
        return `${start} Id="_id-${count}"`
      })
    },
  },
]

const POLICIES: Omit<Benign, 'class'>[] = [
  {
    name: 'response-only',
    what: 'Only the Response is signed, and no more is asked for.',
    parts: { sign: ['Response'] },
    policy: 'response',
  },
  {
    name: 'response-only-enhanced',
    what: 'Only the Response is signed, and no more is asked for, through the enhanced door.',
    enhanced: true,
    parts: { sign: ['Response'] },
    policy: 'response',
  },
  {
    name: 'assertion-only',
    what: 'Only the Assertion is signed, and no more is asked for.',
    parts: { sign: ['Assertion'] },
    policy: 'assertion',
  },
  {
    name: 'assertion-only-enhanced',
    what: 'Only the Assertion is signed, and no more is asked for, through the enhanced door.',
    enhanced: true,
    parts: { sign: ['Assertion'] },
    policy: 'assertion',
  },
  {
    name: 'response-where-either-will-do',
    what: 'Only the Response is signed, where one signature of the two is asked for.',
    parts: { sign: ['Response'] },
    policy: 'either',
  },
  {
    name: 'assertion-where-either-will-do',
    what: 'Only the Assertion is signed, where one signature of the two is asked for.',
    parts: { sign: ['Assertion'] },
    policy: 'either',
  },
  {
    name: 'both-where-one-will-do',
    what: 'Both are signed, where the Response alone would do.',
    policy: 'response',
  },
  {
    name: 'comment-outside-the-signed-assertion',
    what: 'Only the Assertion is signed, and a proxy wrote a comment and a line end into the Response around it.',
    parts: { sign: ['Assertion'] },
    policy: 'assertion',
    edit: (xml) => replace(xml, '<saml:Assertion', '\n<!-- passed through -->\n<saml:Assertion'),
  },
]

/** Algorithms, keys, KeyInfo, and which of the two signatures there are. */
export const SIGNATURES: Benign[] = [...ALGORITHMS, ...KEYS, ...POLICIES].map((shape) => ({
  ...shape,
  class: 'signature',
}))
