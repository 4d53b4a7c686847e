import type { ExpectationResult } from '../domain/expectation.ts'
import type { Report } from '../domain/report.ts'
import type { AttributeValue } from '../domain/worker.ts'
import { ExpectationFault } from './fault.ts'
import { OPERATORS, type Operator, type Wanted } from './operators.ts'
import { readPattern } from './pattern.ts'
import { readAttribute, readSubject, type Subject } from './subject.ts'
import { suggest, type Vocabulary } from './vocabulary.ts'

/** A sentence about a login, ready to be held against its Report. */
export interface Expectation {
  text: string
  /** Whether it asks for a rejected login, which then is no failure. */
  wantsRejection: boolean
  check(report: Report): ExpectationResult
}

const MAX_CHARACTERS = 2_000
const SHAPE = 'Write PATH OP VALUE, such as: roles contains agent.'

const QUOTED = /"(?:[^"\\]|\\.)*"/y
const BARE = /(?:(?!!=)[^\s=])+/y
const OPERATOR = /!=|=|\S+/y
const SPACE = /\s*/y

/**
 * Reads `PATH OP [VALUE]`, one line.
 * @throws ExpectationFault with the column of the first mistake
 */
export function readExpectation(line: string, vocabulary: Vocabulary): Expectation {
  refuseUnreadable(line)
  const path = readPath(line, take(SPACE, line, 0).end, vocabulary)
  const { text: name, end, begin: at } = take(OPERATOR, line, take(SPACE, line, path.end).end)
  const operator = OPERATORS.get(name)
  if (operator === undefined) throw unknownOperator(name, at, vocabulary)
  const wanted = readWanted(operator, line, end, path.subject, vocabulary)
  return {
    text: line.trim(),
    wantsRejection:
      path.text === 'outcome' && operator.holds('rejected', wanted) && !operator.holds('accepted', wanted),
    check: (report) => ({
      expectation: line.trim(),
      ...compare(path.subject, operator, wanted, report),
    }),
  }
}

function compare(
  subject: Subject,
  operator: Operator,
  wanted: Wanted,
  report: Report,
): Omit<ExpectationResult, 'expectation'> {
  const expected = describeWanted(operator, wanted)
  const found = subject.find(report)
  if ('unasked' in found) return { holds: false, expected, received: found.unasked }
  if ('nothing' in found) return { holds: operator.name === 'absent', expected, received: found.nothing }
  const { value } = found
  const holds = operator.holds(value, wanted)
  const remark = holds ? null : (operator.mismatch?.(value) ?? remarkOn(value, wanted))
  return { holds, expected, received: `${show(value)}${remark === null ? '' : ` (${remark})`}` }
}

/** What the worker, or whatever the path names, is held against; the value as it was read, so that a misread one is seen. */
function describeWanted({ name, takesValue }: Operator, { json, text, pattern }: Wanted): string {
  if (!takesValue) return WITHOUT_VALUE[name] ?? name
  const value = pattern === null ? show(json) : text
  return name === '=' ? value : `${WITH_VALUE[name] ?? name} ${value}`
}

const WITHOUT_VALUE: Record<string, string> = { exists: 'any value', absent: 'nothing' }
const WITH_VALUE: Record<string, string> = { '!=': 'anything but', contains: 'what contains', matches: 'what matches' }

function refuseUnreadable(line: string): void {
  if (line.length > MAX_CHARACTERS)
    throw new ExpectationFault(MAX_CHARACTERS + 1, `it has ${line.length} characters`, `Use at most ${MAX_CHARACTERS}.`)
  const end = line.trimEnd().search(/[\r\n]/)
  if (end >= 0)
    throw new ExpectationFault(end + 1, 'the line ends here', 'Write each expectation on a line of its own.')
}

interface Token {
  text: string
  begin: number
  end: number
}

/** What a pattern finds at this very place; empty where it finds nothing. */
function take(pattern: RegExp, line: string, begin: number): Token {
  pattern.lastIndex = begin
  const text = pattern.exec(line)?.[0] ?? ''
  return { text, begin, end: begin + text.length }
}

function readPath(line: string, begin: number, vocabulary: Vocabulary): Token & { subject: Subject } {
  if (line[begin] === '"') {
    const quoted = take(QUOTED, line, begin)
    const name = parseJson(quoted.text)
    if (typeof name === 'string') return { ...quoted, subject: readAttribute(name) }
    const advice = 'Write the name of an attribute in quotes as JSON does, or without.'
    throw new ExpectationFault(begin + 1, 'the quotes are not closed, or what they hold is no JSON', advice)
  }
  const path = take(BARE, line, begin)
  if (path.text === '') throw new ExpectationFault(begin + 1, 'a path is missing', SHAPE)
  return { ...path, subject: readSubject(path.text, begin + 1, vocabulary) }
}

function unknownOperator(name: string, at: number, vocabulary: Vocabulary): ExpectationFault {
  const names = [...OPERATORS.keys()]
  const problem = name === '' ? 'an operator is missing' : `there is no operator '${name}'`
  return new ExpectationFault(at + 1, problem, `Use one of ${names.join(', ')}.${suggest(vocabulary, name, names)}`)
}

function readWanted(
  { name, takesValue }: Operator,
  line: string,
  end: number,
  subject: Subject,
  vocabulary: Vocabulary,
): Wanted {
  const begin = take(SPACE, line, end).end
  const text = line.slice(begin).trimEnd()
  if (!takesValue && text !== '') throw new ExpectationFault(begin + 1, `${name} takes no value`, `End with ${name}.`)
  if (takesValue && text === '')
    throw new ExpectationFault(begin + 1, 'a value is missing', 'Write one; "" is the empty text.')
  if (name === '=' && begin === end && text.startsWith('='))
    throw new ExpectationFault(end, "there is no operator '=='", 'Write = once.')
  const json = parseJson(text) ?? (text === 'null' ? null : text)
  if (name === '=' || name === '!=') refuseUnknownWord(json, begin, subject, vocabulary)
  const pattern = name === 'matches' ? readPattern(typeof json === 'string' ? json : text, begin + 1) : null
  return { text, json, pattern }
}

/** What can never be would let `!=` hold for ever. */
function refuseUnknownWord(json: AttributeValue, begin: number, { words }: Subject, vocabulary: Vocabulary): void {
  if (words === undefined || words.some((word) => word === json)) return
  const near = typeof json === 'string' ? suggest(vocabulary, json, words) : ''
  const advice = `Use one of ${words.join(', ')}.${near}`
  throw new ExpectationFault(begin + 1, `it is never ${show(json)}`, advice)
}

function parseJson(text: string): AttributeValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Claims are texts unless their names say otherwise, which is easily overlooked. */
function remarkOn(value: AttributeValue, { json, text }: Wanted): string | null {
  if (typeof json !== 'string') {
    if (value === text) return 'a text: put the value in quotes'
    return Array.isArray(value) && value.includes(text) ? 'of texts: put the value in quotes' : null
  }
  const isPlain = typeof value === 'number' || typeof value === 'boolean'
  return isPlain && String(value) === json ? `no text but a ${typeof value}` : null
}

const LONGEST = 300

function show(value: AttributeValue): string {
  const text = JSON.stringify(value)
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`
}
