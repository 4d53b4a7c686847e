import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { VOCABULARY } from '../../src/app/waiting/expectations.ts'
import { readExpectation } from '../../src/core/expect/expectation.ts'
import { ExpectationFault } from '../../src/core/expect/fault.ts'
import { OPERATORS } from '../../src/core/expect/operators.ts'
import { readExpectationFile, readExpectations } from '../../src/core/expect/read.ts'
import { checkResponse, HarnessError, type Report } from '../../src/index.ts'
import { loadFixture } from '../support/fixtures.ts'
import { runs } from '../support/runs.ts'

const { samlResponse, settings } = loadFixture('responses/simplesamlphp/base-sp-redirect')
const accepted = await checkResponse(samlResponse, { idpIssuer: '', ...settings })
const rejected = await checkResponse(samlResponse, { idpIssuer: '', ...settings, audience: 'urn:another' })
const read = (line: string) => readExpectation(line, VOCABULARY)
const resultOf = (line: string, report: Report = accepted) => read(line).check(report)

test('the login of the table below', () => {
  expect(accepted.worker).toMatchObject({
    friendlyName: 'alice.agent@example.com',
    attributes: { roles: ['agent', 'supervisor'], 'routing.levels.billing': '5', location: 'Lisbon' },
  })
})

test.each([
  ['roles contains agent', true],
  ['roles contains "agent"', true],
  ['roles contains age', false],
  ['roles = ["agent","supervisor"]', true],
  ['roles = ["supervisor","agent"]', false],
  ['roles != agent', true],
  ['location = Lisbon', true],
  ['location = "Lisbon"', true],
  ['location=Lisbon', true],
  ['location != Lisbon', false],
  ['location contains isb', true],
  ['location matches ^Lis', true],
  ['location matches b', true],
  ['location matches (?i)LISBON$', true],
  ['location exists', true],
  ['location absent', false],
  ['nonsense exists', false],
  ['nonsense absent', true],
  ['nonsense = 1', false],
  ['nonsense != 1', false],
  ['routing.levels.billing = "5"', true],
  ['routing.levels.billing = 5', false],
  ['"routing.levels.billing" exists', true],
  ['routing.skills.0 = billing', true],
  ['full_name = Alice Agent', true],
  ['full_name =   Alice Agent   ', true],
  ['worker.friendlyName = alice.agent@example.com', true],
  ['outcome = accepted', true],
  ['flexVerdict != rejected', true],
  ['finding.audience-names-entity-id = pass', true],
  ['finding.endpoint-is-current = fail', true],
  ['changes.location = Lisbon', true],
  ['changes.nonsense absent', true],
  ['constructor absent', true],
  ['__proto__ exists', false],
])('%s is %s', (line, holds) => {
  expect(resultOf(line)).toMatchObject({ expectation: line.trim(), holds })
})

test.each([
  ['outcome = rejected', true],
  ['outcome != accepted', true],
  ['outcome matches ^rej', true],
  ['outcome = accepted', false],
  ['outcome exists', false],
  ['"outcome" = rejected', false],
  ['flexVerdict = rejected', false],
])('whether %s expects a rejection is %s', (line, wanted) => {
  expect(read(line).wantsRejection).toBe(wanted)
})

test('what was found instead is reported', () => {
  expect(resultOf('location = Oslo').actual).toBe('"Lisbon"')
  expect(resultOf('routing.levels.billing = 5').actual).toBe('"5" (a string: put the value in quotes)')
  expect(resultOf('nonsense exists').actual).toMatch(/^nothing; the worker has .*location/)
  expect(resultOf('roles matches agent').actual).toMatch(/matches is for strings/)
  expect(resultOf('location = Lisbon', rejected).actual).toMatch(/the login was rejected/)
})

