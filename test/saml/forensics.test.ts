import { sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { prettyPrint, readAsLatin1 } from '../support/forensics/alter.ts'
import { namesOf, signaturesOf } from '../support/forensics/names.ts'
import { resign } from '../support/resign.ts'
import { buildResponse, IDP_CERTIFICATE } from '../support/response.ts'

const KEYS = new URL('../../fixtures/keys/', import.meta.url)
const decode = (base64: string) => Buffer.from(base64, 'base64').toString()
const P256 = readFileSync(new URL('insecure-idp-p256.key', KEYS), 'utf8')
const P256_CERTIFICATE = readFileSync(new URL('insecure-idp-p256.crt', KEYS), 'utf8')
const ECDSA = { algorithm: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256' }
const EXCLUSIVE = { mode: 1 as const, withComments: false, inclusivePrefixes: [] }

/** A Response signed with ECDSA, its signature written as `encoding` says. */
function signWithEcdsa(dsaEncoding: 'der' | 'ieee-p1363', after = (xml: string) => xml): string {
  const method = (xml: string) => xml.replace(/(?<=SignatureMethod Algorithm=")[^"]*/, ECDSA.algorithm)
  const signer = { sign: (info: Buffer) => sign('sha256', info, { key: P256, dsaEncoding }) }
  return after(resign(method(decode(buildResponse({ sign: ['Response'] }))), [], EXCLUSIVE, signer))
}

test('an ECDSA signature in DER is distinguished from one made by another key', () => {
  expect(namesOf(signWithEcdsa('ieee-p1363'), [P256_CERTIFICATE])).toEqual(['valid'])
  expect(namesOf(signWithEcdsa('der'), [P256_CERTIFICATE])).toEqual(['signed-as-der'])
  expect(namesOf(signWithEcdsa('ieee-p1363'), [IDP_CERTIFICATE])).toEqual([null])
})

test('an alteration is also found under an ECDSA key, which does not reveal what it signed', () => {
  expect(namesOf(signWithEcdsa('ieee-p1363', prettyPrint), [P256_CERTIFICATE])).toEqual(['pretty-printed'])
})

test('a key is recognised by what it signed, whatever the current content', () => {
  const spaced = (xml: string) => xml.replaceAll('<ds:SignedInfo', '<ds:SignedInfo Id="a"')
  const [response] = signaturesOf(decode(buildResponse({ after: spaced, sign: ['Response'] })), [IDP_CERTIFICATE])
  expect(response).toMatchObject({
    valid: false,
    verifiedBy: null,
    forensics: { madeBy: 'configured', alteration: null },
  })
  const [foreign] = signaturesOf(decode(buildResponse({ after: spaced, sign: ['Response'] })), [P256_CERTIFICATE])
  expect(foreign).toMatchObject({ valid: false, forensics: { madeBy: null, alteration: null } })
})

test('nothing is examined if signatures are valid, or if the structure is not safe', () => {
  const genuine = decode(buildResponse())
  expect(signaturesOf(genuine, [IDP_CERTIFICATE]).map(({ forensics }) => forensics)).toEqual([null, null])
  const unsafe = genuine.replace('URI="#_response"', 'URI=""')
  expect(signaturesOf(unsafe, [IDP_CERTIFICATE]).map(({ forensics }) => forensics)).toEqual([null, null])
})

test('two alterations at the same time are not reported as one', () => {
  const both = (xml: string) => prettyPrint(readAsLatin1(xml).replace('Lovelace', 'Byron'))
  expect(namesOf(decode(buildResponse({ after: both })), [IDP_CERTIFICATE])).toEqual([null, null])
})
