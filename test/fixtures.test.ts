import { expect, test } from '@jest/globals'
import { checkResponse } from '../src/index.ts'
import { findingsOf } from './support/expected-findings.ts'
import { listFixtures, loadFixture } from './support/fixtures.ts'

const expectFindings = findingsOf('responses')

test.each(listFixtures('responses'))('%s gets the verdict and the findings that its header expects', async (name) => {
  const { settings, samlResponse, expect: outcome, expectFail } = loadFixture(name)
  const report = await checkResponse(samlResponse, settings)
  expect(report.outcome).toBe(outcome)
  expectFindings(name, report, expectFail)
})
