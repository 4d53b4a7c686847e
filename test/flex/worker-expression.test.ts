import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AttributeValue, WorkerAttributes } from '../../src/core/domain/worker.ts'
import { matchesExpression } from '../../src/core/flex/worker-expression/evaluate.ts'
import { MAX_EXPRESSION_CHARACTERS, parseWorkerExpression } from '../../src/core/flex/worker-expression/parse.ts'
import { ExpressionError } from '../../src/core/flex/worker-expression/tokens.ts'
import { runs } from '../support/runs.ts'

const FIELDS = { sid: `WK${'1'.repeat(32)}`, friendly_name: 'Ada', activity_sid: 'WA1', activity_name: 'Available' }

const matches = (text: string, attributes: WorkerAttributes = {}) =>
  matchesExpression(parseWorkerExpression(text), { attributes, fields: FIELDS })

const ADA: WorkerAttributes = {
  skills: ['support', 'sales'],
  languages: ['en'],
  skill_rating: 5.1,
  level: 3,
  language: 'en',
  email: 'ada@example.com',
  on_call: true,
  object: { array: ['a', 'b', 'c'], attr: 'bar', and: 1 },
  nothing: null,
  sid: 'mine',
}

/** From Twilio's page on expressions, and what follows from it. */
const EXAMPLES: [text: string, matched: boolean][] = [
  ['1 == 1', true],
  ['0 != 1', true],
  ['1 = 1.0', true],
  ['"apple" != "orange"', true],
  ['level > 1', true],
  ['level > 3', false],
  ['level >= 3', true],
  ['level < -1', false],
  ['object.param != "apple"', true],
  ['language IN ["en", "es"]', true],
  ['language IN []', false],
  ['language NOT IN ["fr", "es"]', true],
  ["language in ['en'] and not (level <= 2)", true],
  ['language IN languages', true],
  ['(on_call == true) OR (off_call == true)', true],
  ['(language == "en" OR language == "fr") AND skill_rating >= 5.1', true],
  ["(skills HAS 'support') AND (languages HAS 'english')", false],
  ["skills HAS 'support'", true],
  ["skills HAS 'supp'", false],
  ["language HAS 'en'", false],
  ["email CONTAINS '@example.'", true],
  ["email CONTAINS '@EXAMPLE.'", false],
  ["skills CONTAINS 'support'", false],
  ['object.array[2] == "c"', true],
  ['object.array[3] == NULL', true],
  ['object.array.length == NULL', true],
  ['object[0] == NULL', true],
  ['object.and == 1', true],
  ['object.NULL == NULL', true],
  ['object.attr == "bar"', true],
  ['nothing == NULL', true],
  ['missing == null', true],
  ['missing < 1', false],
  ['missing >= 1', false],
  ["level == '3'", false],
  ["level != '3'", true],
  ["level < '4'", false],
  ["language < 'fr'", true],
  ["activity_name IN ['Available', 'Break']", true],
  ["activity_name contains 'vail'", true],
  ["worker.activity_sid == 'WA1'", true],
  ["worker.language == 'en'", true],
  ["friendly_name == 'Ada'", true],
  ["sid == 'mine'", false],
  ["toString == 'x' OR __proto__ != NULL OR object.constructor != NULL", false],
  ["'it\\'s' == \"it's\"", true],
  ['1 == 2 OR 1 == 1 AND 1 == 2', false],
  ['NOT 1 == 2 AND 1 == 2', false],
  ['NOT NOT 1 == 1', true],
  ["ünïcode == 'x' OR 1==1", true],
]

test.each(EXAMPLES)('%s is %s', (text, matched) => {
  expect(matches(text, ADA)).toBe(matched)
})

