import { expect, test } from '@jest/globals'
import { checkResponse } from '../src/index.ts'
import { listFixtures, loadFixture } from './support/fixtures.ts'
import { failedFindings } from './support/response.ts'

test.each(listFixtures('responses'))('%s gets the verdict and the findings that its header expects', async (name) => {
  const { settings, samlResponse, expect: outcome, expectFail } = loadFixture(name)
  const report = await checkResponse(samlResponse, settings)
  expect({ outcome: report.outcome, failed: failedFindings(report) }).toEqual({
    outcome,
    failed: [...(expectFail ?? [])].sort(),
  })
})
