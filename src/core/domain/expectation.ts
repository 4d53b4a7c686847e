/** The result of an expectation for a Report; `actual` says in words what was found. */
export interface ExpectationResult {
  expectation: string
  holds: boolean
  actual: string
}

/** Everything that was expected of a login. If that is a rejection, its findings are not failures. */
export interface Expected {
  results: ExpectationResult[]
  wantsRejection: boolean
}

/** Whether a login meets all expectations, and was accepted unless a rejection was expected. */
export function isAsExpected({ results, wantsRejection }: Expected, outcome: 'accepted' | 'rejected'): boolean {
  return results.every(({ holds }) => holds) && (wantsRejection || outcome === 'accepted')
}
