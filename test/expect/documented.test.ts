import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { OPERATORS } from '../../src/expect/operators.ts'
import { readExpectationFile, readExpectations } from '../../src/login/expectations.ts'

const PAGE = readFileSync(new URL('../../docs/waiting.md', import.meta.url), 'utf8')

test('the file and the lines that docs/waiting.md shows are expectations', () => {
  const [, file = ''] = /```yaml\n(expect:\n[\s\S]*?)```/.exec(PAGE) ?? []
  expect(readExpectationFile(file, 'the page')).toHaveLength(4)
  const lines = [...PAGE.matchAll(/--expect '([^']+)'|`([^`\n]+ (?:=|contains|matches) [^`\n]+)`/g)].map(
    ([, shell, code]) => shell ?? code ?? '',
  )
  const wrong = ['outcome = acepted', 'finding.audience = fail']
  expect(lines).toEqual(expect.arrayContaining(wrong))
  const right = lines.filter((line) => !wrong.includes(line))
  expect(right.length).toBeGreaterThan(4)
  expect(readExpectations(right).map(({ text }) => text)).toEqual(right)
  for (const line of wrong) expect(() => readExpectations([line])).toThrow('column')
})

test('docs/waiting.md has every operator', () => {
  for (const name of OPERATORS.keys()) expect(PAGE).toMatch(new RegExp(`^\\|.*\`${name}\``, 'm'))
})
