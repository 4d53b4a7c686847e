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

test('the foreign and the configured certificate are both named, with their validity', async () => {
  const { expected, received, because } = findingOf(await judge({ sign: [], after: byStranger }), KEY)
  const told = /SHA-256 [0-9A-F]{64}, valid from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/
  expect(expected).toMatch(told)
  expect(received).toMatch(told)
  expect(received).not.toBe(expected)
  expect(because).toMatch(/verifies the signature.*compare its fingerprint/)
  expect(because).not.toMatch(/name of the configured one/)
})

test('every configured certificate is named, and none comes from the message', async () => {
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

test('a certificate with the same subject is distinguished from an unrelated one', async () => {
  const { settings, samlResponse } = loadFixture('attacks/foreign-key/look-alike-certificate')
  const newer = findingOf(await checkResponse(samlResponse, settings), KEY)
  expect(newer.because).toMatch(/same subject as the configured one \(CN=idp-rsa\.test\) and is newer/)
  expect(newer.because).toMatch(/compare its fingerprint/)
  const genuine = loadFixture('responses/simplesamlphp/base-sp-redirect')
  const certificates = [/X509Certificate>([^<]*)</.exec(Buffer.from(samlResponse, 'base64').toString())?.[1] ?? '']
  const older = await checkResponse(genuine.samlResponse, { ...genuine.settings, certificates })
  expect(findingOf(older, KEY).because).toMatch(/same subject as the configured one .* and is not newer/)
})

test('a key that the message does not name is the cause, unless a configured key made the other signature', async () => {
  const unnamed = findingOf(await judge({ key: foreignKey() }), KEY)
  expect(unnamed).toMatchObject({ status: 'fail', received: expect.stringMatching(/carries no certificate/) })
  const cut = (xml: string) => xml.replace(/(?<=SignatureValue>)[^<]{8}/, 'AAAAAAAA')
  const report = await judge({ after: cut })
  expect(findingOf(report, KEY).status).toBe('pass')
  expect(findingOf(report, 'response-signature-valid').received).toMatch(/no configured key verifies/)
})

test.each([
  ['Assertion', 'response-is-signed', 'no Signature here; only the Assertion is signed'],
  ['Response', 'assertion-is-signed', 'no Signature here; only the Response is signed'],
  [null, 'response-is-signed', 'no Signature here, nor on the Assertion'],
] as const)('if only %s is signed, %s says so', async (over, id, received) => {
  expect(findingOf(await judge({ sign: over ? [over] : [] }), id).received).toBe(received)
})

test('a rejected algorithm is named, with the one to choose', async () => {
  const md5 = (xml: string) => xml.replaceAll('rsa-sha256', 'rsa-md5')
  const { expected, received, fix } = findingOf(await judge({ after: md5 }), 'signature-structure-is-safe')
  expect(received).toBe('RSA with MD5 (http://www.w3.org/2001/04/xmldsig-more#rsa-md5)')
  expect(expected).toBe('RSA or ECDSA with SHA-256, SHA-384 or SHA-512 (SHA-1 is warned about)')
  expect(fix).toMatch(/RSA-SHA256/)
})

test('an algorithm that does not fit the configured key is distinguished from a different key', async () => {
  const { settings, samlResponse } = loadFixture('attacks/foreign-key/ecdsa-by-name-with-an-rsa-key')
  const { because } = findingOf(await checkResponse(samlResponse, settings), KEY)
  expect(because).toMatch(/ecdsa-sha256\) requires a different type of key than the configured one, which is rsa 2048/)
})
