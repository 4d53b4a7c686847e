import { expect, test } from '@jest/globals'
import type { FlexIamMock } from '../../src/index.ts'
import { latest, send } from '../support/harness.ts'
import { TENANTS } from '../support/idp.ts'
import { atAnotherSite, heading, overflows, signIn, withChromium } from './browser.ts'

const onStage = withChromium()
const SIDS = Object.values(TENANTS)
const { legacy: AC, enhanced: JQ } = TENANTS

/** A tenant that trusts the built-in IdP, with some settings. */
async function connect(harness: FlexIamMock, sid: string, changes: Record<string, unknown> = {}): Promise<void> {
  await harness.idp.login({ sid })
  await send(`${harness.url}/api/v1/connections/${sid}`, 'PATCH', changes)
}

test.each(SIDS)('a person signs in to %s and sees the verdict, and the agent desktop shows who it was', (sid) =>
  onStage(async ({ harness, page }) => {
    await page.goto(`${harness.url}/idp/okta/${sid}`)
    await signIn(page)
    await page.waitForURL(/\/logins\//)
    expect(await heading(page)).toBe('Login accepted')
    await page.goto(`${harness.url}/flex/agent-desktop`)
    expect(await heading(page)).toBe('Signed in as Grace Hopper')
    expect(await page.locator('dl').textContent()).toContain('Rolesagent, supervisor')
  }),
)

test.each(SIDS)('the runtime domain of %s leads to the IdP and back to the agent desktop', (sid) =>
  onStage(async ({ harness, page }) => {
    await connect(harness, sid, { friendlyName: 'dancing-owl-1234' })
    await page.goto(`${harness.url}/flex/dancing-owl-1234`)
    await signIn(page)
    await page.waitForURL(/\/flex\/agent-desktop/)
    expect(await heading(page)).toBe('Signed in as Grace Hopper')
    expect(await latest(harness)).toMatchObject({ outcome: 'accepted', initiatedBy: 'sp' })
  }),
)

test('a rejected login is explained, and a reload of the page does not repeat it', () =>
  onStage(async ({ harness, page }) => {
    await page.goto(`${harness.url}/idp/okta/${JQ}`)
    await signIn(page, 'audience-with-slash')
    await page.waitForURL(/\/logins\//)
    expect(await heading(page)).toBe('Login rejected')
    await page.reload()
    expect(await page.locator('main').textContent()).toContain('Audience is not the entity ID of this tenant.')
    expect(await harness.logins.list()).toHaveLength(1)
  }))

test('an IdP on another site posts to the ACS, and the browser remembers the login', () =>
  onStage(async ({ harness, page }) => {
    const body = new URLSearchParams({ user: 'grace@example.com' })
    const delivery = await fetch(`${harness.url}/idp/okta/${AC}/login`, { method: 'POST', body })
    const form = /<form.*<\/form>/s.exec(await delivery.text())?.[0] ?? ''
    await atAnotherSite(`<!doctype html><title>IdP</title><link rel="icon" href="data:,">${form}`, async (origin) => {
      await page.goto(origin)
      await page.getByRole('button').click()
      await page.waitForURL(/\/logins\//)
      expect(await heading(page)).toBe('Login accepted')
    })
    await page.goto(`${harness.url}/flex/agent-desktop`)
    expect(await heading(page)).toBe('Signed in as Grace Hopper')
  }))

/** What an enhanced page of Flex does, in a browser, from another origin. */
const ENHANCED_PAGE = `<!doctype html><meta charset="utf-8"><title>Flex</title><link rel="icon" href="data:,"><h1>Flex</h1><script type="module">
const harness = new URLSearchParams(location.hash.slice(1)).get('harness') ?? sessionStorage.harness
const here = location.origin + '/'
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const code = new URLSearchParams(location.search).get('code')
if (code === null) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)))
  Object.assign(sessionStorage, { harness, verifier, nonce: 'n' })
  const config = await (await fetch(harness + '/v1/Flex/Authentication/Config?AccountSid=${AC}')).json()
  const [{ connection_name, client_id }] = config.config_list
  sessionStorage.client = client_id
  const codeChallenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)))
  location.href = harness + '/v1/Flex/Authorize?' + new URLSearchParams({ codeChallenge, nonce: 'n', redirectUrl: here, ssoProfileSid: connection_name })
} else {
  const form = new FormData()
  const fields = { AuthCode: code, Nonce: sessionStorage.nonce, CodeVerifier: sessionStorage.verifier, RedirectUrl: here, ClientId: sessionStorage.client }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const { token, message } = await (await fetch(sessionStorage.harness + '/Flex/Tokens', { method: 'POST', body: form })).json()
  document.querySelector('h1').textContent = token ? 'token ' + token : message
}
</script>`

test('an enhanced page of another origin signs a person in, and gets a valid token', () =>
  onStage(({ harness, page }) =>
    atAnotherSite(ENHANCED_PAGE, async (origin) => {
      await connect(harness, JQ, { trustedUrls: [`${origin}/`] })
      await page.goto(`${origin}/#harness=${harness.url}`)
      await signIn(page)
      await page.getByText(/^token /).waitFor()
      const token = ((await heading(page)) ?? '').replace('token ', '')
      const answer = await fetch(`${harness.url}/v1/Accounts/${AC}/Tokens/validate`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${AC}:any`).toString('base64')}` },
        body: JSON.stringify({ token }),
      })
      expect(await answer.json()).toMatchObject({ valid: true, realm_user_id: 'grace@example.com' })
    }),
  ))

test('a legacy page of another origin gets the sign-in URL, and the login returns to it with a token', () =>
  onStage(({ harness, page }) =>
    atAnotherSite('<!doctype html><title>Flex</title><link rel="icon" href="data:,">', async (origin) => {
      await connect(harness, AC, { trustedUrls: [`${origin}/`] })
      await page.goto(origin)
      const location = await page.evaluate(
        async ([url, resource]) => {
          const headers = { 'content-type': 'application/json' }
          const answer = await fetch(`${url}`, { method: 'POST', headers, body: JSON.stringify({ resource }) })
          return ((await answer.json()) as { location: string }).location
        },
        [`${harness.url}/v1/Accounts/${AC}/authenticate`, `${origin}/`],
      )
      await page.goto(location)
      await signIn(page)
      await page.waitForURL(`${origin}/?*`)
      const query = new URL(page.url()).searchParams
      expect([query.get('Identity'), query.getAll('Roles')]).toEqual(['grace_40example_2Ecom', ['agent', 'supervisor']])
    }),
  ))

test('every page of a sign-in fits 360 pixels', () =>
  onStage(async ({ harness, page }) => {
    await page.setViewportSize({ width: 360, height: 800 })
    const { id } = await harness.idp.login({ sid: AC, fault: 'audience-with-slash' })
    const accepted = await harness.idp.login({ sid: JQ })
    const paths = ['/idp', `/idp/entra/${JQ}`, `/logins/${id}`, `/logins/${accepted.id}`, '/flex/agent-desktop']
    for (const path of paths) {
      await page.goto(harness.url + path)
      expect([path, await overflows(page)]).toEqual([path, false])
    }
  }))

test('a sign-in works without a mouse', () =>
  onStage(async ({ harness, page }) => {
    await page.goto(`${harness.url}/idp/okta/${JQ}`)
    await page.getByLabel(/Ada Lovelace/).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/logins\//)
    expect(await latest(harness)).toMatchObject({ outcome: 'accepted', subject: { nameId: 'grace@example.com' } })
  }))

test('a login link without a connection offers the built-in IdP, which signs in', () =>
  onStage(async ({ harness, page }) => {
    const answer = await fetch(`${harness.url}/login/${JQ}`, { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(404)
    await page.goto(`${harness.url}/idp`)
    await page.setContent(await answer.text())
    await page.getByRole('link', { name: /built-in identity provider/ }).click()
    await signIn(page)
    await page.waitForURL(/\/logins\//)
    expect(await heading(page)).toBe('Login accepted')
  }))
