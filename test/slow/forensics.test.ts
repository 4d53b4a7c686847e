import { expect, test } from '@jest/globals'
import type { Alteration } from '../../src/core/domain/saml.ts'
import { openDocument, plainText } from '../../src/core/saml/xml.ts'
import { listFixtures, loadFixture, xmlOf } from '../support/fixtures.ts'
import { prettyPrint } from '../support/forensics/alter.ts'
import { namesOf, signaturesOf } from '../support/forensics/names.ts'
import { buildResponse, IDP_CERTIFICATE } from '../support/response.ts'

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
  const xml = Buffer.from(buildResponse(), 'base64').toString()
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
