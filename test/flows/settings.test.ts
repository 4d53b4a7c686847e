import { expect, test } from '@jest/globals'
import type { IdpSettings } from '../../src/core/connection/setup-guide.ts'
import { PRODUCTS } from '../../src/core/products/index.ts'
import { checkResponse, startFlexIamMock } from '../../src/index.ts'
import { fileWith, runCli } from '../support/cli.ts'
import { send } from '../support/harness.ts'

const AC = 'AC0123456789abcdef0123456789abcdef'
const JQ = 'JQ0123456789abcdef0123456789abcdef'

test('the setup guide of a tenant says what to enter in the IdP, before anything is saved', async () => {
  await using flex = await startFlexIamMock()
  const settings: IdpSettings = await (await fetch(`${flex.url}/api/v1/settings/${JQ}?product=okta`)).json()
  expect(settings).toMatchObject({
    generation: 'enhanced',
    product: 'okta',
    harness: {
      acsUrl: flex.acsUrl(JQ),
      entityId: `urn:flex:${JQ}`,
      metadataUrl: `${flex.url}/samlp/metadata?connection=${JQ}`,
      loginUrl: `${flex.url}/login/${JQ}`,
    },
    live: { acsUrl: `https://login.flex.us1.twilio.com/login/callback?connection=${JQ}` },
  })
  expect((await fetch(settings.harness.metadataUrl)).status).toBe(200)
  expect(settings.settings.find(({ setting }) => setting === 'entityId')).toMatchObject({
    where: expect.stringContaining('Audience URI (SP Entity ID)'),
    value: `urn:flex:${JQ}`,
  })
  expect(settings.settings.find(({ setting }) => setting === 'signing')?.value).toContain('Signed for Response')
  expect(settings.setUp.join('\n')).toContain(flex.acsUrl(JQ))
  expect(settings.console.map(({ value }) => value)).toEqual([null, null, null, null, null])
})

test('the product and the values of a saved connection are used', async () => {
  await using flex = await startFlexIamMock()
  await flex.connect({ sid: AC, product: 'google', idpIssuer: 'https://idp.example.com', twilioSsoUrl: 'preview' })
  const settings: IdpSettings = await (await fetch(`${flex.url}/api/v1/settings/${AC}`)).json()
  expect(settings).toMatchObject({ generation: 'preview', product: 'google' })
  expect(settings.settings.find(({ setting }) => setting === 'signing')?.value).toBe('ticked')
  expect(settings.console[0]).toMatchObject({ field: 'Identity Provider Issuer', value: 'https://idp.example.com' })
  expect(settings.console[0]?.from).toContain('Google Workspace')
})

test.each(PRODUCTS.map(({ id }) => id))('every value of %s is filled in', async (product) => {
  await using flex = await startFlexIamMock()
  for (const sid of [AC, JQ]) {
    const text = await (await fetch(`${flex.url}/api/v1/settings/${sid}?product=${product}`)).text()
    expect(text).not.toMatch(/\{(acsUrl|entityId|sid)\}|undefined/)
    expect(text).toContain(flex.acsUrl(sid))
  }
})

test('an unknown tenant or product is refused, with the possible values', async () => {
  await using flex = await startFlexIamMock()
  expect((await fetch(`${flex.url}/api/v1/settings/AC123`)).status).toBe(400)
  const unknown = await fetch(`${flex.url}/api/v1/settings/${AC}?product=azure`)
  expect(await unknown.json()).toMatchObject({ status: 400, hint: expect.stringContaining('entra') })
  const connections = `${flex.url}/api/v1/connections`
  const refused = { status: 400, hint: expect.stringContaining('entra') }
  expect(await (await send(connections, 'POST', { sid: AC, product: 'azure' })).json()).toMatchObject(refused)
  await flex.connect({ sid: AC, product: 'okta' })
  expect(await (await send(`${connections}/${AC}`, 'PATCH', { product: 'azure' })).json()).toMatchObject(refused)
  expect(await (await fetch(`${connections}/${AC}`)).json()).toMatchObject({ product: 'okta' })
  const settings = { account: AC, product: 'azure' }
  await expect(checkResponse('YQ==', settings)).rejects.toMatchObject({ hint: refused.hint })
  const check = await runCli(['check', fileWith('YQ=='), '--account', AC, '--product', 'azure'])
  expect(check).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/--product 'azure' is not a known value. .*entra/),
  })
})

test('each value fits its field: the name of a claim, or its values', async () => {
  await using flex = await startFlexIamMock()
  const entered = async (product: string, setting: string) => {
    const { settings }: IdpSettings = await (await fetch(`${flex.url}/api/v1/settings/${AC}?product=${product}`)).json()
    return settings.find((each) => each.setting === setting)?.value
  }
  expect(await entered('okta', 'roles')).toBe('roles')
  expect(await entered('entra', 'roles')).toBe('agent, supervisor or admin')
  expect(await entered('salesforce', 'claims')).toBe('full_name and roles')
  expect(await entered('entra', 'protocol')).toBe('SAML')
})

test('a policy that the product cannot sign is replaced by that of its guide', async () => {
  await using flex = await startFlexIamMock()
  await flex.connect({ sid: AC, signaturePolicy: 'both' })
  const answer = await fetch(`${flex.url}/api/v1/settings/${AC}?product=google`)
  const { settings }: IdpSettings = await answer.json()
  expect(settings.find(({ setting }) => setting === 'signing')?.value).toBe('ticked')
})

test('explain uses the menu names of a product', async () => {
  const { stdout } = await runCli(['explain', 'response-is-signed', '--product', 'entra'])
  expect(stdout).toContain('Signing Option: choose Sign SAML response and assertion.')
  const google = await runCli(['explain', 'response-is-signed', '--product', 'google'])
  expect(google.stdout).toContain('Signed response: ticked.')
  expect(google.stdout).not.toContain('cannot sign')
  const roles = await runCli(['explain', 'claim-roles-is-present', '--product', 'entra'])
  expect(roles.stdout).toContain('App roles › Value: agent, supervisor or admin.')
  const acs = await runCli(['explain', 'destination-matches-acs', '--product', 'okta'])
  expect(acs.stdout).toContain('Single sign-on URL: enter <your ACS URL>.')
  expect((await runCli(['explain', '--product', 'salesforce'])).stdout).toContain('# Salesforce')
  expect(await runCli(['explain', '--product', 'azure'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('entra'),
  })
})
