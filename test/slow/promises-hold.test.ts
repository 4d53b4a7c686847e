import { expect, test } from '@jest/globals'
import { caseOf, type JudgedCase, judge } from '../../src/core/judge/inspect.ts'
import { readMessage } from '../../src/core/saml/read.ts'
import type { SettingChange } from '../../src/core/what-if/smallest-change.ts'
import { findSmallestChange } from '../../src/core/what-if/smallest-change.ts'
import { caseAtTenant } from '../support/fixture-cases.ts'
import { listAllFixtures, loadFixture } from '../support/fixtures.ts'

const SIGNED = ['signing-certificate-is-configured', 'response-signature-valid', 'assertion-signature-valid']

/** A fixture at its tenant before anybody has saved a connection there. */
function atNobodys(name: string): JudgedCase {
  const { samlResponse, settings } = loadFixture(name)
  const judged = caseAtTenant(samlResponse, { ...settings, certificates: [], idpIssuer: undefined }, settings.now)
  return caseOf(judged.posted, { ...judged.settings, connection: null }, judged.now)
}

/** The same, once the certificate is saved that a change names. */
function withPromised(judged: JudgedCase, step: SettingChange): JudgedCase {
  const sha256 = /SHA-256 ([0-9A-F]{64})/.exec(step.to)?.[1]
  const { signatures = [] } = readMessage(judged.posted.fields, null, []).verification ?? {}
  const carried = signatures.flatMap(({ embedded }) => embedded ?? [])
  const promised = carried.find(({ certificate }) => certificate.sha256 === sha256)
  const [{ assertion, issuer } = {}] = [judged.message.response ?? undefined]
  const settings = { idpIssuer: assertion?.issuer ?? issuer ?? 'x', certificates: [promised?.base64 ?? ''] }
  const { sid } = judged.settings
  const tenant = sid.startsWith('JQ') ? { connection: sid } : { account: sid }
  return caseAtTenant(judged.posted.fields[0] ?? '', { ...tenant, ...settings }, judged.now.toISOString())
}

test('no certificate is promised, for any fixture, that does not make its signatures hold', () => {
  const promised = listAllFixtures().flatMap((name) => {
    const judged = atNobodys(name)
    const step = findSmallestChange(judged)?.find(({ to }) => to.includes('SHA-256'))
    return step ? [{ name, judged, step }] : []
  })
  expect(promised.length).toBeGreaterThan(100)
  const broken = promised.filter(({ judged, step }) => {
    const { findings } = judge(withPromised(judged, step), '').report
    return findings.some(({ id, status }) => SIGNED.includes(id) && status === 'fail')
  })
  expect(broken.map(({ name }) => name)).toEqual([])
})
