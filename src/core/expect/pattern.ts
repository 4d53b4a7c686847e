import { RE2JS } from 're2js'
import { ExpectationFault } from './fault.ts'

const MAX_CHARACTERS = 200
const MAX_STEPS = 2_000

/** How many steps of the pattern times how many characters of a text are tried. */
const MAX_WORK = 2_000_000

/** A pattern that is looked for anywhere in a text. RE2 takes time in proportion to the text and to the pattern's steps. */
export interface Pattern {
  steps: number
  /** Whether a text is too long to be tried with so many steps. */
  isTooMuch(text: string): boolean
  isIn(text: string): boolean
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
    isTooMuch: (text) => text.length * steps > MAX_WORK,
    isIn: (text) => compiled.matcher(text).find(),
  }
}

function compile(pattern: string, column: number): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const advice = 'Write it in the syntax of RE2, which has neither lookaround nor back references.'
    throw new ExpectationFault(column, `the pattern is not valid: ${reason}`, advice)
  }
}