test.each([
  ['outcome = rejected', true],
  ['finding.audience-names-entity-id = fail', true],
  ['location absent', false],
  ['changes.location absent', false],
  ['worker.friendlyName absent', false],
  ['location != Oslo', false],
])('for a rejected login, %s is %s', (line, holds) => {
  expect(resultOf(line, rejected).holds).toBe(holds)
})

test.each([
  ['', 1, /path is missing/],
  ['roles', 6, /operator is missing/],
  ['roles has agent', 7, /no operator 'has'/],
  ['roles containz agent', 7, /no operator 'containz'/],
  ['roles contains', 15, /value is missing/],
  ['roles exists yes', 14, /takes no value/],
  ['roles == agent', 7, /no operator '=='/],
  ['outcome = acepted', 11, /never "acepted"/],
  ['finding.audience-names-entityid = pass', 9, /no check 'audience-names-entityid'/],
  ['worker.name = x', 8, /no property 'name'/],
  ['worker', 1, /worker is not a value/],
  ['changes. exists', 1, /name of an attribute is missing/],
  ['finding = pass', 1, /id of a check is missing/],
  ['"open = x', 1, /quotes are not closed/],
  ['location matches (', 18, /pattern is not valid/],
  [`location matches ${'a'.repeat(201)}`, 18, /201 characters/],
  ['location matches ((a{100}){100}){100}', 18, /pattern/],
  ['roles contains a\nroles contains b', 17, /line ends here/],
])('%j is rejected at column %i', (line, column, message) => {
  const fault = (() => {
    try {
      return read(line)
    } catch (caught) {
      return caught
    }
  })()
  expect(fault).toBeInstanceOf(ExpectationFault)
  expect(fault).toMatchObject({ column, message: expect.stringMatching(message) })
})

test('an almost correct name gets a suggestion', () => {
  const adviceOf = (line: string) => {
    try {
      read(line)
      return null
    } catch (fault) {
      return (fault as ExpectationFault).advice
    }
  }
  expect(adviceOf('finding.audience-names-entityid = pass')).toContain('Did you mean audience-names-entity-id?')
  expect(adviceOf('finding.audience = pass')).toContain('Did you mean audience-names-entity-id or audience-is-present?')
  expect(adviceOf('outcome = acepted')).toContain('Did you mean accepted?')
  expect(adviceOf('roles containz agent')).toContain('Did you mean contains?')
})

test('a pattern that would stall a backtracking engine is harmless', () => {
  const report = { ...accepted, worker: { friendlyName: 'x', attributes: { text: `${'a'.repeat(60_000)}!` } } }
  const begun = performance.now()
  expect(resultOf('text matches (a+)+$', report).holds).toBe(false)
  expect(performance.now() - begun).toBeLessThan(5_000) // exponential engines take years
})

test('any line is an expectation, or is rejected at one of its columns', () => {
  const words = fc.constantFrom(
    ...[
      'roles',
      'outcome',
      'worker',
      'worker.friendlyName',
      'finding.',
      'changes.',
      'changes.roles',
      '"a b"',
      '__proto__',
    ],
    ...[
      '=',
      '!=',
      'contains',
      'matches',
      'exists',
      '"',
      '\\',
      '(',
      '[1',
      '{"toString":0}',
      'null',
      '\ud800',
      ' ',
      '\t',
      '\n',
    ],
  )
  const sentence = fc.tuple(
    fc.constantFrom('roles', 'outcome', 'worker.friendlyName', 'changes.roles', 'finding.one-assertion'),
    fc.constantFrom(...OPERATORS.keys()),
    fc.oneof(words, fc.string()),
  )
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words).map((each) => each.join('')),
    fc.array(words).map((each) => each.join(' ')),
    sentence.map((each) => each.join(' ')),
  )
  const odd = { ...accepted, worker: { friendlyName: 'x', attributes: { roles: { toString: 0 }, a: null } } }
  const counts = { read: 0, refused: 0 }
  fc.assert(
    fc.property(line, (text) => {
      try {
        const expectation = read(text)
        counts.read += 1
        for (const report of [accepted, rejected, odd]) expect(typeof expectation.check(report).holds).toBe('boolean')
        expect(read(expectation.text).check(accepted)).toEqual(expectation.check(accepted))
      } catch (fault) {
        if (!(fault instanceof ExpectationFault)) throw fault
        counts.refused += 1
        expect(fault.column).toBeGreaterThan(0)
        expect(fault.column).toBeLessThanOrEqual(text.length + 1)
        expect(fault.advice).not.toBe('')
      }
    }),
    { numRuns: runs(800) },
  )
  expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(100)
})

