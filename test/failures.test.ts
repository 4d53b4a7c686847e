import { expect, test } from '@jest/globals'
import { findingsOf } from './support/expected-findings.ts'
import { FAILURES, fileOf, writeFailure } from './support/failures.ts'
import { reportOf } from './support/fixture-cases.ts'
import { listFixtures, loadFixture, outlineOf, readGenerated } from './support/fixtures.ts'

const expectFindings = findingsOf('failures')
const RANKS = ['error', 'warning', 'notice']

test.each(FAILURES)('$name: the file is what its generator makes', (failure) => {
  const written = writeFailure(failure)
  expect(outlineOf(readGenerated(fileOf(failure), written))).toEqual(outlineOf(written))
})

test('every file of fixtures/failures comes from the table', () => {
  expect(listFixtures('failures')).toEqual(FAILURES.map(fileOf).sort())
})

test.each(FAILURES)('$name: what is told first is the cause, and what to do', async (failure) => {
  const { first, says, expect: outcome } = failure
  const { expectFail } = loadFixture(fileOf(failure))
  const report = reportOf(fileOf(failure))
  const faults = report.findings
    .filter(({ status }) => status === 'fail' || status === 'crashed')
    .sort((a, b) => RANKS.indexOf(a.severity) - RANKS.indexOf(b.severity))
  expect({ outcome: report.outcome, first: faults[0]?.id }).toEqual({ outcome, first })
  expectFindings(fileOf(failure), report, expectFail)
  const told = [faults[0]?.received, faults[0]?.difference, faults[0]?.because, faults[0]?.fix].join(' ')
  for (const words of says) expect(told).toMatch(words)
})
