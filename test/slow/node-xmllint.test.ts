import { expect, test } from '@jest/globals'
import { nodeXmllintSays } from '../../src/app/selftest/judges/node-xmllint.ts'
import { readMessage } from '../../src/core/saml/read.ts'
import { listAllFixtures, loadFixture } from '../support/fixtures.ts'
import { documentOf, expectAgreement } from '../support/judges/second-opinion.ts'

const CASES = listAllFixtures().flatMap((name) => {
  const bundle = loadFixture(name)
  const document = documentOf(bundle)
  return document === null ? [] : [{ name, bundle, document }]
})
const SAID = await nodeXmllintSays(
  CASES.map(({ document }) => document),
  { patienceMs: 120_000 }, // a busy machine is no failure
)

test.each(CASES.map((each, index) => ({ ...each, said: SAID[index] })))(
  'node-xmllint finds the faults of schema in $name that we find',
  ({ bundle, said }) => {
    expect(said).toBeDefined() // it has answered
    const { response, schemaFaults } = readMessage([bundle.samlResponse], null, [])
    expectAgreement(bundle, 'node-xmllint', response !== null && schemaFaults.length === 0, said === null)
    // It formats what it prints with printf, once too often.
    const comparable = schemaFaults.filter(({ message }) => !message.includes('%'))
    for (const { message } of said === null ? [] : comparable) expect(said).toContain(message)
  },
)
