import { RE2JS } from 're2js'
import { ExpectationFault } from './fault.ts'

const MAX_CHARACTERS = 200
const MAX_STEPS = 2_000

/** The limit on the steps of the pattern times the characters of the value. */
const MAX_WORK = 2_000_000

/** A pattern that may match anywhere in a value. RE2 takes time proportional to the length of the value and the steps of the pattern. */
export interface Pattern {
  steps: number
  /** Whether a value is too long for a pattern of so many steps. */
  isTooLong(text: string): boolean
  isFoundIn(text: string): boolean
}

/** @throws ExpectationFault for a pattern that is not valid, or too large */
export function readPattern(pattern: string, column: number): Pattern {
  if (pattern.length > MAX_CHARACTERS) {
    const problem = `the pattern has ${pattern.length} characters`
    throw new ExpectationFault(column, problem, `Use at most ${MAX_CHARACTERS}.`)
  }
  const compiled = compile(pattern, column)
  const steps = compiled.programSize()
  if (steps > MAX_STEPS) throw new ExpectationFault(column, 'the pattern repeats too much', 'Use smaller counts in {}.')
  return {
    steps,
    isTooLong: (text) => text.length * steps > MAX_WORK,
    isFoundIn: (text) => compiled.matcher(text).find(),
  }
}

function compile(pattern: string, column: number): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const advice = 'Use RE2 syntax, which has no lookaround and no backreferences.'
    throw new ExpectationFault(column, `the pattern is not valid: ${reason}`, advice)
  }
}
