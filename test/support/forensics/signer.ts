import { createHash, sign } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import {
  assertionTextOf,
  elementOf,
  inAssertion,
  remove,
  replace,
  responseSignatureOf,
} from '../../../src/core/mutations/attacks/edit.ts'
import { x509Data } from '../../../src/core/mutations/attacks/forge-signature.ts'
import { FOREIGN_CERTIFICATE, forgeBoth, forgeSignature } from '../attacks/forge.ts'
import { resign, type Signer } from '../resign.ts'
import { IDP_KEY, type ResponseParts } from '../response.ts'
import { ASSERTION, type ForensicCase, KEY, RESPONSE, STRUCTURE } from './forensic-case.ts'

const BY_IDP = { keyInfo: null, key: IDP_KEY }
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const EXCLUSIVE_FORM = { mode: 1, withComments: false, inclusivePrefixes: [] } as const
const INCLUSIVE_FORM = { mode: 0, withComments: false, inclusivePrefixes: [] } as const

const bySigner = (
  otherwise: Partial<Signer>,
  form: typeof EXCLUSIVE_FORM | typeof INCLUSIVE_FORM = EXCLUSIVE_FORM,
) => ({
  sign: ['Response'] as ResponseParts['sign'],
  after: (xml: string) => resign(xml, [], { ...form, inclusivePrefixes: [] }, otherwise),
})

