import type { AttributeValue } from '../domain/worker.ts'
import type { Pattern } from './pattern.ts'

/** The value after an operator: as written, as JSON (else the same text), and as a pattern. */
export interface Wanted {
  text: string
  json: AttributeValue
  pattern: Pattern | null
}

interface Operator {
  takesValue: boolean
  /** Whether it is true for what was found. If nothing was found, only `absent` is. */
  holds(value: AttributeValue, wanted: Wanted): boolean
  /** Why it cannot be true for a value like this. */
  mismatch?(value: AttributeValue, wanted: Wanted): string | null
}

const isText = (value: AttributeValue): value is string => typeof value === 'string'

/** Every operator by name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['=', { takesValue: true, holds: (value, { json }) => isSame(value, json) }],
  ['!=', { takesValue: true, holds: (value, { json }) => !isSame(value, json) }],
  [
    'contains',
    {
      takesValue: true,
      holds: (value, { json, text }) =>
        Array.isArray(value)
          ? value.some((each) => isSame(each, json))
          : isText(value) && value.includes(isText(json) ? json : text),
      mismatch: (value) => (Array.isArray(value) || isText(value) ? null : 'contains is for arrays and strings'),
    },
  ],
  [
    'matches',
    {
      takesValue: true,
      holds: (value, { pattern }) => isText(value) && pattern?.isTooLong(value) === false && pattern.isFoundIn(value),
      mismatch: (value, { pattern }) => {
        if (!isText(value)) return 'matches is for strings'
        return pattern?.isTooLong(value) ? `not tried: ${value.length} characters are too many for this pattern` : null
      },
    },
  ],
  ['exists', { takesValue: false, holds: () => true }],
  ['absent', { takesValue: false, holds: () => false }],
])

/** Whether two JSON values are equal; order matters in arrays, not in objects. */
function isSame(one: AttributeValue, other: AttributeValue): boolean {
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [ours, theirs] = [new Map(Object.entries(one)), new Map(Object.entries(other))]
  return ours.size === theirs.size && [...ours].every(([key, value]) => hasSame(theirs, key, value))
}

function hasSame(others: Map<string, AttributeValue>, key: string, value: AttributeValue): boolean {
  const other = others.get(key)
  return other !== undefined && isSame(value, other)
}
