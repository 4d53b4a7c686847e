import { ExpressionError, type Token, tokenise } from './tokens.ts'

type Constant = string | number | boolean | null

/** A value of a comparison: a constant, a key of the worker, or a list of constants. */
export type Operand =
  | { kind: 'constant'; value: Constant }
  | { kind: 'key'; path: (string | number)[] }
  | { kind: 'list'; values: Constant[] }

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'HAS' | 'IN' | 'NOT IN' | 'CONTAINS'

/** A parsed worker expression. */
export type WorkerExpression =
  | { kind: 'all' | 'any'; parts: WorkerExpression[] }
  | { kind: 'not'; part: WorkerExpression }
  | { kind: 'comparison'; operator: Comparison; left: Operand; right: Operand }

/** The longest expression, in characters. This limit and that of nesting are the harness's own. */
export const MAX_EXPRESSION_CHARACTERS = 4_096
const MAX_EXPRESSION_DEPTH = 64

const COMPARISONS: Record<string, Comparison> = {
  '=': '==',
  '==': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  HAS: 'HAS',
  IN: 'IN',
  CONTAINS: 'CONTAINS',
}

/**
 * Parses an expression in TaskRouter's language (Twilio: "Using TaskRouter Expressions"). Operators may be in any case;
 * NOT binds closer than AND, and AND closer than OR.
 * @throws ExpressionError with the column of the first mistake
 */
export function parseWorkerExpression(text: string): WorkerExpression {
  if (text.length > MAX_EXPRESSION_CHARACTERS)
    throw new ExpressionError(
      MAX_EXPRESSION_CHARACTERS + 1,
      `longer than ${MAX_EXPRESSION_CHARACTERS} characters, the limit of this harness`,
    )
  const tokens = new Tokens(tokenise(text))
  const expression = readAny(tokens, 0)
  if (tokens.next.kind !== 'end') throw unexpected(tokens.next, 'AND, OR or the end')
  return expression
}

/** The tokens and the current position. */
class Tokens {
  readonly #tokens: Token[]
  #at = 0

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  get next(): Token {
    return this.#tokens[this.#at] as Token
  }

  take(): Token {
    const token = this.next
    if (token.kind !== 'end') this.#at += 1
    return token
  }

  /** Takes the next token if it is this operator. */
  took(name: string): boolean {
    const { next } = this
    const is = next.kind === 'operator' && next.name === name
    if (is) this.#at += 1
    return is
  }
}

function unexpected({ text, column }: Token, expected: string): ExpressionError {
  return new ExpressionError(column, `expected ${expected}, found ${text}`)
}

const readAny = (tokens: Tokens, depth: number) => readChain(tokens, 'OR', 'any', () => readAll(tokens, depth))
const readAll = (tokens: Tokens, depth: number) => readChain(tokens, 'AND', 'all', () => readNot(tokens, depth))

function readChain(
  tokens: Tokens,
  operator: string,
  kind: 'all' | 'any',
  read: () => WorkerExpression,
): WorkerExpression {
  const first = read()
  const parts = [first]
  while (tokens.took(operator)) parts.push(read())
  return parts.length === 1 ? first : { kind, parts }
}

function readNot(tokens: Tokens, depth: number): WorkerExpression {
  if (depth > MAX_EXPRESSION_DEPTH)
    throw new ExpressionError(tokens.next.column, `nested deeper than ${MAX_EXPRESSION_DEPTH}`)
  if (tokens.took('NOT')) return { kind: 'not', part: readNot(tokens, depth + 1) }
  if (!tokens.took('(')) return readComparison(tokens)
  const expression = readAny(tokens, depth + 1)
  if (!tokens.took(')')) throw unexpected(tokens.next, "')'")
  return expression
}

function readComparison(tokens: Tokens): WorkerExpression {
  const left = readOperand(tokens)
  const operator = readOperator(tokens)
  const takesList = operator === 'IN' || operator === 'NOT IN'
  const first = tokens.next
  const right = takesList && tokens.took('[') ? readList(tokens) : readOperand(tokens)
  if (takesList && right.kind === 'constant') throw unexpected(first, `a list in brackets or a key after ${operator}`)
  return { kind: 'comparison', operator, left, right }
}

function readOperator(tokens: Tokens): Comparison {
  const token = tokens.take()
  const name = token.kind === 'operator' ? token.name : ''
  if (name === 'NOT' && tokens.took('IN')) return 'NOT IN'
  const comparison = COMPARISONS[name]
  if (comparison === undefined) throw unexpected(token, `a comparison (${Object.keys(COMPARISONS).join(' ')} NOT IN)`)
  return comparison
}

function readList(tokens: Tokens): Operand {
  const values: Constant[] = []
  if (tokens.took(']')) return { kind: 'list', values }
  for (;;) {
    const token = tokens.take()
    if (token.kind !== 'constant') throw unexpected(token, 'a string, a number, true or false')
    values.push(token.value)
    if (tokens.took(']')) return { kind: 'list', values }
    if (!tokens.took(',')) throw unexpected(tokens.next, "',' or ']'")
  }
}

function readOperand(tokens: Tokens): Operand {
  const token = tokens.take()
  if (token.kind === 'constant') return { kind: 'constant', value: token.value }
  if (token.kind !== 'key') throw unexpected(token, 'a key, a string, a number, true or false')
  return { kind: 'key', path: readPath(token.text, tokens) }
}

/** A key with its sub-keys and indices: `object.array[2]`. */
function readPath(first: string, tokens: Tokens): (string | number)[] {
  const path: (string | number)[] = [first]
  for (;;) {
    if (tokens.took('.')) path.push(readName(tokens))
    else if (tokens.took('[')) path.push(readIndex(tokens))
    else return path
  }
}

const NAME = /^[\p{L}_$]/u

/** After a dot, keywords are names too. */
function readName(tokens: Tokens): string {
  const token = tokens.take()
  if (token.kind === 'end' || !NAME.test(token.text)) throw unexpected(token, 'a name after the dot')
  return token.text
}

function readIndex(tokens: Tokens): number {
  const token = tokens.take()
  const index = token.kind === 'constant' && typeof token.value === 'number' ? token.value : -1
  if (!Number.isInteger(index) || index < 0) throw unexpected(token, 'an index')
  if (!tokens.took(']')) throw unexpected(tokens.next, "']'")
  return index
}
