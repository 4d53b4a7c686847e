import { expect, test } from '@jest/globals'
import { base64OfPem } from '../../src/core/domain/pem.ts'
import { checkResponse } from '../../src/index.ts'
import { loadFixture } from '../support/fixtures.ts'
import { failedErrors, faultsOf, GENUINE, IDP_CERTIFICATE, judge, judgeEnhanced } from '../support/response.ts'

test('one of two configured certificates is enough, also where one text holds both', async () => {
  const other = loadFixture('responses/entra/both').settings.certificates[0] ?? ''
  expect(faultsOf(await judge({}, { certificates: [`${other}\n${IDP_CERTIFICATE}`] }))).toEqual([])
})

test('a certificate may be given as bare base64', async () => {
  const bare = base64OfPem(IDP_CERTIFICATE)
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

test('an ECDSA signature is held against no RSA key', async () => {
  const { settings, samlResponse } = loadFixture('benign/signature/ecdsa-p256')
  const report = await checkResponse(samlResponse, { ...settings, certificates: [IDP_CERTIFICATE] })
  expect(report.signatures.map(({ valid }) => valid)).toEqual([false, false])
  expect(faultsOf(report)).toEqual(['signing-certificate-is-configured'])
})
