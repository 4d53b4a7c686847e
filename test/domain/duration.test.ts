import { expect, test } from '@jest/globals'
import { formatDuration } from '../../src/core/domain/duration.ts'

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1 s'],
  [1_500, '1.5 s'],
  [1_987, '2 s'],
  [120_000, '120 s'],
])('%i milliseconds are written as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})
