import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { checkResponse } from '../src/index.ts'
import { loadFixture } from './support/fixtures.ts'
import { plainAttributes } from './support/plain-attributes.ts'

/** What is true of a captured message, as xmlsec1 and its capture tell; written down before this judge existed. */
interface Expected {
  file: string
  encrypted: boolean
  responseSignature: { present: boolean; valid: boolean }
  assertionSignature: { present: boolean; valid: boolean }
  issuer: string
  nameId: string
  nameIdFormat: string
  attributes: Record<string, string[]>
}

const EXPECTED: Expected[] = JSON.parse(
  readFileSync(new URL('../fixtures/responses/expected.json', import.meta.url), 'utf8'),
)

const expectedAttributes = ({ attributes }: Expected) => plainAttributes(Object.entries(attributes))

function expectedToPass(expected: Expected): boolean {
  const names = ['full_name', 'email', 'roles']
  const claims = names.every((name) => expected.attributes[name]?.some((value) => value !== ''))
  const role = [expectedAttributes(expected).roles ?? []]
    .flat()
    .some((each) => ['agent', 'supervisor', 'admin'].includes(each))
  return expected.responseSignature.valid && expected.assertionSignature.valid && !expected.encrypted && claims && role
}

test('there are 100 captured messages', () => {
  expect(EXPECTED).toHaveLength(100)
})

test.each(EXPECTED)('$file is judged as what it is', async (expected) => {
  const { settings, samlResponse } = loadFixture(`responses/${expected.file}`)
  const report = await checkResponse(samlResponse, settings)
  expect(report.outcome).toBe(expectedToPass(expected) ? 'accepted' : 'rejected')
  expect(report.idp.issuer).toBe(expected.issuer)

  const visible = {
    Response: expected.responseSignature,
    Assertion: expected.encrypted ? { present: false } : expected.assertionSignature,
  }
  for (const over of ['Response', 'Assertion'] as const) {
    const signature = report.signatures.find((each) => each.over === over)
    expect({ over, present: signature !== undefined }).toEqual({ over, present: visible[over].present })
    if (signature) expect(signature.valid).toBe(true)
  }

  if (expected.encrypted) return
  expect(report.subject).toMatchObject({ nameId: expected.nameId, format: expected.nameIdFormat })
  expect(Object.fromEntries(report.claims.map(({ name, values }) => [name, values]))).toEqual(expected.attributes)
  const { contact_uri: contactUri, ...attributes } = report.worker?.attributes ?? {}
  if (expectedToPass(expected)) {
    expect(attributes).toEqual(expectedAttributes(expected))
    expect(contactUri).toMatch(/^client:[A-Za-z0-9_]+$/)
    expect(report.worker?.friendlyName).toBe(expected.nameId)
  } else {
    expect(report.worker).toBeNull()
  }
})

/** SimpleSAMLphp and samlp are no products of this list: what they look like has to be said, and not be guessed. */
const FAMILIES: Record<string, string> = {
  entra: 'entra',
  salesforce: 'salesforce',
  simplesamlphp: 'generic',
  'node-samlp': 'generic',
}

test.each(EXPECTED)('$file: the product is recognised by its evidence', async ({ file }) => {
  const { settings, samlResponse } = loadFixture(`responses/${file}`)
  const { idp } = await checkResponse(samlResponse, settings)
  expect(idp.product).toBe(FAMILIES[file.split('/')[0] ?? ''])
  expect(idp.evidence.length).toBeGreaterThan(0)
  if (idp.product === 'generic') expect(idp.evidence[0]).toContain('no product recognised')
})
