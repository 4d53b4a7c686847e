import { expect, test } from '@jest/globals'
import { createThreadedReader } from '../../src/app/reading/message-reader.ts'
import { judge } from '../../src/core/judge/inspect.ts'
import { caseOf } from '../support/fixture-cases.ts'
import { listAllFixtures } from '../support/fixtures.ts'

const THREAD = new URL('../../dist/app/reading/message-reader-thread.js', import.meta.url)

test('reading in a thread and in place gives the same Report, for every file of fixtures', async () => {
  const { examine, close } = createThreadedReader(THREAD)
  const names = listAllFixtures()
  for (const each of names.map(caseOf)) {
    const message = await examine(each.posted, each.settings)
    expect(message).toEqual(each.message)
    expect(JSON.stringify(judge({ ...each, message }, '0'))).toBe(JSON.stringify(judge(each, '0')))
  }
  expect(names.length).toBeGreaterThan(700)
  await close()
})
