import { HarnessError } from '../errors.ts'
import { BUNDLED_FIELDS, headerOf, REPEATABLE_CONNECTION_HEADERS } from './connection-headers.ts'

const CONNECTION_HEADERS = BUNDLED_FIELDS.map(headerOf)

/** In the order in which they are written: issuer and certificates, the values of the endpoint, the rest of the connection. */
const HEADERS = [
  'account',
  'connection',
  'generation',
  ...CONNECTION_HEADERS.slice(0, 2),
  'acs',
  'audience',
  ...CONNECTION_HEADERS.slice(2),
  'unconfigured',
  'trust',
  'now',
  'relay-state',
  'id',
  'reached',
  'wrong-door',
  'carried',
  'oversize',
  'accepted-before',
  'requested',
  'relay-state-back',
  'clock-offsets',
  'worker-before',
  'encoding',
  'version',
  'comment',
  'expect',
  'expect-fail',
  'redacted',
  'stated-outcome',
  'stated-fail',
  'removed',
  'configured-certificate',
  'signing-certificate',
  'disagreement',
] as const
export type Header = (typeof HEADERS)[number]

/** The keys that may occur several times. */
const REPEATABLE = new Set<Header>([
  'acs',
  ...REPEATABLE_CONNECTION_HEADERS,
  'configured-certificate',
  'signing-certificate',
  'comment',
  'disagreement',
])

/** A certificate or a RelayState fits in a line. */
const MAX_LINES = 1_000
const MAX_LINE_CHARACTERS = 1_048_576

/** The lines of the header of a bundle by key, in order. */
export type Headers = Map<Header, string[]>

/**
 * Reads the lines of a header: `key: value`, or `key*: "…"` with a value as JSON.
 * @throws HarnessError UNREADABLE_INPUT naming the line
 */
export function readHeaders(lines: string[]): Headers {
  if (lines.length > MAX_LINES) throw unreadable(`The header has more than ${MAX_LINES} lines.`)
  const headers: Headers = new Map()
  for (const [index, line] of lines.entries()) {
    if (line.length > MAX_LINE_CHARACTERS)
      throw unreadable(`Line ${index + 1} of the header has more than ${MAX_LINE_CHARACTERS} characters.`)
    const [, name, star, value = ''] = /^([a-z-]+)(\*)?:(?: (.*))?$/s.exec(line) ?? []
    const known = HEADERS.find((header) => header === name)
    const text = star ? readJson(value) : value
    if (known === undefined || typeof text !== 'string')
      throw unreadable(`Line ${index + 1} of the header is not valid: '${line.slice(0, 60)}'.`)
    const values = headers.get(known) ?? []
    if (values.length > 0 && !REPEATABLE.has(known))
      throw unreadable(`Line ${index + 1} of the header repeats '${known}'.`)
    values.push(text)
    headers.set(known, values)
  }
  return headers
}

/** The JSON value of a string; undefined if it is not valid JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A line of a header. A value that would not survive unchanged is written as JSON. */
export function writeHeader(key: Header, value: string): string {
  const survives = value === value.trim() && !/[\p{Cc}\p{Cs}]/u.test(value)
  return survives ? `${key}: ${value}` : `${key}*: ${JSON.stringify(value)}`
}

/** One of several words, or undefined if the line is absent. */
export function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  if (value === undefined) return undefined
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw unreadable(`The header has '${value}' instead of one of ${allowed.join(', ')}.`)
  return found
}

/** The error for a bundle that cannot be read. */
export function unreadable(message: string): HarnessError {
  return new HarnessError(
    'UNREADABLE_INPUT',
    message,
    `A bundle consists of lines 'key: value' (${HEADERS.join(', ')}), an empty line, and the field.`,
  )
}
