import type { MessageChange } from '../../domain/idp.ts'
import type { SignedElement } from '../../domain/saml.ts'
import { DIGEST_METHOD, ENVELOPED_SIGNATURE, SIGNATURE_METHOD } from '../../domain/saml-names.ts'
import { type Mutation, signsBoth } from '../mutation.ts'

const SHA_1 = {
  algorithm: SIGNATURE_METHOD.rsaSha1,
  digest: DIGEST_METHOD.sha1,
}

const notSigning = (...which: SignedElement[]): MessageChange => ({
  signing: (plan) => ({ ...plan, over: plan.over.filter((each) => !which.includes(each)) }),
})
const signing = (algorithms: { algorithm?: string; digest?: string }): MessageChange => ({
  signing: (plan) => ({ ...plan, ...algorithms }),
})
const signed = (change: (xml: string) => string): MessageChange => ({ signed: change })

/** The last signature is the assertion's, or the only one. */
const replaceLast = (xml: string, pattern: RegExp, change: (match: string) => string) => {
  const [last] = [...xml.matchAll(pattern)].slice(-1)
  if (last === undefined) return xml
  return xml.slice(0, last.index) + change(last[0]) + xml.slice(last.index + last[0].length)
}
const withoutSignature = (xml: string) => xml.replace(/<(\w+:)?Signature[\s>].*?<\/(\w+:)?Signature>/s, '')
const flip = (base64: string) => (base64.startsWith('A') ? `B${base64.slice(1)}` : `A${base64.slice(1)}`)
const flipValueOf = (name: string) => (xml: string) =>
  xml.replace(new RegExp(`(${name}>\\s*)([A-Za-z0-9+/]{20})`), (_, start, value) => start + flip(value))

/** Faults in keys and signatures. */
export const SIGNING_FAULTS: Mutation[] = [
  {
    name: 'response-unsigned',
    title: 'The response is not signed.',
    raises: ['response-is-signed'],
    change: notSigning('Response'),
  },
  {
    name: 'assertion-unsigned',
    title: 'The assertion is not signed.',
    raises: ['assertion-is-signed'],
    unfit: signsBoth,
    change: notSigning('Assertion'),
  },
  {
    name: 'nothing-signed',
    title: 'Neither the response nor the assertion is signed.',
    raises: ['response-is-signed', 'assertion-is-signed'],
    unfit: signsBoth,
    change: notSigning('Response', 'Assertion'),
  },
  {
    name: 'wrong-key',
    title: 'The response is signed with a key that the connection does not have, as after a rollover.',
    raises: ['signing-certificate-is-configured'],
    key: 'foreign',
  },
  {
    name: 'look-alike-key',
    title: 'The response is signed with a different key, whose certificate has the same subject.',
    raises: ['signing-certificate-is-configured'],
    key: 'look-alike',
  },
  {
    name: 'certificate-expired',
    title: 'The signing certificate has expired.',
    raises: ['signing-certificate-in-validity'],
    key: 'expired',
  },
  {
    name: 'certificate-not-yet-valid',
    title: 'The signing certificate is not valid yet.',
    raises: ['signing-certificate-in-validity'],
    key: 'not yet valid',
  },
  {
    name: 'key-too-short',
    title: 'The signing key has only 1024 bits.',
    raises: ['signing-key-is-strong'],
    key: 'weak',
  },
  {
    name: 'signed-with-sha-1',
    title: 'The response is signed with RSA-SHA1.',
    raises: ['signature-algorithm-is-strong'],
    change: signing({ algorithm: SHA_1.algorithm }),
  },
  {
    name: 'digested-with-sha-1',
    title: 'The digests use SHA-1.',
    raises: ['digest-algorithm-is-strong'],
    change: signing({ digest: SHA_1.digest }),
  },
  {
    name: 'altered-on-the-way',
    title: 'The IssueInstant of the response was changed after it was signed.',
    raises: ['response-signature-valid'],
    change: signed((xml) =>
      xml.replace(
        /(<\w+:Response[^>]* IssueInstant="[^"]*\.)(\d)/,
        (_, start, digit) => start + ((Number(digit) + 1) % 10),
      ),
    ),
  },
  {
    name: 'digest-wrong',
    title: 'The digest of the response does not match its content.',
    raises: ['response-signature-valid'],
    change: signed(flipValueOf('DigestValue')),
  },
  {
    name: 'signature-value-wrong',
    title: "The first byte of the response's SignatureValue was changed.",
    raises: ['response-signature-valid'],
    change: signed(flipValueOf('SignatureValue')),
  },
  {
    name: 'pretty-printed',
    title: 'The response was pretty-printed after it was signed.',
    raises: ['response-signature-valid'],
    change: signed((xml) => xml.replace(/(<\/\w+:Status>)/, '$1\n  ')),
  },
  {
    name: 'reference-to-nothing',
    title: 'The signature of the response refers to the whole document instead of its ID.',
    raises: ['signature-structure-is-safe'],
    change: signed((xml) => xml.replace(/URI="#[^"]*"/, 'URI=""')),
  },
  {
    name: 'transform-unknown',
    title: 'A signature uses a transform that SAML does not allow.',
    raises: ['signature-structure-is-safe'],
    change: signed((xml) => xml.replace(ENVELOPED_SIGNATURE, 'http://www.w3.org/TR/1999/REC-xslt-19991116')),
  },
  {
    name: 'signed-with-hmac',
    title: 'The response claims to be signed with HMAC, whose secret would be the public certificate.',
    raises: ['signature-structure-is-safe'],
    change: signed((xml) => xml.replace(SIGNATURE_METHOD.rsaSha256, SIGNATURE_METHOD.hmacSha1)),
  },
  {
    name: 'second-reference',
    title: 'A signature has two references.',
    raises: ['signature-structure-is-safe'],
    change: signed((xml) =>
      replaceLast(xml, /<(\w+:)?Reference URI.*?<\/(\w+:)?Reference>/gs, (match) => match + match),
    ),
  },
  {
    name: 'wrapped',
    title: 'A second, unsigned assertion was put before the signed one.',
    raises: ['one-assertion', 'signature-structure-is-safe'],
    unfit: signsBoth,
    change: signed((xml) =>
      xml.replace(
        /<(\w+:)?Assertion[\s>].*<\/(\w+:)?Assertion>/s,
        (match) => withoutSignature(match).replace(/ ID="[^"]*"/, ' ID="_forged"') + match,
      ),
    ),
  },
]
