import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import { HarnessError, type HarnessErrorCode } from '../errors.ts'
import { type Expectation, readExpectation } from './expectation.ts'
import { ExpectationFault } from './fault.ts'
import type { Vocabulary } from './vocabulary.ts'

const SHOWN = 100
const quote = (text: string) => `'${text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`}'`

/**
 * Reads one expectation.
 * @param where its place, as the start of a sentence
 * @throws HarnessError
 */
function read(text: string, where: string, code: HarnessErrorCode, vocabulary: Vocabulary): Expectation {
  try {
    return readExpectation(text, vocabulary)
  } catch (fault) {
    if (!(fault instanceof ExpectationFault)) throw fault
    throw new HarnessError(code, `${where} ${quote(text)}, column ${fault.column}: ${fault.message}.`, fault.advice)
  }
}

/**
 * Reads expectations, one per line.
 * @throws HarnessError INVALID_REQUEST with number and column
 */
export function readExpectations(lines: readonly string[], vocabulary: Vocabulary): Expectation[] {
  refuseTooMany(lines.length, 'The request')
  const expectations: Expectation[] = []
  let steps = 0
  for (const [index, line] of lines.entries()) {
    const expectation = read(line, `Expectation ${index + 1}`, 'INVALID_REQUEST', vocabulary)
    steps += expectation.steps
    if (steps > MAX_STEPS) throw tooManySteps(index)
    expectations.push(expectation)
  }
  return expectations
}

/** All patterns of one request are tried on every login that is recorded meanwhile. */
const MAX_STEPS = 4_000

const tooManySteps = (index: number) =>
  new HarnessError(
    'INVALID_REQUEST',
    `The patterns up to expectation ${index + 1} are too complex for one request.`,
    'Use fewer patterns, or shorter ones with smaller counts in {}.',
  )

/** The maximum for a request or a file. */
export const MOST_LINES = 500
const FORM = 'Write {"expect": ["roles contains agent", …]}, as YAML or JSON.'

function refuseTooMany(count: number, where: string): void {
  if (count > MOST_LINES)
    throw new HarnessError('INVALID_REQUEST', `${where} has ${count} expectations.`, `Use at most ${MOST_LINES}.`)
}

/**
 * Reads a file of expectations, `{expect: [line]}` in YAML or JSON.
 * @param name of the file, for messages
 * @throws HarnessError UNREADABLE_INPUT with line and column
 */
export function readExpectationFile(content: string, name: string, vocabulary: Vocabulary): Expectation[] {
  const counter = new LineCounter()
  const document = parseDocument(content, { lineCounter: counter, prettyErrors: false, logLevel: 'silent' })
  const refuse = (at: number, problem: string): never => {
    const { line, col } = counter.linePos(at)
    const message = `${name}, line ${Math.max(line, 1)}, column ${Math.max(col, 1)}: ${problem}.`
    throw new HarnessError('UNREADABLE_INPUT', message, FORM)
  }
  const [fault] = document.errors
  if (fault) return refuse(fault.pos[0], fault.message.replace(/\.$/, ''))
  const items = itemsOf(document.contents, refuse)
  refuseTooMany(items.length, name)
  return items.map((item) => {
    const at = item.range[0]
    if (!isScalar(item) || typeof item.value !== 'string') return refuse(at, 'it is not a string; put it in quotes')
    return read(item.value, `${name}, line ${counter.linePos(at).line}:`, 'UNREADABLE_INPUT', vocabulary)
  })
}

function itemsOf(root: ParsedNode | null, refuse: (at: number, problem: string) => never): ParsedNode[] {
  if (!isMap(root)) return refuse(root?.range[0] ?? 0, 'the file does not contain an object')
  const [pair, ...more] = root.items
  const unexpected = [pair, ...more].find((each) => !isScalar(each?.key) || each.key.value !== 'expect')
  if (unexpected) return refuse(unexpected.key.range[0], 'expect is the only key allowed')
  const value = pair?.value
  if (!isSeq(value) || value.items.length === 0) return refuse(root.range[0], 'expect is not a list of lines')
  return value.items
}
