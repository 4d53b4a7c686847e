import { test } from '@jest/globals'
import { listAllFixtures } from '../support/fixtures.ts'
import { compareSignatures } from '../support/judges/second-opinion.ts'
import { xmlCryptoSays } from '../support/judges/xml-crypto.ts'

test.each(listAllFixtures())('xml-crypto says of the signatures of %s what we say', (name) =>
  compareSignatures(name, 'xml-crypto', xmlCryptoSays),
)
