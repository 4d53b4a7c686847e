import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { onePlaceFor } from '../../src/app/selftest/places.ts'
import { CHECKS } from '../../src/core/checks/index.ts'
import { FAULTS } from '../../src/core/mutations/index.ts'
import { renderFaults } from '../../src/core/mutations/render-faults.ts'
import { faultSuite } from '../support/faults.ts'

const expectExactly = faultSuite()

// Every fourth fault here, each in a different style; the slow suite tries every fault in every style.
const CASES = FAULTS.flatMap((fault, index) =>
  onePlaceFor(fault, index).map((place) => ({
    ...place,
    fault,
    title: `${fault.name}, ${place.style.id}, ${place.generation}`,
  })),
)

describe('a fault raises its finding and nothing else', () => {
  test.each(CASES.filter((_, index) => index % 4 === 0))('$title', ({ fault, generation, style }) =>
    expectExactly(style, generation, fault),
  )
})

test('every fault is possible somewhere, and its findings are existing checks', () => {
  const ids = CHECKS.map(({ id }) => id)
  for (const fault of FAULTS) {
    expect(CASES.map((each) => each.fault)).toContain(fault)
    expect(ids).toEqual(expect.arrayContaining([...fault.raises]))
  }
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length)
})

test('docs/faults.md is up to date', () => {
  expect(readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8')).toBe(renderFaults())
})
