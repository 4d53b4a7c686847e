import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { readServeConfig } from '../../src/edge/config.ts'
import { readExamples, readPage, runExamples } from '../support/documented-examples.ts'
import { withHarness } from '../support/harness.ts'

const PAGE = readPage('library.md')
const EXAMPLES = readExamples(PAGE)
const source = (name: string) => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8')

/** What stands in code on the page, outside its examples. */
const NAMED = new Set(
  [...PAGE.replace(/^```.*?^```$/gms, '').matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.match(/\w+/g) ?? []),
)
const missing = (names: readonly string[]) => names.filter((name) => !NAMED.has(name))

describe('the page of the library', () => {
  let ran: Awaited<ReturnType<typeof runExamples>>
  beforeAll(async () => {
    ran = await runExamples(EXAMPLES)
  })

  test('has examples that are well typed', () => expect(ran.diagnostics).toBe(''))

  test.each(EXAMPLES.map(({ name, marks }, index) => ({ name, marks, index })))(
    'has an example that does what it says: $name',
    ({ index, marks }) => {
      expect(marks).toBeGreaterThan(0)
      expect(ran.outcomes[index]).toEqual({ found: marks, error: null })
    },
  )

  test('names everything that is exported', () => {
    const exported = [...source('index.ts').matchAll(/\{([^}]*)\}/g)].flatMap(([, names = '']) => names.split(','))
    const names = exported.map((name) => name.replace(/^\s*type\s/, '').trim()).filter((name) => name !== '')
    expect(names).toContain('startFlexIamMock')
    expect(missing(names)).toEqual([])
  })

  test('names everything that a harness has', () =>
    withHarness(async (harness) => {
      const { logins, workers, connections, clock, idp } = harness
      const names = [harness, logins, workers, connections, clock, idp].flatMap((each) => Object.keys(each))
      expect(names.length).toBeGreaterThan(35)
      expect(missing(names)).toEqual([])
    }))

  test('names every option and every code of an error', () => {
    const codes = [...source('core/errors.ts').matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, code = '']) => code)
    expect(codes.length).toBeGreaterThan(8)
    expect(missing([...codes, ...Object.keys(readServeConfig({}, {}))])).toEqual([])
  })
})
