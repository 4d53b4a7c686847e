/** A mistake in an expectation, at a column counted from 1. `advice` says what to write. */
export class ExpectationFault extends Error {
  readonly column: number
  readonly advice: string

  constructor(column: number, problem: string, advice: string) {
    super(problem)
    this.column = column
    this.advice = advice
  }
}
