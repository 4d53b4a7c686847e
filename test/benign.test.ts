import { expect, test } from '@jest/globals'
import { checkResponse } from '../src/edge/library/check-response.ts'
import {
  attributesOf,
  BENIGN,
  claimsOf,
  fileOf,
  nameIdOf,
  readSignatureValues,
  signBenign,
  writeBenign,
} from './support/benign.ts'
import { findingsOf } from './support/expected-findings.ts'
import { isUpdating, listFixtures, loadFixture, outlineOf, readGenerated, xmlOf } from './support/fixtures.ts'

const CASES = BENIGN.map((benign) => ({ benign, file: fileOf(benign) }))

const expectFindings = findingsOf('benign')

/** The signatures in the file. They are made again only if the file differs from its row. */
function keptValues({ benign, file }: (typeof CASES)[number]) {
  try {
    return readSignatureValues(benign, xmlOf(loadFixture(file)))
  } catch {
    return null
  }
}

test.each(CASES)('$file is what its generator makes, whatever its signatures are', ({ benign, file }) => {
  const values = keptValues({ benign, file }) ?? (isUpdating ? signBenign(benign) : {})
  const written = writeBenign(benign, values)
  expect(outlineOf(readGenerated(file, written))).toEqual(outlineOf(written))
})

test('every file of fixtures/benign comes from the table', () => {
  expect(listFixtures('benign')).toEqual(CASES.map(({ file }) => file).sort())
})

test.each(CASES)('$file is accepted, and warned about as expected', async ({ file }) => {
  const { settings, samlResponse, expect: outcome, expectFail } = loadFixture(file)
  const report = await checkResponse(samlResponse, settings)
  expect(report.outcome).toBe(outcome)
  expectFindings(file, report, expectFail)
  expect(outcome).toBe('accepted')
  expect(report.flexVerdict).not.toBe('rejected')
  expect(report.findings.filter(({ status }) => status === 'crashed' || status === 'not-run')).toEqual([])
})

test.each(CASES)('what $file says arrives exactly as it was signed', async ({ benign, file }) => {
  const { settings, samlResponse } = loadFixture(file)
  const { subject, claims, worker, signatures } = await checkResponse(samlResponse, settings)
  expect(subject).toMatchObject({ nameId: nameIdOf(benign), verified: true })
  expect(claims.map(({ name, values, verified }) => ({ name, values, verified }))).toEqual(
    claimsOf(benign).map(([name, values]) => ({ name, values, verified: true })),
  )
  expect(worker?.friendlyName).toBe(nameIdOf(benign))
  expect(worker?.attributes).toEqual({ contact_uri: worker?.attributes.contact_uri, ...attributesOf(benign) })
  const valid = signatures.filter((signature) => signature.valid).map(({ over }) => over)
  expect(valid.sort()).toEqual(benign.parts?.sign ?? ['Assertion', 'Response'])
})
