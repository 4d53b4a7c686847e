import { createHash, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { checkResponse } from '../../src/index.ts'
import { elementsOf } from '../../src/saml/canonical.ts'
import { readCertificate } from '../../src/saml/certificate.ts'
import { verifySignature } from '../../src/saml/verify-signature.ts'
import { type CanonicalForm, canonicalTextOfElement, type OpenDocument, openDocument } from '../../src/saml/xml.ts'
import { loadFixture } from '../support/fixtures.ts'
import {
  buildResponse,
  failedErrors,
  faultsOf,
  GENUINE,
  IDP_CERTIFICATE,
  IDP_KEY,
  judge,
  judgeEnhanced,
  type ResponseParts,
  SETTINGS,
} from '../support/response.ts'

/** Unusual and genuine: signed with the configured key, so accepted, with the values exactly as signed. */
const GENUINE_SHAPES: [what: string, changes: Partial<ResponseParts>][] = [
  [
    'RSA-SHA512 and SHA-512 digests',
    {
      algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digest: 'http://www.w3.org/2001/04/xmlenc#sha512',
    },
  ],
  ['inclusive canonicalisation', { canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }],
  ['canonicalisation with comments', { canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }],
  ['a PrefixList, also where xml-crypto puts one too many', { prefixList: ['saml', 'samlp'] }],
  ['comments between the elements', { before: (xml) => xml.replaceAll('<saml:Subject>', '<!-- x --><saml:Subject>') }],
  ['an XML declaration', { after: (xml) => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}` }],
  ['a byte order mark', { after: (xml) => `\ufeff${xml}` }],
  [
    'namespaces declared on each of 150 values, as Okta does',
    {
      claims: { ...GENUINE.claims, groups: Array.from({ length: 150 }, (_, index) => `group-${index}`) },
      before: declareOnValues,
    },
  ],
  ['no Issuer on the Response', { issuer: null }],
  [
    'a second audience',
    {
      conditions: GENUINE.conditions.replace(
        '<saml:Audience>',
        '<saml:Audience>urn:other</saml:Audience><saml:Audience>',
      ),
    },
  ],
  [
    'a second confirmation for somebody else',
    {
      confirmation:
        GENUINE.confirmation.replace(/Recipient="[^"]*"/, 'Recipient="https://other.example.com"') +
        GENUINE.confirmation,
    },
  ],
]

function declareOnValues(xml: string): string {
  const declared =
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string"'
  return xml.replaceAll('<saml:AttributeValue>', `<saml:AttributeValue${declared}>`)
}

test.each(GENUINE_SHAPES)('%s is accepted', async (_what, changes) => {
  const report = await judge(changes as Partial<ResponseParts>)
  expect(faultsOf(report)).toEqual([])
  expect(report.signatures.map(({ valid }) => valid)).toEqual([true, true])
  expect(report.worker?.friendlyName).toBe('ada@example.com')
})

test('an Id on each Signature is no fault', async () => {
  const ids = ['_signature-1', '_signature-2']
  const report = await judge({ identifySignature: () => ids.pop() ?? '' })
  expect(faultsOf(report)).toEqual([])
})

test('values arrive exactly as they were signed', async () => {
  const values = ['🗼', ' spaces ', 'a&b<c>"\'', '\ttab', 'Zoë', '__proto__', 'x'.repeat(500)]
  const report = await judge({ claims: { ...GENUINE.claims, about: values } })
  expect(report.claims.find(({ name }) => name === 'about')?.values).toEqual(values)
  expect(report.worker?.attributes.about).toEqual(values)
})

test('one of two configured certificates is enough, as while a key is rolled over', async () => {
  const other = loadFixture('responses/entra/both').settings.certificates[0] ?? ''
  for (const certificates of [[other, IDP_CERTIFICATE], [`${other}\n${IDP_CERTIFICATE}`]]) {
    expect(faultsOf(await judge({}, { certificates }))).toEqual([])
  }
})

test('a certificate may be given as bare base64', async () => {
  const bare = IDP_CERTIFICATE.replace(/-----[A-Z ]+-----|\s/g, '')
  expect(faultsOf(await judge({}, { certificates: [bare] }))).toEqual([])
})

test('the algorithms that are reported are those of SignedInfo, not what KeyInfo imitates', async () => {
  const decoy =
    '<ds:KeyInfo><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/></ds:KeyInfo>'
  const report = await judgeEnhanced(
    {
      algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
      sign: ['Response'],
      after: (xml) => xml.replace('<ds:SignedInfo>', `${decoy}<ds:SignedInfo>`),
    },
    { signaturePolicy: 'response' },
  )
  expect(faultsOf(report)).toEqual(
    expect.arrayContaining(['digest-algorithm-is-strong', 'signature-algorithm-is-strong']),
  )
  expect(report.signatures[0]).toMatchObject({ algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })
})

test('a user with several e-mail addresses gets the identity of the first', async () => {
  const report = await judgeEnhanced({ claims: { ...GENUINE.claims, email: ['ada@example.com', 'al@example.com'] } })
  expect(report.worker?.attributes).toMatchObject({
    email: ['ada@example.com', 'al@example.com'],
    contact_uri: 'client:ada_40example_2Ecom',
  })
})

/** Opens a document that is known to be one. */
function open(xml: string): OpenDocument {
  const { document, fault } = openDocument(Buffer.from(xml))
  if (fault) throw new Error(fault.message)
  return document
}

/** Signs the Response anew, for what xml-crypto cannot sign. `index` is the place of the Signature among the children. */
function resign(xml: string, index: number, hash: string, key: string): string {
  const form: CanonicalForm = { mode: 1, withComments: false, inclusivePrefixes: [] }
  const digest = createHash('sha256')
    .update(canonicalTextOfElement(open(xml), [], form, index))
    .digest('base64')
  const digested = xml.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${digest}`)
  const signedInfo = canonicalTextOfElement(open(digested), [index, 0], form)
  const value = signBytes(hash, Buffer.from(signedInfo), { key, dsaEncoding: 'ieee-p1363' }).toString('base64')
  return digested.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`)
}

const signedResponse = () => Buffer.from(buildResponse({ sign: ['Response'] }), 'base64').toString('utf8')

test.each<[what: string, change: (xml: string) => string, hash: string]>([
  ['a processing instruction before the Issuer', (xml) => xml.replace('<saml:Issuer>', '<?x?><saml:Issuer>'), 'sha256'],
  ['RSA-SHA384', (xml) => xml.replace('#rsa-sha256', '#rsa-sha384'), 'sha384'],
  ['a line separator in a value', (xml) => xml.replace('Ada Lovelace', 'Ada\u2028Lovelace\u0085'), 'sha256'],
])('%s, signed by hand, is accepted', async (_what, change, hash) => {
  const xml = resign(change(signedResponse()), 1, hash, IDP_KEY)
  const report = await checkResponse(Buffer.from(xml).toString('base64'), { ...SETTINGS, signaturePolicy: 'response' })
  expect(faultsOf(report)).toEqual([])
})

test('a signed form that libxml2 cannot write is refused, and crashes nothing', async () => {
  const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
  const after = (xml: string) =>
    xml
      .replace('<samlp:Response ', '<samlp:Response xmlns:unused="urn:a?b=1&amp;c" ')
      .replace(/(?<=CanonicalizationMethod Algorithm=")[^"]*/, inclusive)
  const report = await judge({ after })
  expect(failedErrors(report)).toEqual(['signature-structure-is-safe'])
  expect(report.findings.filter(({ status }) => status === 'crashed')).toEqual([])
})

test.each([
  ['sha256', 'P-256'],
  ['sha384', 'P-384'],
  ['sha512', 'P-521'],
])('an ECDSA signature with %s is r and s side by side, as XML Signature has it', (hash, namedCurve) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const document = open(resign(signedResponse().replace('#rsa-sha256', `#ecdsa-${hash}`), 1, hash, pem))
  const element = elementsOf(document.tree)[1]
  if (element === undefined) throw new Error('no signature')
  const placed = {
    place: { over: 'Response' as const, element: document.tree, path: [], location: '/' },
    element,
    index: 1,
  }
  const certificate = { sha256: 'X', notBefore: '', notAfter: '', key: 'ec', publicKey }
  expect(verifySignature(document, placed, [certificate]).report).toMatchObject({ valid: true, digestMatches: true })
  expect(verifySignature(document, placed, [readCertificate(IDP_CERTIFICATE)]).report).toMatchObject({ valid: false })
})
