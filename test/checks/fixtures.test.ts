import { expect, test } from '@jest/globals'
import type { Check } from '../../src/core/checks/check.ts'
import { CHECKS } from '../../src/core/checks/index.ts'
import type { Report } from '../../src/index.ts'
import { FAILED_BY_STORY, PASSED_BY_STORY } from '../support/checks/stories.ts'
import { CHECK_CASES, fileOf, writeCase } from '../support/checks.ts'
import { findingsOf } from '../support/expected-findings.ts'
import { reportOf } from '../support/fixture-cases.ts'
import { listFixtures, loadFixture, outlineOf, readGenerated } from '../support/fixtures.ts'
import { failedErrors, failedFindings, faultsOf } from '../support/response.ts'

const CASES = CHECK_CASES.map((each) => ({ ...each, file: fileOf(each) }))
const FAILING = CASES.filter(({ becomes }) => becomes === undefined)
const MILDER = CASES.filter(({ becomes }) => becomes !== undefined)

const expectFindings = findingsOf('checks')
const findingOf = (report: Report, id: string) => report.findings.find((each) => each.id === id)

/** An error has no other error beside it, anything else no other finding at all but the one of every legacy login. */
function expectFailsAlone(report: Report, id: string): void {
  const finding = findingOf(report, id)
  expect(finding).toMatchObject({
    status: 'fail',
    expected: expect.any(String),
    received: expect.any(String),
    fix: expect.any(String),
  })
  if (finding?.severity === 'error') {
    expect(failedErrors(report)).toEqual([id])
    expect([report.outcome, report.worker, report.changes]).toEqual(['rejected', null, []])
  } else {
    expect(id === 'endpoint-is-current' ? failedFindings(report) : faultsOf(report)).toEqual([id])
    expect(report.outcome).toBe('accepted')
  }
}

test.each(CASES)('$file is the output of its generator', (each) => {
  const written = writeCase(each)
  expect(outlineOf(readGenerated(each.file, written))).toEqual(outlineOf(written))
})

test('every file of fixtures/checks comes from the table', () => {
  expect(listFixtures('checks')).toEqual(CASES.map(({ file }) => file).sort())
})

test('every check is failed by one file or by one story', () => {
  const failing = [...FAILING.map(({ id }) => id), ...Object.keys(FAILED_BY_STORY)]
  expect(failing.sort()).toEqual(CHECKS.map(({ id }) => id).sort())
})

test.each(CASES)('$file gets the verdict and the findings that its header expects', async ({ file }) => {
  const report = reportOf(file)
  const { expect: outcome, expectFail } = loadFixture(file)
  expect(report.outcome).toBe(outcome)
  expectFindings(file, report, expectFail)
  expect(report.findings.filter(({ status }) => status === 'crashed')).toEqual([])
})

test.each(FAILING)('$file fails only that check', ({ id, file }) => {
  expectFailsAlone(reportOf(file), id)
})

test.each(Object.entries(FAILED_BY_STORY))('only %s fails in its story', async (id, tell) => {
  expectFailsAlone(await tell(), id)
})

test.each(MILDER)('on enhanced, $id becomes $becomes', ({ id, file, becomes }) => {
  const finding = findingOf(reportOf(file), id)
  expect(finding?.status === 'fail' ? finding.severity : finding?.status).toBe(becomes)
})

test('every check whose severity differs on enhanced has a file that shows it', () => {
  const differs = ({ severity }: Check) => typeof severity !== 'string'
  const shown = new Set(MILDER.map(({ id }) => id))
  expect(CHECKS.filter((check) => differs(check) && !shown.has(check.id))).toEqual([])
})

test('every check is passed by some file, or by a story', async () => {
  const reports = [...listFixtures('responses'), ...listFixtures('checks')].map(reportOf)
  const told = await Promise.all(Object.values(PASSED_BY_STORY).map((tell) => tell()))
  const passed = (each: Report[]) =>
    new Set(each.flatMap(({ findings }) => findings.filter(({ status }) => status === 'pass').map(({ id }) => id)))
  const byFile = passed(reports)
  const remaining = CHECKS.map(({ id }) => id).filter((id) => !byFile.has(id))
  expect(remaining).toEqual(Object.keys(PASSED_BY_STORY))
  expect(remaining.filter((id) => !passed(told).has(id))).toEqual([])
})
