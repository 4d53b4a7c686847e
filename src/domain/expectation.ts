/** An expectation held against a Report; `actual` says in words what was found. */
export interface ExpectationResult {
  expectation: string
  holds: boolean
  actual: string
}
