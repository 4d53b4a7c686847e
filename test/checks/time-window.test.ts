import { expect, test } from '@jest/globals'
import type { Report } from '../../src/index.ts'
import { authnStatement, conditions, confirmation, judge, NOW, type ResponseParts } from '../support/response.ts'

/** What Flex tolerates between two clocks. */
const SKEW_MS = 180_000
const FAR_AHEAD = '2026-12-02T10:00:00Z'

type Bound = [name: string, check: string, changes: (time: string) => Partial<ResponseParts>]

const BEGINS: Bound[] = [
  ['NotBefore of Conditions', 'not-before-reached', (notBefore) => ({ conditions: conditions({ notBefore }) })],
  [
    'NotBefore of SubjectConfirmationData',
    'subject-confirmation-in-time',
    (time) => ({ confirmation: confirmation({ extra: ` InResponseTo="_request" NotBefore="${time}"` }) }),
  ],
]
const ENDS: Bound[] = [
  [
    'NotOnOrAfter of Conditions',
    'not-on-or-after-ahead',
    (notOnOrAfter) => ({ conditions: conditions({ notOnOrAfter }) }),
  ],
  [
    'NotOnOrAfter of SubjectConfirmationData',
    'subject-confirmation-in-time',
    (notOnOrAfter) => ({ confirmation: confirmation({ notOnOrAfter }) }),
  ],
  [
    'SessionNotOnOrAfter',
    'session-not-over',
    (time) => ({ authnStatement: authnStatement(` SessionNotOnOrAfter="${time}"`) }),
  ],
]

const at = (milliseconds: number) => new Date(Date.parse(NOW) + milliseconds).toISOString()
const statusOf = ({ findings }: Report, check: string) => findings.find(({ id }) => id === check)?.status

const CASES = [
  ...BEGINS.flatMap(([name, check, changes]) => [
    [name, 'the tolerance and 1 ms ahead', 'fail', check, changes(at(SKEW_MS + 1))] as const,
    [name, 'the tolerance ahead', 'pass', check, changes(at(SKEW_MS))] as const,
    [name, 'the tolerance less 1 ms ahead', 'pass', check, changes(at(SKEW_MS - 1))] as const,
  ]),
  ...ENDS.flatMap(([name, check, changes]) => [
    [name, 'the tolerance and 1 ms ago', 'fail', check, changes(at(-SKEW_MS - 1))] as const,
    [name, 'the tolerance ago', 'fail', check, changes(at(-SKEW_MS))] as const,
    [name, 'the tolerance less 1 ms ago', 'pass', check, changes(at(-SKEW_MS + 1))] as const,
  ]),
]

test.each(CASES)('%s that is %s: %s', async (_name, _when, status, check, changes) => {
  expect(statusOf(await judge(changes), check)).toBe(status)
})

test.each([...BEGINS, ...ENDS])(
  '%s that is not a time does not hold, nor does one a day off',
  async (name, check, changes) => {
    const isStart = name.startsWith('NotBefore')
    const off = await judge(changes(isStart ? FAR_AHEAD : '2026-11-30T10:00:00Z'))
    const finding = off.findings.find(({ id }) => id === check)
    expect(finding).toMatchObject({
      status: 'fail',
      expected: expect.stringContaining(isStart ? '180 s' : 'after 2026'),
    })
    expect(finding?.location).toContain(name.split(' ')[0])
    const unreadable = await judge(changes('soon'))
    expect(unreadable.outcome).toBe('rejected')
    expect(statusOf(unreadable, check)).toBe('not-run') // the schema says it first
  },
)

test('the bearer confirmation that is valid now is chosen from several, to the millisecond', async () => {
  const [late, held] = [at(-SKEW_MS), at(-SKEW_MS + 1)].map((notOnOrAfter) => confirmation({ notOnOrAfter }))
  expect(statusOf(await judge({ confirmation: `${late}${held}` }), 'subject-confirmation-in-time')).toBe('pass')
  expect(statusOf(await judge({ confirmation: `${late}${late}` }), 'subject-confirmation-in-time')).toBe('fail')
})
