import { expect, test } from '@jest/globals'
import { x509Data } from '../../src/core/mutations/attacks/forge-signature.ts'
import { checkResponse, type Report } from '../../src/index.ts'
import { FOREIGN_CERTIFICATE, forgeBoth } from '../support/attacks/forge.ts'
import { loadFixture } from '../support/fixtures.ts'
import { foreignKey, IDP_CERTIFICATE, judge } from '../support/response.ts'

const KEY = 'signing-certificate-is-configured'
const findingOf = ({ findings }: Report, id: string) => {
  const found = findings.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no finding ${id}`)
  return found
}

const byStranger = (xml: string) => forgeBoth(xml, { keyInfo: x509Data(FOREIGN_CERTIFICATE) })

test('a foreign certificate and the configured one are both told, with their validity', async () => {
  const { expected, received, because } = findingOf(await judge({ sign: [], after: byStranger }), KEY)
  const told = /SHA-256 [0-9A-F]{64}, valid from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/
  expect(expected).toMatch(told)
  expect(received).toMatch(told)
  expect(received).not.toBe(expected)
  expect(because).toMatch(/would verify the signature.*Compare its fingerprint/)
  expect(because).not.toMatch(/name of the configured one/)
})

test('every configured certificate is named, and none is taken from the message', async () => {
  const report = await judge({ sign: [], after: byStranger })
  const names = findingOf(report, KEY).expected?.match(/[0-9A-F]{64}/g)
  const both = await judge(
    { sign: [], after: byStranger },
    { certificates: [IDP_CERTIFICATE, ...loadFixture('responses/entra/both').settings.certificates] },
  )
  expect(names).toHaveLength(1)
  expect(findingOf(both, KEY).expected?.match(/[0-9A-F]{64}/g)).toEqual([...(names ?? []), expect.any(String)])
  expect(findingOf(both, KEY).received).not.toContain(names?.[0])
})

test('a certificate of the same name is told from that of a stranger', async () => {
  const { settings, samlResponse } = loadFixture('attacks/foreign-key/look-alike-certificate')
  const newer = findingOf(await checkResponse(samlResponse, settings), KEY)
  expect(newer.because).toMatch(/name of the configured one \(CN=idp-rsa\.test\) and is newer/)
  expect(newer.because).toMatch(/Compare its fingerprint/)
  const genuine = loadFixture('responses/simplesamlphp/base-sp-redirect')
  const certificates = [/X509Certificate>([^<]*)</.exec(Buffer.from(samlResponse, 'base64').toString())?.[1] ?? '']
  const older = await checkResponse(genuine.samlResponse, { ...genuine.settings, certificates })
  expect(findingOf(older, KEY).because).toMatch(/name of the configured one .* and is not newer/)
})

test('a key that the message does not name is the fault, unless a configured key made the other signature', async () => {
  const unnamed = findingOf(await judge({ key: foreignKey() }), KEY)
  expect(unnamed).toMatchObject({ status: 'fail', received: expect.stringMatching(/no certificate in the message/) })
  const cut = (xml: string) => xml.replace(/(?<=SignatureValue>)[^<]{8}/, 'AAAAAAAA')
  const report = await judge({ after: cut })
  expect(findingOf(report, KEY).status).toBe('pass')
  expect(findingOf(report, 'response-signature-valid').received).toMatch(/no configured key verifies/)
})

test.each([
  ['Assertion', 'response-is-signed', 'no Signature there: of the two only the Assertion is signed'],
  ['Response', 'assertion-is-signed', 'no Signature there: of the two only the Response is signed'],
  [null, 'response-is-signed', 'no Signature there, nor on the Assertion'],
] as const)('where only %s is signed, %s says so', async (over, id, received) => {
  expect(findingOf(await judge({ sign: over ? [over] : [] }), id).received).toBe(received)
})

test('the algorithm that is refused is named, and what to choose', async () => {
  const md5 = (xml: string) => xml.replaceAll('rsa-sha256', 'rsa-md5')
  const { expected, received, fix } = findingOf(await judge({ after: md5 }), 'signature-structure-is-safe')
  expect(received).toBe('RSA with MD5 (http://www.w3.org/2001/04/xmldsig-more#rsa-md5)')
  expect(expected).toBe('RSA or ECDSA with SHA-256, SHA-384 or SHA-512 (SHA-1 is warned about)')
  expect(fix).toMatch(/RSA-SHA256/)
})

test('an algorithm that the configured key cannot have is told from a key that is another', async () => {
  const { settings, samlResponse } = loadFixture('attacks/foreign-key/ecdsa-by-name-with-an-rsa-key')
  const { because } = findingOf(await checkResponse(samlResponse, settings), KEY)
  expect(because).toMatch(/ecdsa-sha256\) asks for a key of another kind than the configured one, which is rsa 2048/)
})
