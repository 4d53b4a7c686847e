import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { REASONS } from '../../src/app/selftest/reasons.ts'
import { ATTACKS, FAULTS } from '../../src/core/mutations/index.ts'

test('every reason names faults and attacks that exist, and names are unique', () => {
  const names = [...FAULTS, ...ATTACKS].map(({ name }) => name)
  expect(REASONS.flatMap(({ of }) => of).filter((name) => !names.includes(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
})

test('docs/selftest.md lists every attack as the table has it', () => {
  const text = readFileSync(new URL('../../docs/selftest.md', import.meta.url), 'utf8')
  const rows = ATTACKS.map(
    ({ name, title, raises: [finding] }) => `| \`${name}\` | ${title} | ${finding ? `\`${finding}\`` : 'accepted'} |`,
  )
  expect(rows.filter((row) => !text.includes(row))).toEqual([])
  expect(text.match(/^\| `[a-z]/gm)).toHaveLength(ATTACKS.length)
})
