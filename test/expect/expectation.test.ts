import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AttributeValue, WorkerAttributes } from '../../src/domain/worker.ts'
import { readExpectation } from '../../src/expect/expectation.ts'
import { ExpectationFault } from '../../src/expect/fault.ts'
import { OPERATORS } from '../../src/expect/operators.ts'
import type { Report } from '../../src/index.ts'
import { readExpectations } from '../../src/login/expectations.ts'
import { REPORTS, reportOf } from '../support/reports.ts'

const VOCABULARY = { checks: ['one-assertion'], nearest: () => [] }
const accepted = await reportOf('responses/entra/both')
const rejected = await reportOf('checks/audience-names-entity-id')

/** An accepted login that left these attributes. */
const reportWith = (attributes: WorkerAttributes, friendlyName = 'ada@example.com'): Report => ({
  ...accepted,
  worker: { friendlyName, attributes },
  changes: Object.entries(attributes).map(([attribute, after]) => ({
    attribute,
    before: null,
    after,
    claim: attribute,
    valueIndex: 0,
    rule: 'stored as a string',
  })),
})

const ADA = reportWith({
  roles: ['agent', 'wfo.full_access'],
  full_name: 'Ada Lovelace',
  team_id: '7',
  level: 3,
  vip: true,
  nickname: '',
  'routing.skills': ['sales'],
  routing: { skills: ['never seen'], levels: { sales: 5 } },
  outcome: 'good',
  'a = b': 'odd',
  'worker.note': 'quoted',
  odd: { toString: 0, valueOf: null },
})

const held = (line: string, report = ADA) => readExpectations([line])[0]?.check(report)

test.each([
  'roles contains agent',
  'roles contains "agent"',
  'roles = ["agent","wfo.full_access"]',
  'roles != ["wfo.full_access","agent"]',
  'full_name = Ada Lovelace',
  'full_name="Ada Lovelace"',
  '  full_name   =   Ada Lovelace  ',
  'full_name contains Love',
  'full_name matches ^Ada',
  'full_name matches lace$',
  'full_name matches "l[a-z]+e"',
  'full_name != ada lovelace',
  'team_id = "7"',
  'team_id contains 7',
  'level = 3',
  'level != "3"',
  'vip = true',
  'nickname = ""',
  'nickname exists',
  'department absent',
  'routing.skills contains sales',
  'routing.levels.sales = 5',
  'routing.levels = {"sales": 5}',
  'roles.0 = agent',
  '"outcome" = good',
  '"a = b" = odd',
  '"worker.note" exists',
  'outcome = accepted',
  'outcome != rejected',
  'flexVerdict exists',
  'worker.friendlyName = ada@example.com',
  'worker.friendlyName matches @example\\.com$',
  'finding.audience-names-entity-id = pass',
  'finding.endpoint-is-current != fail',
  'changes.full_name = Ada Lovelace',
  'changes.department absent',
  'changes.routing.skills contains sales',
])('%s holds', (line) => {
  expect(held(line, line.includes('endpoint') ? { ...ADA, findings: [passOf('endpoint-is-current')] } : ADA)).toEqual({
    expectation: line.trim(),
    holds: true,
    expected: expect.stringMatching(/./),
    received: expect.stringMatching(/./),
  })
})

const passOf = (id: string): Report['findings'][number] => ({
  ...(accepted.findings[0] as Report['findings'][number]),
  id,
  status: 'pass',
})

test.each([
  ['roles contains supervisor', 'what contains "supervisor"', '["agent","wfo.full_access"]'],
  ['roles contains agen', 'what contains "agen"', '["agent","wfo.full_access"]'],
  ['roles = agent', '"agent"', '["agent","wfo.full_access"]'],
  ['roles matches agent', 'what matches agent', '["agent","wfo.full_access"] (matches is for texts)'],
  ['level contains 3', 'what contains 3', '3 (contains is for arrays and texts)'],
  ['full_name = ada lovelace', '"ada lovelace"', '"Ada Lovelace"'],
  ['full_name != Ada Lovelace', 'anything but "Ada Lovelace"', '"Ada Lovelace"'],
  ['full_name matches ^Lovelace', 'what matches ^Lovelace', '"Ada Lovelace"'],
  ['team_id = 7', '7', '"7" (a text: put the value in quotes)'],
  ['level = "3"', '"3"', '3 (no text but a number)'],
  ['vip = yes', '"yes"', 'true'],
  ['roles absent', 'nothing', '["agent","wfo.full_access"]'],
  ['outcome = rejected', '"rejected"', '"accepted"'],
  ['finding.audience-names-entity-id = fail', '"fail"', '"pass"'],
])('%s is missed', (line, expected, received) => {
  expect(held(line)).toEqual({ expectation: line, holds: false, expected, received })
})

