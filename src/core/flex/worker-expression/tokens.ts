/** A mistake in an expression; `column` counts from 1. */
export class ExpressionError extends Error {
  readonly column: number

  constructor(column: number, reason: string) {
    super(`column ${column}: ${reason}`)
    this.name = 'ExpressionError'
    this.column = column
  }
}

/** A piece of an expression, as written; `name` is an operator's in upper case. */
export type Token =
  | { kind: 'constant'; value: string | number | boolean | null; text: string; column: number }
  | { kind: 'operator'; name: string; text: string; column: number }
  | { kind: 'key' | 'end'; text: string; column: number }

type Read = (text: string, start: number) => { token: Token; end: number } | null

const MARKS = ['==', '!=', '<=', '>=', '=', '<', '>', '(', ')', '[', ']', ',', '.']
const OPERATORS = new Set(['AND', 'OR', 'NOT', 'HAS', 'IN', 'CONTAINS'])
const CONSTANTS = new Map<string, boolean | null>([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
])
const SPACE = /\s/
const DIGIT = /[0-9]/
const WORD_START = /[\p{L}_$]/u
const WORD = /[\p{L}\p{N}_$]/u

/**
 * Splits an expression into tokens, reading each character once.
 * @throws ExpressionError at an unexpected character, or an unterminated string
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (SPACE.test(text[at] ?? '')) {
      at += 1
      continue
    }
    const read = readString(text, at) ?? readNumber(text, at) ?? readWord(text, at) ?? readMark(text, at)
    if (read === null) throw new ExpressionError(at + 1, `'${text[at]}' is not part of the language`)
    tokens.push(read.token)
    at = read.end
  }
  return [...tokens, { kind: 'end', text: 'the end', column: text.length + 1 }]
}

const readString: Read = (text, start) => {
  const quote = text[start]
  if (quote !== "'" && quote !== '"') return null
  let value = ''
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === quote) {
      const token = { kind: 'constant', value, text: text.slice(start, at + 1), column: start + 1 } as const
      return { token, end: at + 1 }
    }
    if (text[at] === '\\') at += 1
    value += text[at] ?? ''
  }
  throw new ExpressionError(start + 1, 'this string is not closed')
}

const readNumber: Read = (text, start) => {
  const first = text[start] === '-' ? start + 1 : start
  let end = skip(text, first, DIGIT)
  if (end === first) return null
  const fraction = text[end] === '.' ? skip(text, end + 1, DIGIT) : end
  if (fraction > end + 1) end = fraction
  const written = text.slice(start, end)
  return { token: { kind: 'constant', value: Number(written), text: written, column: start + 1 }, end }
}

const readWord: Read = (text, start) => {
  if (!WORD_START.test(text[start] ?? '')) return null
  const end = skip(text, start, WORD)
  const word = text.slice(start, end)
  const name = word.toUpperCase()
  const column = start + 1
  const value = CONSTANTS.get(name)
  if (value !== undefined) return { token: { kind: 'constant', value, text: word, column }, end }
  if (OPERATORS.has(name)) return { token: { kind: 'operator', name, text: word, column }, end }
  return { token: { kind: 'key', text: word, column }, end }
}

const readMark: Read = (text, start) => {
  const mark = MARKS.find((each) => text.startsWith(each, start))
  if (mark === undefined) return null
  return { token: { kind: 'operator', name: mark, text: mark, column: start + 1 }, end: start + mark.length }
}

function skip(text: string, start: number, characters: RegExp): number {
  let end = start
  while (end < text.length && characters.test(text[end] ?? '')) end += 1
  return end
}