test.each(['outcome', 'location', 'nonsense', 'roles'])('an object with odd keys does not affect %s', (path) => {
  for (const json of ['{"toString":1}', '{"__proto__":{"valueOf":2}}', '[{"toString":null}]', 'null'])
    for (const operator of ['=', '!=', 'contains', 'matches']) {
      try {
        expect(typeof resultOf(`${path} ${operator} ${json}`).holds).toBe('boolean')
      } catch (fault) {
        if (!(fault instanceof ExpectationFault)) throw fault
      }
    }
})

test('any value of any attribute equals itself written as JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (name, value) => {
      const json = JSON.parse(JSON.stringify(value))
      const report = { ...accepted, worker: { friendlyName: 'x', attributes: Object.fromEntries([[name, json]]) } }
      expect(resultOf(`${JSON.stringify(name)} = ${JSON.stringify(json)}`, report)).toMatchObject({ holds: true })
    }),
    { numRuns: runs(300) },
  )
})

const fileOf = (content: string) => readExpectationFile(content, 'hopes.yaml', VOCABULARY)

test('a file is YAML or JSON', () => {
  const yaml = fileOf('# roles\nexpect:\n  - roles contains agent\n  - "location = Lisbon"\n')
  const json = fileOf('{"expect": ["roles contains agent", "location = Lisbon"]}')
  expect(yaml.map(({ text }) => text)).toEqual(json.map(({ text }) => text))
})

test.each([
  ['expect:\n  - roles has agent', /hopes\.yaml, line 2: .*column 7: there is no operator 'has'/],
  ['expect: []', /not a list of lines/],
  ['expect:\n  - 5', /line 2, column 5: it is not a string/],
  ['hope: [roles exists]', /expect is the only key/],
  ['[1', /hopes\.yaml, line 1/],
  ['', /does not contain an object/],
  ['expect: &a [*a]', /hopes\.yaml, line 1/],
])('the file %j is rejected', (content, message) => {
  const refuse = () => fileOf(content)
  expect(refuse).toThrow(HarnessError)
  expect(refuse).toThrow(message)
})

const withText = (text: string): Report => {
  const { worker } = accepted
  return { ...accepted, worker: worker && { ...worker, attributes: { text } } }
}
const LARGE = '(?:a?){80}a{80}'

test('a value that is too long for a pattern is not tried, and the result says so', () => {
  const long = withText('a'.repeat(4_000))
  expect(resultOf('text matches ^a+$', long)).toMatchObject({ holds: true })
  expect(resultOf(`text matches ${LARGE}`, withText('a'.repeat(100)))).toMatchObject({ holds: true })
  expect(resultOf(`text matches ${'(?:a?){300}a{300}'}`, long)).toMatchObject({
    holds: false,
    actual: expect.stringMatching(/not tried: 4000 characters are too many for this pattern/),
  })
})

test('the patterns of one request share a limit', () => {
  const lines = (count: number, pattern: string) => Array.from({ length: count }, () => `text matches ${pattern}`)
  expect(readExpectations(lines(300, '^agent$'), VOCABULARY)).toHaveLength(300)
  const tooMuch = () => readExpectations(lines(300, LARGE), VOCABULARY)
  expect(tooMuch).toThrow(/patterns up to expectation \d+ are too complex for one request/)
})