test.each(['department exists', 'department = x', 'department != x', 'department contains x', 'department matches .*'])(
  '%s is missed where there is no such attribute, and it is told which there are',
  (line) => {
    expect(held(line)).toMatchObject({
      holds: false,
      received: expect.stringMatching(/^nothing: the worker has roles, full_name, /),
    })
  },
)

test.each(['roles absent', 'roles exists', 'roles != agent', 'changes.roles absent'])(
  'a rejected login has no worker, so not even %s holds of it',
  (line) => {
    expect(held(line, rejected)).toMatchObject({ holds: false, received: expect.stringContaining('no worker') })
  },
)

test('of a rejected login outcome and findings are known', () => {
  for (const line of ['outcome = rejected', 'finding.audience-names-entity-id = fail', 'worker.friendlyName absent'])
    expect(held(line, rejected)?.holds).toBe(true)
})

test('a login that a version without the check judged neither has the finding nor lacks it', () => {
  for (const line of ['finding.one-assertion = pass', 'finding.one-assertion absent'])
    expect(held(line, { ...accepted, findings: [] })?.holds).toBe(false)
})

test.each([
  ['outcome = rejected', true],
  ['outcome != accepted', true],
  ['outcome matches ^rej', true],
  ['outcome = accepted', false],
  ['outcome exists', false],
  ['"outcome" = rejected', false],
  ['flexVerdict = rejected', false],
])('whether %s asks for a rejection: %s', (line, wanted) => {
  expect(readExpectation(line, VOCABULARY).wantsRejection).toBe(wanted)
})

test.each([
  ['', 1, 'a path is missing', 'PATH OP VALUE'],
  ['= agent', 1, 'a path is missing', ''],
  ['roles', 6, 'an operator is missing', 'exists, absent'],
  ['roles contain agent', 7, "there is no operator 'contain'", 'Did you mean contains?'],
  ['roles == agent', 7, "there is no operator '=='", 'Write = once.'],
  ['roles =', 8, 'a value is missing', '""'],
  ['roles exists now', 14, 'exists takes no value', ''],
  ['"roles = x', 1, 'the quotes are not closed', ''],
  ['worker = x', 1, 'worker alone is no value', 'worker.friendlyName'],
  ['worker.friendlyname = x', 8, "the worker has no fact 'friendlyname'", 'Did you mean worker.friendlyName?'],
  ['changes. = x', 1, 'no attribute is named', 'changes.roles'],
  ['finding = pass', 1, 'no check is named', 'explain lists them'],
  ['finding.one-asertion = pass', 9, "there is no check 'one-asertion'", 'Did you mean one-assertion?'],
  ['finding.audience = pass', 9, "there is no check 'audience'", 'audience-names-entity-id or audience-is-present'],
  ['finding.one-assertion = passed', 25, 'it is never "passed"', 'Use one of pass, fail'],
  ['outcome = acepted', 11, 'it is never "acepted"', 'Did you mean accepted?'],
  ['outcome != refused', 12, 'it is never "refused"', ''],
  ['full_name matches (', 19, 'the pattern is not valid', 'RE2'],
  ['full_name matches (?=a)', 19, 'the pattern is not valid', 'neither lookaround nor back references'],
  [`full_name matches ${'a'.repeat(201)}`, 19, 'the pattern has 201 characters', 'at most 200'],
  ['full_name matches ((a{30}){30}){30}', 19, 'the pattern', ''],
  ['full_name = x\nroles = y', 14, 'the line ends here', 'a line of its own'],
  [`full_name = ${'x'.repeat(2_000)}`, 2_001, 'it has 2012 characters', 'at most 2000'],
])('%j is refused at column %i: %s', (line, column, problem, advice) => {
  const read = () => readExpectations([line])
  expect(read).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', hint: expect.stringContaining(advice) }))
  expect(read).toThrow(`column ${column}: ${problem}`)
})