/** Signs the assertion as a document of its own, with what it has to declare there. */
function signApart(xml: string): string {
  const assertion = assertionTextOf(xml)
  const apart = replace(
    assertion,
    '<saml:Assertion ',
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ',
  )
  const signer = new SignedXml({
    privateKey: IDP_KEY,
    canonicalizationAlgorithm: INCLUSIVE,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  })
  signer.addReference({
    xpath: '/*',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', INCLUSIVE],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  })
  signer.computeSignature(apart, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
  })
  return replace(xml, assertion, signer.getSignedXml())
}

const withMethod = (xml: string, algorithm: string) =>
  xml.replaceAll(/(?<=SignatureMethod Algorithm=")[^"]*/g, () => algorithm)

/** Signers that do otherwise than they declare; the Response alone is signed, unless a row says so. */
const MISTAKEN: ForensicCase[] = [
  {
    name: 'signed-too-early',
    what: 'The Response is signed first, and the assertion in it afterwards.',
    changes: {
      sign: [],
      after: (xml) => forgeSignature(forgeSignature(xml, 'Response', BY_IDP), 'Assertion', BY_IDP),
    },
    fails: [RESPONSE],
    found: { Response: 'signed-too-early' },
    says: /before the assertion got its signature/,
  },
  {
    name: 'signed-apart',
    what: 'The assertion is signed with inclusive canonicalisation before it is put into the Response.',
    changes: { sign: [], after: signApart },
    policy: 'assertion',
    fails: [ASSERTION],
    found: { Assertion: 'signed-apart' },
    says: /document of its own/,
  },
  {
    name: 'other-canonicalization',
    what: 'The signer declares exclusive canonicalisation and uses the inclusive one.',
    changes: {
      ...bySigner({}, INCLUSIVE_FORM),
      before: (xml) => replace(xml, '<samlp:Response ', '<samlp:Response xmlns:x="urn:x" '),
    },
    policy: 'response',
    fails: [RESPONSE],
    found: { Response: 'other-canonicalization' },
    says: /with Canonical XML 1\.0 it holds/,
  },
  {
    name: 'not-canonicalized',
    what: 'The signer hashes the text of the Response as it stands.',
    changes: bySigner({ content: (_, xml) => remove(xml, responseSignatureOf(xml)) }),
    policy: 'response',
    fails: [RESPONSE],
    found: { Response: 'not-canonicalized' },
    says: /took the text as it stands/,
  },
  {
    name: 'signed-info-not-canonicalized',
    what: 'The signer signs the text of SignedInfo as it stands.',
    changes: bySigner({ signedInfo: (_, xml) => elementOf(xml, 'SignedInfo') }),
    policy: 'response',
    fails: [RESPONSE],
    found: { Response: 'not-canonicalized' },
    says: /took the text as it stands/,
  },
  {
    name: 'other-digest',
    what: 'The digest is made with SHA-1, and SHA-256 is declared.',
    changes: bySigner({ digest: 'sha1' }),
    policy: 'response',
    fails: [RESPONSE],
    found: { Response: 'other-digest' },
    says: /made with SHA-1/,
  },
  {
    name: 'other-hash',
    what: 'It is signed with RSA and SHA-512, and SHA-256 is declared.',
    changes: bySigner({ sign: (signedInfo) => sign('sha512', signedInfo, IDP_KEY) }),
    policy: 'response',
    fails: [RESPONSE],
    found: { Response: 'other-hash' },
    says: /signed with SHA512|signed with SHA-512/,
  },
  {
    name: 'altered-before-the-response-was-signed',
    what: 'The assertion is altered after it was signed and before the Response around it was.',
    changes: {
      sign: [],
      after: (xml) =>
        forgeSignature(inAssertion(forgeSignature(xml, 'Assertion', BY_IDP), 'Lovelace', 'Byron'), 'Response', BY_IDP),
    },
    fails: [ASSERTION],
    found: { Assertion: null },
    says: /altered before the response was signed, inside the IdP/,
  },
  {
    name: 'signed-info-altered',
    what: 'SignedInfo gets an Id after it was signed.',
    changes: { sign: ['Response'], after: (xml) => replace(xml, '<ds:SignedInfo', '<ds:SignedInfo Id="a"') },
    policy: 'response',
    fails: [RESPONSE],
    found: { Response: null },
    says: /a configured key made the signature, but not over this SignedInfo/,
  },
  {
    name: 'signature-value-altered',
    what: 'The signature value of the Response is the SHA-256 of nothing, eight times.',
    changes: {
      after: (xml) => {
        const value = Buffer.concat(Array(8).fill(createHash('sha256').digest())).toString('base64')
        return replace(
          xml,
          responseSignatureOf(xml),
          responseSignatureOf(xml).replace(/(?<=SignatureValue>)[^<]*/, value),
        )
      },
    },
    fails: [RESPONSE],
    found: { Response: null },
    says: /no configured key verifies the signature/,
  },
]

/** Keys that nobody configured, and signatures that are none. */
const UNUSABLE: ForensicCase[] = [
  {
    name: 'key-not-named',
    what: 'Both are signed with a key that is not configured, and no certificate tells which.',
    changes: { sign: [], after: (xml) => forgeBoth(xml, { keyInfo: null }) },
    fails: [KEY],
    found: { Response: null, Assertion: null },
    says: /no certificate in the message/,
  },
  {
    name: 'certificate-of-another-key',
    what: 'Both are signed with the configured key, and an unknown certificate is sent along.',
    changes: {
      sign: [],
      after: (xml) =>
        inAssertion(forgeBoth(xml, { ...BY_IDP, keyInfo: x509Data(FOREIGN_CERTIFICATE) }), 'Lovelace', 'Byron'),
    },
    fails: [RESPONSE],
    found: { Response: null, Assertion: null },
    says: /lies in the assertion/,
  },
  {
    name: 'rsa-pss',
    what: 'The signature method is RSA-PSS.',
    changes: { after: (xml) => withMethod(xml, 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1') },
    fails: [STRUCTURE],
    found: { Response: null, Assertion: null },
    says: /RSA-PSS/,
  },
  {
    name: 'signature-empty',
    what: 'The signature of the Response is an empty element.',
    changes: { after: (xml) => replace(xml, contentOfSignature(xml), '') },
    fails: [STRUCTURE],
    found: { Response: null, Assertion: null },
    says: /the Signature is empty/,
  },
  {
    name: 'signature-in-extensions',
    what: 'The signature of the Response stands in Extensions.',
    changes: {
      after: (xml) => {
        const signature = responseSignatureOf(xml)
        return replace(xml, signature, `<samlp:Extensions>${signature}</samlp:Extensions>`)
      },
    },
    fails: ['response-is-signed', STRUCTURE],
    found: { Assertion: null },
    says: /but one at \/samlp:Response\/samlp:Extensions\/ds:Signature/,
  },
]

const contentOfSignature = (xml: string) => responseSignatureOf(xml).replace(/^<[^<>]*>|<\/[^<>]*>$/g, '')

/** What signers do wrong. */
export const SIGNER: ForensicCase[] = [...MISTAKEN, ...UNUSABLE]
