import { expect, test } from '@jest/globals'
import { xmlCryptoSays } from '../../src/app/selftest/judges/xml-crypto.ts'
import { GIVEN_REASONS } from '../support/disagreements.ts'
import { listAllFixtures, listFixtures } from '../support/fixtures.ts'
import { compareSignatures } from '../support/judges/second-opinion.ts'

const ALL = listAllFixtures()

test.each(listFixtures('responses'))('xml-crypto says of the signatures of %s what we say', (name) =>
  compareSignatures(name, 'xml-crypto', xmlCryptoSays),
)

test('every reason for a disagreement belongs to existing fixtures', () => {
  const explained = GIVEN_REASONS.flatMap(({ over }) =>
    Object.entries(over).flatMap(([folder, names]) => names.map((name) => `${folder}/${name}.response`)),
  )
  expect(explained.length).toBeGreaterThan(50)
  expect(explained.filter((file) => !ALL.includes(file))).toEqual([])
})
