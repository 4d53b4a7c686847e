import { existsSync } from 'node:fs'
import { VOCABULARY } from '../../app/waiting/expectations.ts'
import type { Expected } from '../../core/domain/expectation.ts'
import type { Report } from '../../core/domain/report.ts'
import type { Expectation } from '../../core/expect/expectation.ts'
import { readExpectationFile, readExpectations } from '../../core/expect/read.ts'
import { readInput } from './read-input.ts'

/** The help of `--expect`. */
export const EXPECT_HELP = "an expectation such as 'roles contains agent', or a file with {expect: [...]} (repeatable)"

const FILE = /^\S+\.(ya?ml|json)$/i

/**
 * Reads `--expect`, each an expectation or the name of a file. A value with the extension of such a file and no space
 * is a file, and so is any name of an existing file.
 * @throws HarnessError INVALID_REQUEST, UNREADABLE_INPUT
 */
export function readExpectFlags(given: readonly string[] = []): Expectation[] {
  return given.flatMap((text) =>
    FILE.test(text) || existsSync(text)
      ? readExpectationFile(readInput(text).toString('utf8'), text, VOCABULARY)
      : readExpectations([text], VOCABULARY),
  )
}

/** The results of expectations. */
export function holdAgainst(expectations: readonly Expectation[], report: Report): Expected {
  return {
    results: expectations.map((each) => each.check(report)),
    wantsRejection: expectations.some(({ wantsRejection }) => wantsRejection),
  }
}
