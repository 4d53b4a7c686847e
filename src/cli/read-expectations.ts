import { existsSync } from 'node:fs'
import type { Expectation } from '../expect/expectation.ts'
import { readExpectationFile, readExpectations } from '../login/expectations.ts'
import { readInput } from './read-input.ts'

/**
 * What the values of --expect say: each is a file where there is one of that name, or where it has neither a space nor a =,
 * as every expectation has; else it is an expectation.
 * @throws HarnessError
 */
export function readExpectFlags(values: readonly string[]): Expectation[] {
  return values.flatMap((value) =>
    isFile(value) ? readExpectationFile(readInput(value).toString('utf8'), value) : readExpectations([value]),
  )
}

const isFile = (value: string) => value !== '' && (existsSync(value) || !/[\s=]/.test(value))
