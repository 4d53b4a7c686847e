/** An expectation held against a Report; `actual` says in words what was found. */
export interface ExpectationResult {
  expectation: string
  holds: boolean
  actual: string
}

/** Everything that was expected of a login. Where something tells the outcome, the findings are no fault by themselves. */
export interface Expected {
  results: ExpectationResult[]
  tellsOutcome: boolean
}

/** Whether a login is what was wanted: all that was expected holds, and it was accepted unless its outcome was told. */
export function isAsExpected({ results, tellsOutcome }: Expected, outcome: 'accepted' | 'rejected'): boolean {
  return results.every(({ holds }) => holds) && (tellsOutcome || outcome === 'accepted')
}
