import { z } from 'zod'
import type { LoginSummary, Report } from '../../core/domain/report.ts'
import type { Miss } from '../../core/errors.ts'
import { type Expectation, MAX_LINE_CHARACTERS } from '../../core/expect/expectation.ts'
import { MOST_LINES, readExpectations } from '../../core/expect/read.ts'
import { list, NAME_CHARACTERS, text } from '../../core/input/limits.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import { VOCABULARY } from './expectations.ts'

/** An empty value, such as an unset variable, is reported at once. */
const fact = text(NAME_CHARACTERS).min(1, 'is empty; leave it out to accept any value').optional()
const line = text(MAX_LINE_CHARACTERS)
const lines = z.union([line, list(line, MOST_LINES)])

/** Which login is meant; fields that are left out match anything. `worker` is a NameID; it and `email` match regardless of case. */
export const loginCriteria = z.strictObject({
  account: fact.describe('The SID of an account'),
  connection: fact.describe('The SID of an SSO connection'),
  worker: fact.describe('A NameID, case-insensitive'),
  email: fact.describe('Case-insensitive'),
  outcome: z.enum(['accepted', 'rejected']).optional(),
  product: fact.describe('The product that sent the message'),
  expect: lines
    .optional()
    .describe('Expectations that its Report must meet, each a line such as `roles contains agent`'),
})

export type LoginCriteria = z.input<typeof loginCriteria>

/** The criteria that a store can look up. */
type LoginFacts = Omit<z.output<typeof loginCriteria>, 'expect'>

/** The criteria, ready to compare with logins. */
export interface WantedLogin {
  facts: LoginFacts
  expectations: readonly Expectation[]
}

const HINT = `Correct the criteria named. A login is found by ${Object.keys(loginCriteria.shape).join(', ')}.`

/** @throws HarnessError INVALID_REQUEST naming the field, or the expectation and its column */
export function readCriteria(criteria: LoginCriteria): WantedLogin {
  const { expect = [], ...facts } = parseInput(loginCriteria, criteria, 'what is waited for', HINT)
  return { facts, expectations: readExpectations([expect].flat(), VOCABULARY) }
}

/** Whether a login matches the facts. */
export const hasFacts = ({ facts }: WantedLogin, summary: LoginSummary): boolean => firstMisfit(facts, summary) === null

/** Why a login does not match; null if it does. `met` says how many of the criteria it meets. */
export function mismatchOf(
  { facts, expectations }: WantedLogin,
  summary: LoginSummary,
  report: Report | null,
): (Miss & { met: number }) | null {
  const mismatch = firstMisfit(facts, summary)
  if (mismatch !== null) return { because: mismatch, expectation: null, actual: null, met: 0 }
  if (report === null) return expectations.length > 0 ? { ...FORGOTTEN, met: 1 } : null
  const results = expectations.map((each) => each.check(report))
  const missed = results.find(({ holds }) => !holds)
  if (missed === undefined) return null
  const { expectation, actual } = missed
  const met = 1 + results.filter(({ holds }) => holds).length
  return { because: `it does not meet '${expectation}': found ${actual}`, expectation, actual, met }
}

const FORGOTTEN: Miss = { because: 'it was deleted meanwhile', expectation: null, actual: null }

/** The first fact that does not match, in words. */
function firstMisfit(facts: LoginFacts, summary: LoginSummary): string | null {
  for (const [name, actual, ignoreCase] of compared(summary)) {
    const wanted = facts[name]
    const same = ignoreCase ? actual?.toLowerCase() === wanted?.toLowerCase() : actual === wanted
    if (wanted !== undefined && !same) return `${name} is ${actual ?? 'not known'}, not ${wanted}`
  }
  return null
}

const compared = (summary: LoginSummary): [name: keyof LoginFacts, actual: string | null, ignoreCase: boolean][] => [
  ['account', summary.account, false],
  ['connection', summary.connection, false],
  ['worker', summary.nameId, true],
  ['email', summary.email, true],
  ['outcome', summary.outcome, false],
  ['product', summary.product, false],
]
