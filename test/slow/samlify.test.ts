import { test } from '@jest/globals'
import { checkResponse } from '../../src/index.ts'
import { listAllFixtures, loadFixture } from '../support/fixtures.ts'
import { ourLogin, samlifysLogin } from '../support/judges/samlify.ts'
import { expectAgreement } from '../support/judges/second-opinion.ts'

test.each(listAllFixtures())('samlify reads the same login from %s, or refuses it too', async (name) => {
  const bundle = loadFixture(name)
  const report = await checkResponse(bundle.samlResponse, bundle.settings)
  expectAgreement(bundle, 'samlify', ourLogin(bundle, report), await samlifysLogin(bundle, report))
})
