import type { ExpectationResult } from '../domain/expectation.ts'
import type { Report } from '../domain/report.ts'
import type { AttributeValue } from '../domain/worker.ts'
import { ExpectationFault } from './fault.ts'
import { OPERATORS, type Wanted } from './operators.ts'
import { readPattern } from './pattern.ts'
import { readAttribute, readSubject, type Subject } from './subject.ts'
import { suggest, type Vocabulary } from './vocabulary.ts'

/** A parsed condition on a login, ready to be checked against its Report. */
export interface Expectation {
  text: string
  /** Whether only rejected logins can meet it, so that a rejection is not a failure. */
  wantsRejection: boolean
  /** The number of steps of its pattern; 0 if it has none. */
  steps: number
  check(report: Report): ExpectationResult
}

/** The maximum length of a line. */
export const MAX_LINE_CHARACTERS = 2_000
const SHAPE = 'Write PATH OPERATOR VALUE, such as: roles contains agent.'

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
  const begin = take(SPACE, line, 0).end
  const path = readPath(line, begin, vocabulary)
  const { text: name, end, begin: at } = take(OPERATOR, line, take(SPACE, line, path.end).end)
  const operator = OPERATORS.get(name)
  if (operator === undefined) throw unknownOperator(name, at, vocabulary)
  const wanted = readWanted(name, line, end, path.subject, vocabulary)
  const text = line.trim()
  return {
    text,
    wantsRejection:
      path.text === 'outcome' && operator.holds('rejected', wanted) && !operator.holds('accepted', wanted),
    steps: wanted.pattern?.steps ?? 0,
    check: (report) => {
      const found = path.subject.find(report)
      if ('nothing' in found) {
        const holds = name === 'absent' && found.isKnown !== false
        return { expectation: text, holds, actual: found.nothing }
      }
      const { value } = found
      const remark = operator.mismatch?.(value, wanted) ?? remarkOn(value, wanted)
      const actual = `${show(value)}${remark === null ? '' : ` (${remark})`}`
      return { expectation: text, holds: operator.holds(value, wanted), actual }
    },
  }
}

function refuseUnreadable(line: string): void {
  if (line.length > MAX_LINE_CHARACTERS)
    throw new ExpectationFault(
      MAX_LINE_CHARACTERS + 1,
      `it has ${line.length} characters`,
      `Use at most ${MAX_LINE_CHARACTERS}.`,
    )
  const end = line.trimEnd().search(/[\r\n]/)
  if (end >= 0)
    throw new ExpectationFault(end + 1, 'the line ends here', 'Write each expectation on a line of its own.')
}

interface Token {
  text: string
  begin: number
  end: number
}

/** The match of a pattern at exactly this position; empty if there is none. */
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
    const advice = 'Write the name of an attribute as a JSON string, or without quotes.'
    throw new ExpectationFault(begin + 1, 'the quotes are not closed, or do not contain a JSON string', advice)
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

function readWanted(name: string, line: string, end: number, subject: Subject, vocabulary: Vocabulary): Wanted {
  const begin = take(SPACE, line, end).end
  const text = line.slice(begin).trimEnd()
  const takesValue = OPERATORS.get(name)?.takesValue === true
  if (!takesValue && text !== '') throw new ExpectationFault(begin + 1, `${name} takes no value`, `End with ${name}.`)
  if (takesValue && text === '')
    throw new ExpectationFault(begin + 1, 'a value is missing', 'Write one. "" is the empty string.')
  if (name === '=' && begin === end && text.startsWith('='))
    throw new ExpectationFault(end, "there is no operator '=='", 'Write = once.')
  const json = parseJson(text) ?? (text === 'null' ? null : text)
  if (name === '=' || name === '!=') refuseUnknownWord(json, begin, subject, vocabulary)
  const pattern = name === 'matches' ? readPattern(typeof json === 'string' ? json : text, begin + 1) : null
  return { text, json, pattern }
}

/** With an impossible value, `!=` would always be true. */
function refuseUnknownWord(json: AttributeValue, begin: number, { words }: Subject, vocabulary: Vocabulary): void {
  if (words === undefined || words.some((word) => word === json)) return
  const near = typeof json === 'string' ? suggest(vocabulary, json, words) : ''
  throw new ExpectationFault(begin + 1, `it is never ${show(json)}`, `Use one of ${words.join(', ')}.${near}`)
}

function parseJson(text: string): AttributeValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Claims are strings unless their names have a type suffix, which is easily overlooked. */
function remarkOn(value: AttributeValue, { json }: Wanted): string | null {
  if (typeof value === 'object' || typeof json === 'object') return null
  const isText = typeof value === 'string'
  if (isText === (typeof json === 'string') || String(value) !== String(json)) return null
  return isText ? 'a string: put the value in quotes' : `not a string but a ${typeof value}`
}

const LONGEST = 300

function show(value: AttributeValue): string {
  const text = JSON.stringify(value)
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`
}
