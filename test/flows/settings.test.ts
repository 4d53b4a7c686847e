import { expect, test } from '@jest/globals'
import { startFlexIamMock } from '../../src/index.ts'
import type { IdpSettings } from '../../src/login/idp-settings.ts'
import { PRODUCTS } from '../../src/products/index.ts'
import { runCli } from '../support/cli.ts'
import { send } from '../support/harness.ts'

const AC = 'AC0123456789abcdef0123456789abcdef'
const JQ = 'JQ0123456789abcdef0123456789abcdef'

test('the settings of a tenant say what to enter in the IdP, before anything is saved', async () => {
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

test('what is no tenant or no product is told, with what there is', async () => {
  await using flex = await startFlexIamMock()
  expect((await fetch(`${flex.url}/api/v1/settings/AC123`)).status).toBe(400)
  const unknown = await fetch(`${flex.url}/api/v1/settings/${AC}?product=azure`)
  expect(await unknown.json()).toMatchObject({ status: 400, hint: expect.stringContaining('entra') })
  const saved = await send(`${flex.url}/api/v1/connections`, 'POST', { sid: AC, product: 'azure' })
  expect(await saved.json()).toMatchObject({ status: 400, hint: expect.stringContaining('entra') })
})

test('explain speaks in the words of a product', async () => {
  const { stdout } = await runCli(['explain', 'response-is-signed', '--product', 'entra'])
  expect(stdout).toContain('Signing Option: choose Sign SAML response and assertion.')
  expect((await runCli(['explain', '--product', 'salesforce'])).stdout).toContain('# Salesforce')
  expect(await runCli(['explain', '--product', 'azure'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('entra'),
  })
})
