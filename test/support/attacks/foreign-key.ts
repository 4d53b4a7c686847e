import { ASSERTION_INVALID, type Attack, ENTRA_CLAIMS, NOT_CONFIGURED, RESPONSE_INVALID, STRUCTURE } from './attack.ts'
import {
  promote,
  replace,
  responseSignatureOf,
  unsigned,
  withoutAssertionSignature,
  withoutResponseSignature,
} from './edit.ts'
import {
  FOREIGN_CERTIFICATE,
  forgeBoth,
  forgeSignature,
  forgeWithHmac,
  genuineCertificateOf,
  x509Data,
} from './forge.ts'

const evil = (xml: string) => promote(unsigned(xml))

const withAlgorithm = (xml: string, algorithm: string) =>
  replace(xml, /(?<=SignatureMethod Algorithm=")[^"]*/, algorithm)

const RSA_KEY_VALUE =
  '<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>'

const FORGERIES: Omit<Attack, 'class'>[] = [
  {
    name: 'foreign-certificate-embedded',
    base: 'entra/both',
    what: 'The attacker signs both with an own key and embeds the certificate of it.',
    mutate: (xml) => forgeBoth(evil(xml), { keyInfo: x509Data(FOREIGN_CERTIFICATE) }),
    expectFail: [ENTRA_CLAIMS, NOT_CONFIGURED],
  },
  {
    name: 'genuine-certificate-embedded',
    base: 'salesforce/both',
    what: 'The attacker signs both with an own key and embeds the certificate of the IdP.',
    mutate: (xml) => forgeBoth(evil(xml), { keyInfo: x509Data(genuineCertificateOf(xml)) }),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'genuine-and-foreign-certificate-embedded',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The attacker signs both with an own key and embeds that certificate behind the one of the IdP.',
    mutate: (xml) => forgeBoth(evil(xml), { keyInfo: x509Data(genuineCertificateOf(xml), FOREIGN_CERTIFICATE) }),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'no-key-info',
    base: 'node-samlp/base-sp-redirect',
    what: 'The attacker signs both with an own key and says nothing about it.',
    mutate: (xml) => forgeBoth(evil(xml), { keyInfo: null }),
    expectFail: [NOT_CONFIGURED],
  },
  {
    name: 'key-value',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The attacker signs both with an own key and offers a bare RSAKeyValue.',
    mutate: (xml) => forgeBoth(evil(xml), { keyInfo: RSA_KEY_VALUE }),
    expectFail: [NOT_CONFIGURED],
  },
  {
    name: 'retrieval-method',
    base: 'salesforce/unsolicited',
    what: 'The attacker signs both with an own key and asks the verifier to fetch it.',
    mutate: (xml) => forgeBoth(evil(xml), { keyInfo: '<ds:RetrievalMethod URI="http://attacker.example/key.crt"/>' }),
    expectFail: [NOT_CONFIGURED],
  },
  {
    name: 'foreign-assertion-in-genuine-response',
    base: 'simplesamlphp/base-sp-post',
    what: 'The evil assertion has a foreign signature, and the genuine one of the Response is left in place.',
    mutate: (xml) =>
      forgeSignature(promote(withoutAssertionSignature(xml)), 'Assertion', { keyInfo: x509Data(FOREIGN_CERTIFICATE) }),
    expectFail: [NOT_CONFIGURED],
  },
  {
    name: 'foreign-response-around-genuine-assertion',
    base: 'node-samlp/base-sp-post',
    what: 'The genuine signed assertion travels in a Response that the attacker signed.',
    mutate: (xml) =>
      forgeSignature(withoutResponseSignature(xml), 'Response', { keyInfo: x509Data(FOREIGN_CERTIFICATE) }),
    expectFail: [NOT_CONFIGURED],
  },
  {
    name: 'genuine-signature-value-over-recomputed-digests',
    base: 'salesforce/enhanced',
    what: 'The digests fit the altered content, and the genuine SignatureValue stands over them.',
    mutate: (xml) => {
      const value = /(?<=<ds:SignatureValue>)[^<]*/
      const genuine = value.exec(responseSignatureOf(xml))?.[0] ?? ''
      const forged = forgeBoth(evil(xml), { keyInfo: x509Data(genuineCertificateOf(xml)) })
      return forged.replace(new RegExp(value, 'g'), () => genuine)
    },
    expectFail: [ASSERTION_INVALID, RESPONSE_INVALID],
  },
  {
    name: 'hmac-with-certificate-as-secret',
    base: 'entra/usual',
    what: 'Both are signed with HMAC-SHA1, and the public certificate of the IdP is the secret.',
    mutate: (xml) => forgeWithHmac(evil(xml), genuineCertificateOf(xml)),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'signature-method-none',
    base: 'node-samlp/base-idp-initiated',
    what: "The signature method of the Response is 'none'.",
    mutate: (xml) => withAlgorithm(promote(xml), 'none'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-method-md5',
    base: 'simplesamlphp/user-bob-sp-redirect',
    what: 'The signature method of the Response is RSA-MD5.',
    mutate: (xml) => withAlgorithm(xml, 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'digest-method-md5',
    base: 'salesforce/usual',
    what: 'The digest method of the Response is MD5.',
    mutate: (xml) => replace(xml, /(?<=DigestMethod Algorithm=")[^"]*/, 'http://www.w3.org/2001/04/xmldsig-more#md5'),
    expectFail: [STRUCTURE],
  },
]

/** Signatures that are sound, but by nobody who is trusted. */
export const FOREIGN: Attack[] = FORGERIES.map((attack) => ({ ...attack, class: 'foreign-key' }))
