import { z } from 'zod'
import type { LoginSummary, Report } from '../../core/domain/report.ts'
import type { Miss } from '../../core/errors.ts'
import { type Expectation, MAX_LINE_CHARACTERS } from '../../core/expect/expectation.ts'
import { MOST_LINES, readExpectations } from '../../core/expect/read.ts'
import { list, NAME_CHARACTERS, text } from '../../core/input/limits.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import { VOCABULARY } from './expectations.ts'

/** What is left empty by a mistake, such as a variable that is not set, is told at once. */
const fact = text(NAME_CHARACTERS).min(1, 'is empty; leave it out where it may be anything').optional()
const line = text(MAX_LINE_CHARACTERS)
const lines = z.union([line, list(line, MOST_LINES)])

/** Which login is meant; what is left out may be anything. `worker` is a NameID; it and `email` match in any case. */
export const loginCriteria = z.strictObject({
  account: fact.describe('An account by its SID'),
  connection: fact.describe('An SSO connection by its SID'),
  worker: fact.describe('A NameID, in any case'),
  email: fact.describe('In any case'),
  outcome: z.enum(['accepted', 'rejected']).optional(),
  product: fact.describe('The product that the messages tell'),
  expect: lines
    .optional()
    .describe('What its Report must say, each a line such as `roles contains agent`; all of them'),
})

export type LoginCriteria = z.input<typeof loginCriteria>

/** The facts that a store can look up. */
type LoginFacts = Omit<z.output<typeof loginCriteria>, 'expect'>

/** The login that is meant, ready to be recognised. */
export interface WantedLogin {
  facts: LoginFacts
  expectations: readonly Expectation[]
}

const HINT = `Correct the named criteria. A login is found by ${Object.keys(loginCriteria.shape).join(', ')}.`

/** @throws HarnessError INVALID_REQUEST naming the field, or the expectation and its column */
export function readCriteria(criteria: LoginCriteria): WantedLogin {
  const { expect = [], ...facts } = parseInput(loginCriteria, criteria, 'what is waited for', HINT)
  return { facts, expectations: readExpectations([expect].flat(), VOCABULARY) }
}

/** Whether a login has the facts that are wanted. */
export const hasFacts = ({ facts }: WantedLogin, summary: LoginSummary): boolean => firstMisfit(facts, summary) === null

/** Why a login is not the one; null when it is. `met` says how much of what is wanted it does meet. */
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
  return { because: `it misses '${expectation}': found ${actual}`, expectation, actual, met }
}

const FORGOTTEN: Miss = { because: 'it was forgotten meanwhile', expectation: null, actual: null }

/** The first fact that a login does not have, in words. */
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
