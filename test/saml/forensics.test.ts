import { sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import type { Alteration } from '../../src/domain/saml.ts'
import { readMessage } from '../../src/saml/read.ts'
import { openDocument, plainText } from '../../src/saml/xml.ts'
import { listFixtures, loadFixture, xmlOf } from '../support/fixtures.ts'
import { prettyPrint, readAsLatin1 } from '../support/forensics/alter.ts'
import { resign } from '../support/resign.ts'
import { buildResponse, IDP_CERTIFICATE } from '../support/response.ts'

const KEYS = new URL('../../fixtures/keys/', import.meta.url)
const decode = (base64: string) => Buffer.from(base64, 'base64').toString()
const signaturesOf = (xml: string, certificates: string[]) =>
  readMessage([Buffer.from(xml).toString('base64')], null, certificates).verification?.signatures ?? []

/** What is found out of each signature, by the element that it is over. */
const namesOf = (xml: string, certificates: string[]) =>
  signaturesOf(xml, certificates).map(({ valid, forensics }) => (valid ? 'valid' : (forensics?.alteration ?? null)))

/** Captured messages in which every signature holds, and whose RSA key is configured. */
const CAPTURED = listFixtures('responses').flatMap((name) => {
  const bundle = loadFixture(name)
  const { certificates } = bundle.settings
  const xml = xmlOf(bundle)
  const signatures = signaturesOf(xml, certificates)
  const isSigned = signatures.length > 0 && signatures.every(({ valid }) => valid)
  return isSigned ? [{ name, xml, certificates, count: signatures.length }] : []
})

/** One value of a claim, which no signer writes in lines. */
const VALUE = /(?<=AttributeValue[^>]*>)([^<>\s]+)(?=<)/

/** What is done to a captured message, and the name that it has to get. */
const ALTERED: [what: string, alteration: Alteration | null, alter: (xml: string) => string][] = [
  ['is pretty-printed', 'pretty-printed', prettyPrint],
  ['gets an instruction', 'asides-added', (xml) => xml.replace(/<(\w+:)?Conditions/, '<?seen?>$&')],
  ['gets white space around a value', 'values-padded', (xml) => xml.replace(VALUE, '\n $1\n ')],
  ['gets a carriage return', 'carriage-returns-added', (xml) => xml.replace(VALUE, '$1&#13;')],
  ['loses a letter', null, (xml) => xml.replace(VALUE, (value) => value.slice(1))],
  ['gets a letter', null, (xml) => xml.replace(VALUE, '$1x')],
]

const hasAssertion = ({ xml }: (typeof CAPTURED)[number]) => /<(\w+:)?Conditions/.test(xml)

test.each(ALTERED)('a captured message that %s is said to be so', (_what, alteration, alter) => {
  const wrong = CAPTURED.filter(hasAssertion).flatMap(({ name, xml, certificates, count }) => {
    const names = namesOf(alter(xml), certificates)
    return names.length === count && names.every((each) => each === alteration) ? [] : [[name, names]]
  })
  expect(wrong).toEqual([])
  expect(CAPTURED.filter(hasAssertion).length).toBeGreaterThan(50)
})

test('the white space that a PHP signer writes into its signatures is put back', () => {
  const messages = CAPTURED.filter(hasAssertion).filter(({ name }) => name.includes('simplesamlphp'))
  expect(messages.length).toBeGreaterThan(10)
  for (const { xml, certificates, count } of messages) {
    const minified = xml.replace(/>\s+</g, '><')
    expect(namesOf(minified, certificates)).toEqual(Array(count).fill('white-space-removed'))
  }
})

test('a Response that was altered around a captured assertion says so of itself alone', () => {
  const both = CAPTURED.filter(({ count }) => count === 2)
  for (const { xml, certificates } of both) {
    const altered = xml.replace(/ Destination="[^"]*"/, ' Destination="http://10.0.0.1/"')
    expect(namesOf(altered, certificates)).toEqual(['value-replaced', 'valid'])
  }
  expect(both.length).toBeGreaterThan(10)
})

test('what is looked into is what was sent: nothing undone is nothing changed', () => {
  for (const { xml, certificates } of CAPTURED) {
    const { document } = openDocument(Buffer.from(xml))
    if (document === null) throw new Error('not open')
    expect(namesOf(plainText(document), certificates)).toEqual(namesOf(xml, certificates))
    document.libxml.dispose()
  }
})

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

test('an ECDSA signature in DER is told from one that was made by another key', () => {
  expect(namesOf(signWithEcdsa('ieee-p1363'), [P256_CERTIFICATE])).toEqual(['valid'])
  expect(namesOf(signWithEcdsa('der'), [P256_CERTIFICATE])).toEqual(['signed-as-der'])
  expect(namesOf(signWithEcdsa('ieee-p1363'), [IDP_CERTIFICATE])).toEqual([null])
})

test('an alteration is found under an ECDSA key too, which does not tell what it signed', () => {
  expect(namesOf(signWithEcdsa('ieee-p1363', prettyPrint), [P256_CERTIFICATE])).toEqual(['pretty-printed'])
})

test('a key is told by what it signed, whatever stands there now', () => {
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

test('nothing is looked into where signatures hold, nor where the structure is not safe', () => {
  const genuine = decode(buildResponse())
  expect(signaturesOf(genuine, [IDP_CERTIFICATE]).map(({ forensics }) => forensics)).toEqual([null, null])
  const unsafe = genuine.replace('URI="#_response"', 'URI=""')
  expect(signaturesOf(unsafe, [IDP_CERTIFICATE]).map(({ forensics }) => forensics)).toEqual([null, null])
})

/** A small generator, so that a failure can be repeated. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

test('a letter changed anywhere is no alteration that has a name, and makes nothing valid', () => {
  const random = numbers(1)
  const pick = (length: number) => Math.floor((random.next().value as number) * length)
  const xml = decode(buildResponse())
  let looked = 0
  for (let run = 0; run < 300; run += 1) {
    const at = pick(xml.length)
    const altered = `${xml.slice(0, at)}${'abcxyz019'[pick(9)]}${xml.slice(at + 1)}`
    if (altered === xml) continue
    const signatures = signaturesOf(altered, [IDP_CERTIFICATE])
    const broken = signatures.filter(({ forensics }) => forensics !== null)
    looked += broken.length
    expect(broken.filter(({ valid, digestMatches, verifiedBy }) => valid || (digestMatches && verifiedBy))).toEqual([])
    const named = broken.flatMap(({ forensics }) => forensics?.alteration ?? [])
    expect(named.filter((each) => each !== 'value-replaced')).toEqual([])
  }
  expect(looked).toBeGreaterThan(100)
})

test('two alterations at once are not said to be one', () => {
  const both = (xml: string) => prettyPrint(readAsLatin1(xml).replace('Lovelace', 'Byron'))
  expect(namesOf(decode(buildResponse({ after: both })), [IDP_CERTIFICATE])).toEqual([null, null])
})