const MISTAKES: [text: string, column: number, reason: RegExp][] = [
  ['', 1, /expected a key, .* found the end/],
  ['   ', 4, /found the end/],
  ['roles', 6, /expected a comparison/],
  ['roles HAS', 10, /expected a key/],
  ["roles HASS 'x'", 7, /expected a comparison .* found HASS/],
  ["roles == 'agent", 10, /not closed/],
  ["roles == 'a' AND", 17, /expected a key/],
  ["roles == 'a' XOR 1 == 1", 14, /AND, OR or the end, found XOR/],
  ["(roles == 'a'", 14, /'\)', found the end/],
  ["roles == 'a')", 13, /found \)/],
  ["language IN ['en',]", 19, /found \]/],
  ["language IN ['en' 'es']", 19, /',' or '\]'/],
  ['language IN [other]', 14, /found other/],
  ["language IN 'en'", 13, /list in brackets/],
  ['language NOT HAS 1', 10, /comparison/],
  ['a-b == 1', 2, /'-' is not part/],
  ['a && b', 3, /'&' is not part/],
  ['a. == 1', 4, /name after the dot/],
  ['a[x] == 1', 3, /an index/],
  ['a[1.5] == 1', 3, /an index/],
  ['a[-1] == 1', 3, /an index/],
  ['a[1 == 1', 5, /'\]'/],
  [`${'('.repeat(80)}1 == 1${')'.repeat(80)}`, 66, /deeper than 64/],
  [`${'NOT '.repeat(80)}1 == 1`, 261, /deeper than 64/],
  [`a == '${'x'.repeat(MAX_EXPRESSION_CHARACTERS)}'`, 4_097, /longer than 4096/],
]

