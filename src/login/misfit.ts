import { z } from 'zod'
import type { ExpectationResult } from '../domain/expectation.ts'
import type { LoginSummary, RecordedReport, Report } from '../domain/report.ts'
import type { Expectation } from '../expect/expectation.ts'
import { describeMiss, holdAgainst } from './expectations.ts'

/** What is left empty by a mistake, such as a variable that is not set, must not fit every login. */
const text = z.string().min(1, 'is empty; leave it out where it may be anything').optional()

/** The fields of LoginCriteria. */
export const loginCriteria = z.strictObject({
  account: text,
  connection: text,
  worker: text,
  email: text,
  outcome: z.enum(['accepted', 'rejected']).optional(),
  product: text,
})

/** Which login is meant; what is left out may be anything. `worker` is a NameID; it and `email` match in any case. */
export type LoginCriteria = z.input<typeof loginCriteria>

/** A login that is waited for. */
export interface WantedLogin {
  criteria: LoginCriteria
  expectations: readonly Expectation[]
}

/** How a login misses what is wanted: the first criterion, else the first expectation, in words. */
export interface Misfit {
  because: string
  /** How many criteria it fits. */
  fits: number
  /** Null where it misses a criterion, so that nothing is expected of it. */
  expectations: ExpectationResult[] | null
}

/** The first criteria that a summary does not fit; null when it fits them all. */
export function findMisfit({ criteria }: WantedLogin, summary: LoginSummary): Misfit | null {
  const missed = compared(summary).filter(([name, actual, ignoreCase]) => {
    const wanted = criteria[name]
    const same = ignoreCase ? actual?.toLowerCase() === wanted?.toLowerCase() : actual === wanted
    return wanted !== undefined && !same
  })
  if (missed[0] === undefined) return null
  const [name, actual] = missed[0]
  const because = `${name} is ${actual ?? 'not known'}, not ${criteria[name]}`
  return { because, fits: -missed.length, expectations: null }
}

/** The expectations that the Report of a fitting login misses; null when it is the one. */
export function findMiss({ expectations }: WantedLogin, report: Report): Misfit | null {
  const results = holdAgainst(expectations, report)
  const missed = results.find(({ holds }) => !holds)
  return missed ? { because: describeMiss(missed), fits: 0, expectations: results } : null
}

/** Whether it is the one. */
export const fits = (wanted: WantedLogin, { summary, report }: RecordedReport): boolean =>
  findMisfit(wanted, summary) === null && findMiss(wanted, report) === null

const compared = (summary: LoginSummary): [name: keyof LoginCriteria, actual: string | null, ignoreCase: boolean][] => [
  ['account', summary.account, false],
  ['connection', summary.connection, false],
  ['worker', summary.nameId, true],
  ['email', summary.email, true],
  ['outcome', summary.outcome, false],
  ['product', summary.product, false],
]
