/** An expectation held against a Report; `expected` and `received` say in words what it asks for and what was found. */
export interface ExpectationResult {
  expectation: string
  holds: boolean
  expected: string
  received: string
}
