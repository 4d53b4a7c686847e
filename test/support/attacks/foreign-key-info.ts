import { createHmac, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { base64OfPem } from '../../../src/core/domain/pem.ts'
import { append, promote, replace, responseSignatureOf, unsigned } from '../../../src/core/mutations/attacks/edit.ts'
import {
  ASSERTION_INVALID,
  NOT_CONFIGURED,
  RESPONSE_INVALID,
  SCHEMA,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import { x509Data } from '../../../src/core/mutations/attacks/forge-signature.ts'
import type { Attack } from './attack.ts'
import { FOREIGN_CERTIFICATE, forgeBoth, forgeSignature } from './forge.ts'
import { resignInfo } from './resign.ts'

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const RSA_SHA256 = `${MORE}rsa-sha256`

const read = (path: string) => readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8')

/** The certificate that the captured responses of simplesamlphp are trusted by. */
const TRUSTED = read('responses/simplesamlphp/idp-1.crt')
/** Subject, serial number and key identifier of that, and the attacker's key. */
const LOOK_ALIKE = base64OfPem(read('keys/insecure-look-alike.crt'))

/** Signs the evil Response alone, by a method of the attacker's choice. */
function forgeByMethod(xml: string, algorithm: string, signInfo: (signedInfo: string) => string): string {
  const forged = forgeSignature(promote(unsigned(xml)), 'Response', { keyInfo: null })
  return resignInfo(forged, (info) => replace(info, RSA_SHA256, algorithm), signInfo)
}

const hmac = (hash: string, secret: string | Buffer) => (signedInfo: string) =>
  createHmac(hash, secret).update(signedInfo).digest('base64')

const SECRETS: [name: string, what: string, hash: string, secret: string | Buffer][] = [
  ['hmac-with-certificate-pem', 'the PEM of the trusted certificate', 'sha256', TRUSTED],
  [
    'hmac-with-certificate-der',
    'the bytes of the trusted certificate',
    'sha256',
    Buffer.from(base64OfPem(TRUSTED), 'base64'),
  ],
  [
    'hmac-with-public-key',
    'the PEM of the trusted public key',
    'sha512',
    createPublicKey(TRUSTED).export({ type: 'spki', format: 'pem' }),
  ],
  ['hmac-with-empty-secret', 'nothing at all', 'sha256', ''],
]

const HMACS: Omit<Attack, 'class'>[] = SECRETS.map(([name, what, hash, secret]) => ({
  name,
  base: 'simplesamlphp/base-sp-redirect',
  what: `The evil Response is signed with HMAC, and the secret is ${what}.`,
  policy: 'response',
  mutate: (xml) => forgeByMethod(xml, `${MORE}hmac-${hash}`, hmac(hash, secret)),
  expectFail: [STRUCTURE],
}))

const x509 = (content: string) => `<ds:X509Data>${content}</ds:X509Data>`

const KEY_INFOS: [name: string, what: string, keyInfo: string, expectFail: string[]][] = [
  ['key-name', 'names the trusted key', '<ds:KeyName>idp-rsa.test</ds:KeyName>', [NOT_CONFIGURED]],
  [
    'subject-name',
    'names the subject of the trusted certificate',
    x509('<ds:X509SubjectName>CN=idp-rsa.test</ds:X509SubjectName>'),
    [NOT_CONFIGURED],
  ],
  [
    'subject-key-identifier',
    'gives the identifier of the trusted key',
    x509('<ds:X509SKI>YzGqGR+hGVwwbkjC+ChTLE8zchU=</ds:X509SKI>'),
    [NOT_CONFIGURED],
  ],
  [
    'issuer-and-serial',
    'gives issuer and serial number of the trusted certificate',
    x509(
      '<ds:X509IssuerSerial><ds:X509IssuerName>CN=idp-rsa.test</ds:X509IssuerName><ds:X509SerialNumber>157081410663711502592565286377829991089205322892</ds:X509SerialNumber></ds:X509IssuerSerial>',
    ),
    [NOT_CONFIGURED],
  ],
  [
    'look-alike-certificate',
    "embeds a certificate with subject, serial number and key identifier of the trusted one, and the attacker's key",
    x509Data(LOOK_ALIKE),
    [NOT_CONFIGURED],
  ],
  [
    'trusted-then-foreign-x509-data',
    'embeds the trusted certificate, and the one that verifies in an X509Data of its own',
    x509Data(base64OfPem(TRUSTED)) + x509Data(FOREIGN_CERTIFICATE),
    [RESPONSE_INVALID],
  ],
  [
    'foreign-then-trusted-x509-data',
    'embeds the certificate that verifies, and the trusted one in an X509Data of its own',
    x509Data(FOREIGN_CERTIFICATE) + x509Data(base64OfPem(TRUSTED)),
    [NOT_CONFIGURED],
  ],
]

const NAMED: Omit<Attack, 'class'>[] = KEY_INFOS.map(([name, what, keyInfo, expectFail]) => ({
  name,
  base: 'simplesamlphp/base-sp-redirect',
  what: `The attacker signs both with an own key, and KeyInfo ${what}.`,
  mutate: (xml) => forgeBoth(promote(unsigned(xml)), { keyInfo }),
  expectFail,
  echoes: expectFail.includes(RESPONSE_INVALID) ? [ASSERTION_INVALID] : [],
}))

const METHODS: Omit<Attack, 'class'>[] = [
  {
    name: 'key-info-twice',
    base: 'simplesamlphp/base-sp-post',
    what: 'A second KeyInfo with the trusted certificate follows that of the attacker.',
    mutate: (xml) => {
      const forged = forgeBoth(promote(unsigned(xml)), { keyInfo: x509Data(FOREIGN_CERTIFICATE) })
      const signature = responseSignatureOf(forged)
      const second = `<ds:KeyInfo>${x509Data(base64OfPem(TRUSTED))}</ds:KeyInfo>`
      return replace(forged, signature, append(signature, second))
    },
    expectFail: [NOT_CONFIGURED, SCHEMA],
  },
  {
    name: 'ecdsa-of-zeros',
    base: 'salesforce/ec',
    what: 'An ECDSA signature of two zeros, which fits every key where nobody checks the range (CVE-2022-21449).',
    policy: 'response',
    mutate: (xml) => forgeByMethod(xml, `${MORE}ecdsa-sha256`, () => Buffer.alloc(64).toString('base64')),
    expectFail: [NOT_CONFIGURED],
  },
  {
    name: 'ecdsa-by-name-with-an-rsa-key',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The method is named ECDSA while the trusted key is RSA.',
    policy: 'response',
    mutate: (xml) => forgeByMethod(xml, `${MORE}ecdsa-sha256`, () => Buffer.alloc(64).toString('base64')),
    expectFail: [NOT_CONFIGURED],
  },
  {
    name: 'signature-value-of-one',
    base: 'node-samlp/base-sp-redirect',
    what: 'The signature value is the number one, whose power is one with every key.',
    policy: 'response',
    mutate: (xml) =>
      forgeByMethod(xml, RSA_SHA256, () => Buffer.concat([Buffer.alloc(255), Buffer.from([1])]).toString('base64')),
    expectFail: [NOT_CONFIGURED],
  },
]

/** What the attacker says of the key, and methods that turn what is public into a key. */
export const FOREIGN_KEY_INFO: Attack[] = [...HMACS, ...NAMED, ...METHODS].map((attack) => ({
  ...attack,
  class: 'foreign-key',
}))
