import { expect, test } from '@jest/globals'
import { BY_SIGNER } from '../src/core/checks/alterations.ts'
import { readMessage } from '../src/core/saml/read.ts'
import { checkResponse } from '../src/index.ts'
import { findingsOf } from './support/expected-findings.ts'
import { listFixtures, loadFixture, outlineOf, readGenerated } from './support/fixtures.ts'
import { FORENSIC_CASES, fileOf, writeForensicCase } from './support/forensics.ts'
import { failedErrors } from './support/response.ts'

const CASES = FORENSIC_CASES.map((each) => ({ ...each, file: fileOf(each) }))
const expectFindings = findingsOf('forensics')

test.each(CASES)('$file is what its generator makes', (each) => {
  const written = writeForensicCase(each)
  expect(outlineOf(readGenerated(each.file, written))).toEqual(outlineOf(written))
})

test('every file of fixtures/forensics comes from the table', () => {
  expect(listFixtures('forensics')).toEqual(CASES.map(({ file }) => file).sort())
})

test.each(CASES)('the first error of $file says what broke the signature, and no other repeats it', async (each) => {
  const { settings, samlResponse, expectFail } = loadFixture(each.file)
  const report = await checkResponse(samlResponse, settings)
  expect(report.outcome).toBe('rejected')
  expectFindings(each.file, report, expectFail)
  expect(failedErrors(report).sort()).toEqual([...each.fails].sort())
  const { difference, because, received, expected, fix } =
    report.findings.find(({ id, status }) => id === each.fails[0] && status === 'fail') ?? {}
  expect([difference, received, because].join(' ')).toMatch(each.says)
  expect([expected, fix].join(' ')).not.toMatch(/undefined|null|\{/)
})

test.each(CASES)('forensics of $file names what was done to each signature', ({ file, found }) => {
  const { settings, samlResponse } = loadFixture(file)
  const { signatures = [] } = readMessage([samlResponse], null, settings.certificates).verification ?? {}
  const broken = signatures.filter(({ valid }) => !valid)
  const named = Object.fromEntries(broken.map(({ over, forensics }) => [over, forensics?.alteration ?? null]))
  expect(named).toEqual(found)
})

test.each(CASES)('$file is called altered only where somebody altered it', async ({ file, found, fails }) => {
  const { settings, samlResponse } = loadFixture(file)
  const { findings } = await checkResponse(samlResponse, settings)
  const { received } = findings.find(({ id, status }) => id === fails[0] && status === 'fail') ?? {}
  const isSigners = Object.values(found).some((alteration) => BY_SIGNER.has(alteration))
  if (isSigners) expect(received).not.toMatch(/altered/)
  else if (fails[0] === 'response-signature-valid') expect(received).not.toMatch(/other bytes/)
})
