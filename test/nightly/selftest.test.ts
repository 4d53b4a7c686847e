import { expect, test } from '@jest/globals'
import { REASONS } from '../../src/app/selftest/reasons.ts'
import { runSelftest } from '../../src/app/selftest/run-selftest.ts'

test('everything that selftest tries, in every style and for both generations, passes, and every reason is used', async () => {
  const { messages, passed } = await runSelftest({ everywhere: true, version: 'test' })
  const unseemly = messages.filter(
    ({ wrong, differences }) => wrong.length > 0 || differences.some(({ why }) => why === null),
  )
  expect(unseemly).toEqual([])
  expect(passed).toBe(true)
  const differences = messages.flatMap((each) =>
    each.differences.map((difference) => ({ ...difference, name: each.name })),
  )
  const idle = REASONS.flatMap(({ of, ...reason }) => of.map((name) => ({ ...reason, name }))).filter(
    ({ judge, question, theirs, why, name }) =>
      !differences.some(
        (each) =>
          each.name === name &&
          each.judge === judge &&
          each.question === question &&
          each.theirs === theirs &&
          each.why === why,
      ),
  )
  expect(idle).toEqual([])
}, 1_200_000)