const SUBJECTS = ['roles', 'odd', 'outcome', 'flexVerdict', 'worker', 'worker.friendlyName', 'finding.one-assertion']
const word = fc.constantFrom(
  ...SUBJECTS,
  ...['changes.roles', 'finding.', '"roles"', '"', '=', '!=', '==', 'contains', 'matches', 'exists', 'absent', ' '],
  ...[
    'agent',
    '"agent"',
    '[',
    '{}',
    '{"toString":0}',
    'null',
    '(',
    'a*',
    '[a-z]+',
    '\\',
    '(a{99}){99}',
    '\ud800',
    '\n',
    '__proto__',
  ],
)
const line = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 8 })
    .map((words) => words.join('')),
  fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
  fc
    .tuple(
      fc.constantFrom(...SUBJECTS, 'changes.roles', '"a b"'),
      fc.constantFrom(...OPERATORS.keys()),
      fc.oneof(word, fc.string()),
    )
    .map((parts) => parts.join(' ')),
)

test('whatever is written is read, or refused with a column in it; and what is read can be held against any login', async () => {
  const reports = [...(await Promise.all(Object.values(REPORTS).map((make) => make()))), ADA]
  const counts = { read: 0, refused: 0 }
  fc.assert(
    fc.property(line, (text) => {
      try {
        const { check } = readExpectation(text, VOCABULARY)
        counts.read += 1
        for (const report of reports) expect(typeof check(report).holds).toBe('boolean')
      } catch (fault) {
        if (!(fault instanceof ExpectationFault)) throw fault
        counts.refused += 1
        expect(fault.column).toBeGreaterThanOrEqual(1)
        expect(fault.column).toBeLessThanOrEqual(text.length + 1)
        expect(fault.advice).not.toBe('')
      }
    }),
    { numRuns: 2_000 },
  )
  expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(100)
})

const value = fc
  .jsonValue({ noUnicodeString: false } as never)
  .map((json) => JSON.parse(JSON.stringify(json)) as AttributeValue)

test('any name in quotes with any value as JSON is read back: = holds of that value, != of every other', () => {
  fc.assert(
    fc.property(fc.string(), value, value, (name, wanted, other) => {
      const text = JSON.stringify(wanted)
      fc.pre(text.length < 1_000 && name.length < 200)
      const report = reportWith(Object.fromEntries([[name, wanted]]))
      const check = (operator: string, json: string) =>
        readExpectation(`${JSON.stringify(name)} ${operator} ${json}`, VOCABULARY).check(report).holds
      const isSame = JSON.stringify(sorted(other)) === JSON.stringify(sorted(wanted))
      expect([check('=', text), check('!=', text), check('exists', ''), check('absent', '')]).toEqual([
        true,
        false,
        true,
        false,
      ])
      expect([check('=', JSON.stringify(other)), check('!=', JSON.stringify(other))]).toEqual([isSame, !isSame])
    }),
  )
})

/** The same value with the keys of objects in order. */
function sorted(json: AttributeValue): AttributeValue {
  if (Array.isArray(json)) return json.map(sorted)
  if (json === null || typeof json !== 'object') return json
  const entries = Object.entries(json).map(([key, each]): [string, AttributeValue] => [key, sorted(each)])
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

test('what is written of an expectation reads the same again', () => {
  fc.assert(
    fc.property(line, (text) => {
      const read = (each: string) => {
        try {
          return readExpectation(each, VOCABULARY)
        } catch {
          return null
        }
      }
      const once = read(text)
      fc.pre(once !== null)
      const again = read(once?.text ?? '')
      expect(again?.text).toBe(once?.text)
      expect(again?.check(ADA)).toEqual(once?.check(ADA))
    }),
  )
})

test('an evil pattern takes no longer than an honest one', () => {
  const report = reportWith({ note: 'a'.repeat(4_000) })
  const begun = performance.now()
  expect(held('note matches (a*)*b', report)?.holds).toBe(false)
  expect(held('note matches (a|aa)+$', report)?.holds).toBe(true)
  expect(performance.now() - begun).toBeLessThan(2_000) // backtracking would take years
})