test.each(MISTAKES)('the mistake in %p is at column %d', (text, column, reason) => {
  const error = (() => {
    try {
      return parseWorkerExpression(text)
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toBeInstanceOf(ExpressionError)
  expect(error).toMatchObject({ column, message: expect.stringMatching(reason) })
})

test('the longest chain and the deepest nesting allowed can be parsed', () => {
  const chain = Array.from({ length: 500 }, () => 'a==1').join(' OR ')
  expect(matches(chain, { a: 1 })).toBe(true)
  expect(matches(`${'('.repeat(64)}1 == 1${')'.repeat(64)}`)).toBe(true)
})

const KEYS = ['level', 'language', 'skills', 'object.attr', 'object.array[0]', 'missing']
const constant = fc.oneof(
  fc.constantFrom('a', 'b', 'en', "it's", ''),
  fc.integer({ min: -3, max: 3 }),
  fc.boolean(),
) as fc.Arbitrary<string | number | boolean>
const attributes: fc.Arbitrary<WorkerAttributes> = fc.record(
  {
    level: constant,
    language: constant,
    skills: fc.array(constant, { maxLength: 3 }),
    object: fc.record({ attr: constant, array: fc.array(constant, { maxLength: 2 }) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<WorkerAttributes>

/** An expression as text, with what it says by another road: a function of JavaScript over the attributes. */
interface Said {
  text: string
  holds: (worker: WorkerAttributes) => boolean
}
interface Value {
  text: string
  of: (worker: WorkerAttributes) => AttributeValue
}

const write = (value: string | number | boolean) =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value)
const literal: fc.Arbitrary<Value> = constant.map((value) => ({ text: write(value), of: () => value }))
const key: fc.Arbitrary<Value> = fc.constantFrom(...KEYS).map((text) => ({
  text,
  of: (worker) => {
    const object = worker.object as { attr?: AttributeValue; array?: AttributeValue[] } | undefined
    if (text === 'object.attr') return object?.attr ?? null
    if (text === 'object.array[0]') return object?.array?.[0] ?? null
    return worker[text] ?? null
  },
}))
const value = fc.oneof(literal, key)
const includes = (list: AttributeValue, wanted: AttributeValue) =>
  Array.isArray(list) && (list as AttributeValue[]).some((each) => same(each, wanted))
const same = (a: AttributeValue, b: AttributeValue) => JSON.stringify(a) === JSON.stringify(b)
const sign = (a: AttributeValue, b: AttributeValue) => {
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return Number.NaN
  return a === b ? 0 : a < (b as string | number) ? -1 : 1
}

const OPERATORS: [text: string, holds: (a: AttributeValue, b: AttributeValue) => boolean][] = [
  ['==', same],
  ['=', same],
  ['!=', (a, b) => !same(a, b)],
  ['<', (a, b) => sign(a, b) === -1],
  ['<=', (a, b) => [-1, 0].includes(sign(a, b))],
  ['>', (a, b) => sign(a, b) === 1],
  ['>=', (a, b) => [0, 1].includes(sign(a, b))],
  ['HAS', includes],
  ['has', includes],
  ['CONTAINS', (a, b) => typeof a === 'string' && typeof b === 'string' && a.split(b).length > (b === '' ? -1 : 1)],
]
const binary: fc.Arbitrary<Said> = fc
  .tuple(value, fc.constantFrom(...OPERATORS), value)
  .map(([left, [operator, holds], right]) => ({
    text: `${left.text} ${operator} ${right.text}`,
    holds: (worker) => holds(left.of(worker), right.of(worker)),
  }))
const membership: fc.Arbitrary<Said> = fc
  .tuple(value, fc.boolean(), fc.array(constant, { maxLength: 3 }))
  .map(([left, within, list]) => ({
    text: `${left.text} ${within ? 'IN' : 'NOT  IN'} [${list.map(write).join(', ')}]`,
    holds: (worker) => includes(list, left.of(worker)) === within,
  }))
const { said } = fc.letrec<{ said: Said }>((tie) => ({
  said: fc.oneof(
    { maxDepth: 4 },
    binary,
    membership,
    tie('said').map(({ text, holds }) => ({
      text: `NOT (${text})`,
      holds: (worker: WorkerAttributes) => !holds(worker),
    })),
    fc.tuple(tie('said'), tie('said')).map(([a, b]) => ({
      text: `(${a.text})AND(${b.text})`,
      holds: (worker: WorkerAttributes) => a.holds(worker) && b.holds(worker),
    })),
    fc.tuple(tie('said'), tie('said')).map(([a, b]) => ({
      text: `( ${a.text} )  or ( ${b.text} )`,
      holds: (worker: WorkerAttributes) => a.holds(worker) || b.holds(worker),
    })),
  ),
}))

describe('for any expression and any worker', () => {
  test('an expression agrees with a naive evaluator', () => {
    fc.assert(
      fc.property(said, attributes, ({ text, holds }, worker) => matches(text, worker) === holds(worker)),
      { numRuns: runs(1_000) },
    )
  })

  test('AND binds more tightly than OR, NOT more tightly than both, and De Morgan’s laws hold', () => {
    fc.assert(
      fc.property(binary, binary, binary, attributes, (a, b, c, worker) => {
        const says = (text: string) => matches(text, worker)
        expect(says(`${a.text} OR ${b.text} AND ${c.text}`)).toBe(says(`${a.text} OR (${b.text} AND ${c.text})`))
        expect(says(`${a.text} AND ${b.text} OR ${c.text}`)).toBe(says(`(${a.text} AND ${b.text}) OR ${c.text}`))
        expect(says(`NOT ${a.text} AND ${b.text}`)).toBe(says(`(NOT (${a.text})) AND ${b.text}`))
        expect(says(`NOT (${a.text} OR ${b.text})`)).toBe(says(`NOT ${a.text} AND NOT ${b.text}`))
        expect(says(`NOT NOT ${a.text}`)).toBe(says(a.text))
      }),
    )
  })

  test('any text is an expression, or has its mistake at one of its columns', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '(',
        ')',
        '[',
        ']',
        ',',
        '.',
        ' ',
        'AND',
        'NOT',
        'IN',
        "'",
        '"',
        '\\',
        '-',
        '1',
        'a',
        '=',
        '!',
        '😀',
      ),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((each) => each.join('')),
        ),
        (text) => {
          try {
            parseWorkerExpression(text)
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError)
            const { column } = error as ExpressionError
            expect(column >= 1 && column <= text.length + 1).toBe(true)
          }
        },
      ),
      { numRuns: runs(200) },
    )
  })
})
