import { test } from '@jest/globals'
import { xmlCryptoSays } from '../../src/app/selftest/judges/xml-crypto.ts'
import { listAllFixtures } from '../support/fixtures.ts'
import { compareSignatures } from '../support/judges/second-opinion.ts'

test.each(listAllFixtures())('xml-crypto says of the signatures of %s what we say', (name) =>
  compareSignatures(name, 'xml-crypto', xmlCryptoSays),
)
