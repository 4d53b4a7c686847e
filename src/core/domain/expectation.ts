/** An expectation held against a Report; `actual` says in words what was found. */
export interface ExpectationResult {
  expectation: string
  holds: boolean
  actual: string
}

/** Everything that was expected of a login. Where that is a rejection, the findings are no fault by themselves. */
export interface Expected {
  results: ExpectationResult[]
  wantsRejection: boolean
}

/** Whether a login is what was wanted: all that was expected holds, and it was accepted unless a rejection was wanted. */
export function isAsExpected({ results, wantsRejection }: Expected, outcome: 'accepted' | 'rejected'): boolean {
  return results.every(({ holds }) => holds) && (wantsRejection || outcome === 'accepted')
}
