import { expect, test } from '@jest/globals'
import { checkResponse } from '../../src/index.ts'
import { listFixtures, loadFixture } from '../support/fixtures.ts'
import { validateReport } from '../support/report-schema.ts'

test('every fixture’s Report validates against docs/report.schema.json', async () => {
  const names = ['responses', 'attacks', 'checks'].flatMap(listFixtures)
  expect(names.length).toBeGreaterThan(800)
  for (const name of names) {
    const { settings, samlResponse } = loadFixture(name)
    const report = await checkResponse(samlResponse, settings)
    const valid = validateReport(report)
    expect({ name, valid, errors: validateReport.errors }).toEqual({ name, valid: true, errors: null })
  }
})
