import { afterAll, test } from '@jest/globals'
import { listAllFixtures } from '../support/fixtures.ts'
import { compareSignatures } from '../support/judges/second-opinion.ts'
import { openXmlsec1 } from '../support/judges/xmlsec1.ts'

const xmlsec1 = openXmlsec1()
afterAll(xmlsec1.close)

test.each(listAllFixtures())('xmlsec1 says of the signatures of %s what we say', (name) =>
  compareSignatures(name, 'xmlsec1', xmlsec1.says),
)
