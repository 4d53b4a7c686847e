import { expect, test } from '@jest/globals'
import { type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { post } from '../support/harness.ts'
import { ACCOUNT, buildResponse, conditions, confirmation, IDP_CERTIFICATE, ISSUER } from '../support/response.ts'

/** Posts a message of 09:59:30 that holds for three hours, at another time. */
async function postAt(flex: FlexIamMock, now: string, serial: number): Promise<Report> {
  flex.clock.freeze(new Date(now))
  const message = buildResponse({
    assertionId: `_assertion${serial}`,
    confirmation: confirmation({ notOnOrAfter: '2026-12-01T13:00:00Z' }),
    conditions: conditions({ notOnOrAfter: '2026-12-01T13:00:00Z' }),
  })
  await post(flex.acsUrl(ACCOUNT), { SAMLResponse: message })
  const report = await flex.logins.latest()
  if (report === null) throw new Error('nothing was recorded')
  return report
}
const whyOf = (report: Report, id: string) => report.findings.find((finding) => finding.id === id)?.because
const connected = async () => {
  const flex = await startFlexIamMock()
  await flex.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
  return flex
}

test('an IdP whose clock is always ahead is distinguished from a single odd message', async () => {
  await using flex = await connected()
  const reports: Report[] = []
  for (const serial of [1, 2, 3, 4]) reports.push(await postAt(flex, `2026-12-01T09:49:3${serial}Z`, serial))
  const whys = reports.map((report) => whyOf(report, 'not-before-reached'))
  expect(whys[0]).toBe(
    "According to its IssueInstant, the message was issued 599 s after it arrived: the IdP's clock is ahead. It would pass with a tolerance of 570 s; Flex allows 180 s.",
  )
  expect(whys[3]).toContain('The last 3 logins of this IdP were also off by about 598 s: its clock is ahead.')
})

test('a late message from an IdP whose clock is right is reported as old', async () => {
  await using flex = await connected()
  for (const serial of [1, 2, 3]) expect((await postAt(flex, '2026-12-01T10:00:00Z', serial)).outcome).toBe('accepted')
  const late = await postAt(flex, '2026-12-01T13:10:00Z', 4)
  expect(whyOf(late, 'not-on-or-after-ahead')).toContain(
    'The last 3 logins of this IdP were on time (-30 s), so the message is old; the clock is right.',
  )
})

test('forged messages say nothing about the clock of an IdP', async () => {
  await using flex = await connected()
  for (const serial of [1, 2, 3]) {
    flex.clock.freeze(new Date('2026-12-01T09:49:30Z'))
    const forged = buildResponse({
      assertionId: `_forged${serial}`,
      after: (xml) => xml.replace('Ada Lovelace', 'Eve'),
    })
    await post(flex.acsUrl(ACCOUNT), { SAMLResponse: forged })
  }
  expect(whyOf(await postAt(flex, '2026-12-01T09:49:30Z', 4), 'not-before-reached')).not.toContain('The last')
})
