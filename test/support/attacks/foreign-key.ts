import { promote, replace, unsigned } from '../../../src/core/mutations/attacks/edit.ts'
import {
  ASSERTION_INVALID,
  NOT_CONFIGURED,
  RESPONSE_INVALID,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { forgeBoth } from './forge.ts'
import { known } from './known.ts'

const evil = (xml: string) => promote(unsigned(xml))

const withAlgorithm = (xml: string, algorithm: string) =>
  replace(xml, /(?<=SignatureMethod Algorithm=")[^"]*/, algorithm)

const RSA_KEY_VALUE =
  '<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>'

const FORGERIES: Omit<Attack, 'class'>[] = [
  known('own-key-and-key-info-foreign', {
    name: 'foreign-certificate-embedded',
    base: 'entra/both',
    what: 'The attacker signs both with an own key and embeds the certificate of it.',
    expectFail: [ENTRA_CLAIMS, NOT_CONFIGURED],
  }),
  known('own-key-and-key-info-genuine', {
    name: 'genuine-certificate-embedded',
    base: 'salesforce/both',
    what: 'The attacker signs both with an own key and embeds the certificate of the IdP.',
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  }),
  known('own-key-and-key-info-genuine-then-foreign', {
    name: 'genuine-and-foreign-certificate-embedded',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The attacker signs both with an own key and embeds that certificate behind the one of the IdP.',
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  }),
  known('own-key-and-key-info-absent', {
    name: 'no-key-info',
    base: 'node-samlp/base-sp-redirect',
    what: 'The attacker signs both with an own key and says nothing about it.',
    expectFail: [NOT_CONFIGURED],
  }),
  {
    name: 'key-value',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The attacker signs both with an own key and offers a bare RSAKeyValue.',
    mutate: (xml) => forgeBoth(evil(xml), { keyInfo: RSA_KEY_VALUE }),
    expectFail: [NOT_CONFIGURED],
  },
  known('own-key-and-key-info-retrieval-method', {
    name: 'retrieval-method',
    base: 'salesforce/unsolicited',
    what: 'The attacker signs both with an own key and asks the verifier to fetch it.',
    expectFail: [NOT_CONFIGURED],
  }),
  known('foreign-assertion-in-genuine-response', {
    base: 'simplesamlphp/base-sp-post',
    expectFail: [NOT_CONFIGURED],
  }),
  known('foreign-response-around-genuine-assertion', {
    base: 'node-samlp/base-sp-post',
    expectFail: [NOT_CONFIGURED],
  }),
  known('digests-recomputed', {
    name: 'genuine-signature-value-over-recomputed-digests',
    base: 'salesforce/enhanced',
    expectFail: [ASSERTION_INVALID, RESPONSE_INVALID],
  }),
  known('hmac-with-certificate-as-secret', {
    base: 'entra/usual',
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  }),
  known('signature-method-none', {
    base: 'node-samlp/base-idp-initiated',
    what: "The signature method of the Response is 'none'.",
    expectFail: [STRUCTURE],
  }),
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
