import { expect, test } from '@jest/globals'
import type { WhatIf } from '../../src/app/what-if/what-if.ts'
import type { Rehearsal } from '../../src/core/what-if/migration.ts'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { loadFixture } from '../support/fixtures.ts'
import { post, send } from '../support/harness.ts'

const JQ = 'JQ99999999999999999999999999999999'

/** Posts a captured message to a tenant that is set up for it, with some fields another way; gives the attempt's URL. */
async function record(flex: FlexIamMock, name: string, changes: object = {}): Promise<string> {
  const { samlResponse, settings } = loadFixture(name)
  const sid = settings.account ?? settings.connection ?? ''
  flex.clock.freeze(new Date(settings.now))
  await flex.connect({ sid, idpIssuer: settings.idpIssuer, certificates: settings.certificates, ...changes })
  const answer = await post(flex.acsUrl(sid), { SAMLResponse: samlResponse })
  return `${flex.url}/api/v1/logins/${answer.headers.get('flex-iam-mock-login')}`
}
const ask = async (login: string, changes: object): Promise<WhatIf> =>
  (await send(`${login}/what-if`, 'POST', { changes })).json() as Promise<WhatIf>

test('a rejected login says which setting would make it pass, and the question stores nothing', async () => {
  await using flex = await startFlexIamMock()
  const login = await record(flex, 'responses/entra/both', { idpIssuer: 'https://example.com/old' })
  const before = await (await fetch(`${flex.url}/api/v1/logins`)).json()
  const { report, smallestChange } = await ask(login, {})
  expect(report.outcome).toBe('rejected')
  expect(smallestChange).toEqual([
    {
      setting: 'idpIssuer',
      from: 'https://example.com/old',
      to: report.idp.issuer,
      side: 'console',
      where: 'Flex Console › Single Sign-On › Identity Provider Issuer',
    },
  ])
  const green = await ask(login, { idpIssuer: report.idp.issuer })
  expect(green.report.outcome).toBe('accepted')
  expect(green.smallestChange).toEqual([])
  expect(await (await fetch(`${flex.url}/api/v1/logins`)).json()).toEqual(before)
  expect(await flex.workers.list()).toEqual([])
})

test('policy, clock skew, time, certificate and product can be changed', async () => {
  await using flex = await startFlexIamMock()
  const login = await record(flex, 'responses/entra/response')
  expect((await ask(login, {})).smallestChange?.map(({ setting }) => setting)).toEqual(['signing'])
  expect((await ask(login, { signaturePolicy: 'response' })).report.outcome).toBe('accepted')
  const late = { signaturePolicy: 'response', now: '2026-11-23T06:00:00Z' }
  expect((await ask(login, late)).report.outcome).toBe('rejected')
  expect((await ask(login, { ...late, clockSkewSeconds: 86_400 })).report.outcome).toBe('accepted')
  const unknownKey = await ask(login, { signaturePolicy: 'response', certificates: [] })
  expect(unknownKey.smallestChange?.map(({ setting }) => setting)).toEqual(['certificates'])
  expect((await ask(login, { product: 'okta' })).report.idp.product).toBe('okta')
})

test('invalid questions are refused with the reason', async () => {
  await using flex = await startFlexIamMock()
  const login = await record(flex, 'responses/entra/both')
  const wrong = await send(`${login}/what-if`, 'POST', { changes: { policy: 'both' } })
  expect(wrong.status).toBe(400)
  const refused = [
    { sid: JQ },
    { generation: 'enhanced', sid: `AC${'1'.repeat(32)}` },
    { acs: [] },
    { acs: Array(21).fill('https://a.example') },
  ]
  for (const changes of refused) expect((await send(`${login}/what-if`, 'POST', { changes })).status).toBe(400)
  expect((await wrong.json()).detail).toContain('policy')
  expect((await send(`${flex.url}/api/v1/logins/none/what-if`, 'POST', {})).status).toBe(404)
  expect((await fetch(`${login}/migration?to=preview`)).status).toBe(400)
  expect((await fetch(`${login}/migration?to=enhanced&sid=AC${'1'.repeat(32)}`)).status).toBe(400)
})

test('a login previews the migration to enhanced: both verdicts, and what to change on both sides', async () => {
  await using flex = await startFlexIamMock()
  const login = await record(flex, 'responses/entra/both')
  const rehearsal: Rehearsal = await (await fetch(`${login}/migration?to=enhanced&sid=${JQ}`)).json()
  expect([rehearsal.from.outcome, rehearsal.to.outcome]).toEqual(['accepted', 'accepted'])
  expect(rehearsal.to.report).toMatchObject({ generation: 'enhanced', connection: JQ })
  expect(rehearsal.besides).toEqual([])
  expect(rehearsal.steps.map(({ side }) => side)).toEqual([
    'console',
    'console',
    'console',
    'console',
    'idp',
    'idp',
    'console',
  ])
  const [entityId, acsUrl] = rehearsal.steps.filter(({ side }) => side === 'idp')
  expect(entityId).toMatchObject({ to: `urn:flex:${JQ}`, where: expect.stringContaining('Identifier (Entity ID)') })
  expect(acsUrl?.to).toContain(`https://login.flex.us1.twilio.com/login/callback?connection=${JQ}`)
  expect(acsUrl?.from).toMatch(/^https:\/\/iam\.twilio\.com\//)
  expect(rehearsal.warning).toContain('right after each other')
})

test('additional requirements of the new ACS are found before the migration', async () => {
  await using flex = await startFlexIamMock()
  const login = await record(flex, 'checks/audience-is-present')
  const rehearsal: Rehearsal = await (await fetch(`${login}/migration?to=enhanced`)).json()
  expect(rehearsal.from.outcome).toBe('accepted')
  expect(rehearsal.to.report.generation).toBe('enhanced')
})

test('a migration from preview to legacy keeps the account and changes the entity ID', async () => {
  await using flex = await startFlexIamMock()
  const { samlResponse, settings } = loadFixture('responses/entra/both')
  const sid = settings.account ?? ''
  flex.clock.freeze(new Date(settings.now))
  await flex.connect({
    sid,
    idpIssuer: settings.idpIssuer,
    certificates: settings.certificates,
    twilioSsoUrl: 'preview',
  })
  const answer = await post(`${flex.url}/iam/Accounts/${sid}/saml2`, { SAMLResponse: samlResponse })
  const login = `${flex.url}/api/v1/logins/${answer.headers.get('flex-iam-mock-login')}`
  const { from, to, steps }: Rehearsal = await (await fetch(`${login}/migration?to=legacy`)).json()
  expect([from.outcome, to.outcome]).toEqual(['rejected', 'accepted'])
  expect(steps.map(({ field }) => field)).toEqual(['acsUrl', 'entityId', 'Twilio SSO URL'])
  expect(steps[1]?.to).toContain(`/v1/Accounts/${sid}/saml2/metadata, which ends with /metadata`)
})

test('the page of a rejected login says what would make it pass', async () => {
  await using flex = await startFlexIamMock()
  const login = await record(flex, 'responses/entra/response')
  const page = await (await fetch(login.replace('/api/v1', ''))).text()
  expect(page).toContain('What would make it pass')
  expect(page).toContain('Signing Option')
  const forged = await record(flex, 'checks/response-signature-valid')
  expect(await (await fetch(forged.replace('/api/v1', ''))).text()).not.toContain('What would make it pass')
})
