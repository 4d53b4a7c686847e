import type { ExpectationResult } from '../domain/expectation.ts'
import type { Paint } from './format.ts'
import { shorten } from './printable.ts'
import { wrap } from './wrap.ts'

const HANG = ' '.repeat(11)

/** Expectations for people at a terminal: each with whether it holds, and what was received where it does not. */
export function renderExpectations(results: readonly ExpectationResult[], paint: Paint = (text) => text): string {
  const held = results.filter(({ holds }) => holds).length
  const lines = results.flatMap(({ expectation, holds, expected, received }) => {
    if (holds) return [`${paint('holds', 'green')}   ${shorten(expectation)}`]
    return [
      `${paint('missed', 'red')}  ${shorten(expectation)}`,
      wrap(shorten(expected), '  expected ', HANG),
      wrap(shorten(received), '  received ', HANG),
    ]
  })
  return [`${held} of ${results.length} expectations hold`, ...lines].join('\n')
}
