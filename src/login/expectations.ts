import { CHECKS } from '../checks/index.ts'
import { nearNames } from '../checks/near-names.ts'
import type { ExpectationResult } from '../domain/expectation.ts'
import type { Report } from '../domain/report.ts'
import type { Expectation } from '../expect/expectation.ts'
import * as read from '../expect/read.ts'

const VOCABULARY = { checks: CHECKS.map(({ id }) => id), nearest: nearNames }

/** Reads expectations, each a line `PATH OP [VALUE]`. @throws HarnessError INVALID_REQUEST with number and column */
export const readExpectations = (lines: readonly string[]): Expectation[] => read.readExpectations(lines, VOCABULARY)

/** Reads a file of expectations, YAML or JSON. @throws HarnessError UNREADABLE_INPUT with line and column */
export const readExpectationFile = (content: string, name: string): Expectation[] =>
  read.readExpectationFile(content, name, VOCABULARY)

/** Each expectation held against a Report, in their order. */
export function holdAgainst(expectations: readonly Expectation[], report: Report): ExpectationResult[] {
  return expectations.map((expectation) => expectation.check(report))
}

/** An expectation that was missed, in words. */
export const describeMiss = ({ expectation, expected, received }: ExpectationResult): string =>
  `${expectation}: expected ${expected}, received ${received}`
