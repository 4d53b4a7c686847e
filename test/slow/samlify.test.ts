import { test } from '@jest/globals'
import { type Login, loginOf, samlifysLogin } from '../../src/app/selftest/judges/samlify.ts'
import type { Bundle } from '../../src/core/bundle/bundle.ts'
import { readMessage } from '../../src/core/saml/read.ts'
import { checkResponse, type Report } from '../../src/index.ts'
import { listAllFixtures, loadFixture } from '../support/fixtures.ts'
import { certificatesOf, expectAgreement } from '../support/judges/second-opinion.ts'

test.each(listAllFixtures())('samlify reads the same login from %s, or refuses it too', async (name) => {
  const bundle = loadFixture(name)
  const report = await checkResponse(bundle.samlResponse, bundle.settings)
  expectAgreement(bundle, 'samlify', ourLogin(bundle, report), await samlifysLogin(evidenceOf(bundle, report)))
})

/** The login that we read from signed bytes; null when we refuse the message. */
function ourLogin(bundle: Bundle, { outcome }: Report): Login | null {
  const { verification } = readMessage([bundle.samlResponse], null, certificatesOf(bundle))
  return outcome === 'accepted' && verification?.signedAssertion ? loginOf(verification.signedAssertion) : null
}

const evidenceOf = (bundle: Bundle, { judged }: Report) => ({
  samlResponse: bundle.samlResponse,
  certificates: certificatesOf(bundle),
  idpIssuer: bundle.settings.idpIssuer ?? '',
  acsUrl: judged.acs[0] ?? '',
  entityId: judged.audience,
  now: new Date(bundle.settings.now),
  clockSkewSeconds: judged.clockSkewSeconds,
})
