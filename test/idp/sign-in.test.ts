import { expect, test } from '@jest/globals'
import type { Connection } from '../../src/core/domain/login.ts'
import { RESPONSE_STYLES } from '../../src/core/products/index.ts'
import { readIdpMetadata } from '../../src/core/saml/idp-metadata.ts'
import { createBrowser } from '../../src/edge/cli/browser.ts'
import type { FlexIamMock } from '../../src/index.ts'
import { latest, post, send, withHarness } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'

const JQ = TENANTS.enhanced
const withIdp = (run: (harness: FlexIamMock) => Promise<void>) => withHarness(run, { idpKey: IDP_KEY })
const browserOf = ({ url }: FlexIamMock) => createBrowser(url, undefined)

test.each(RESPONSE_STYLES)(
  'a person signs in with $name, recognised as itself, in both generations',
  async ({ id }) => {
    await withIdp(async (harness) => {
      for (const sid of Object.values(TENANTS)) {
        const browser = browserOf(harness)
        const delivery = await browser.submit(await browser.open(`${harness.url}/idp/${id}/${sid}`))
        const { login, url } = await browser.submit(delivery)
        expect(url).toBe(`${harness.url}/logins/${login}`)
        const report = await latest(harness)
        expect(report).toMatchObject({
          id: login,
          outcome: 'accepted',
          initiatedBy: 'idp',
          subject: { verified: true },
        })
        expect(report.idp.product).toBe(id === 'plain' ? 'generic' : id)
        expect(report.worker?.attributes).toMatchObject({ full_name: 'Ada Lovelace', email: 'ada@example.com' })
      }
    })
  },
)

test('the login link leads to the IdP and back, with RelayState', async () => {
  await withIdp(async (harness) => {
    const metadata = await (await fetch(`${harness.url}/idp/entra/${JQ}/metadata`)).text()
    const headers = { 'content-type': 'application/xml' }
    const saved = await fetch(`${harness.url}/api/v1/connections/${JQ}/metadata`, {
      method: 'POST',
      body: metadata,
      headers,
    })
    expect(saved.status).toBe(201)
    const browser = browserOf(harness)
    const page = await browser.open(`${harness.url}/login/${JQ}?RelayState=${encodeURIComponent('a "b" <c> &amp;')}`)
    await browser.submit(await browser.submit(page))
    expect(await latest(harness)).toMatchObject({
      outcome: 'accepted',
      initiatedBy: 'sp',
      relayState: 'a "b" <c> &amp;',
    })
  })
})

test('metadata names the issuer, the key and where requests go, and is read as a connection', async () => {
  await withIdp(async (harness) => {
    const answer = await fetch(`${harness.url}/idp/okta/${JQ}/metadata`)
    expect(answer.headers.get('content-type')).toMatch(/^application\/samlmetadata\+xml/)
    const described = readIdpMetadata(Buffer.from(await answer.text()), new Date())
    expect(described.ssoUrl).toBe(`${harness.url}/idp/okta/${JQ}/sso`)
    await harness.idp.login({ product: 'okta', sid: JQ })
    const connection = (await (await fetch(`${harness.url}/api/v1/connections/${JQ}`)).json()) as Connection
    expect(connection).toMatchObject({ idpIssuer: described.idpIssuer, product: 'okta', ssoUrl: described.ssoUrl })
    expect(connection.certificates[0]?.replace(/-----[A-Z ]+-----|\s/g, '')).toBe(described.certificates[0])
  })
})

const form = (harness: FlexIamMock, fields: Record<string, string>) =>
  post(`${harness.url}/idp/plain/${JQ}/login`, fields)

test('another user signs in with their own claims', async () => {
  await withIdp(async (harness) => {
    const fields = {
      user: '',
      email: 'eve@example.com',
      fullName: 'Eve <b>',
      roles: 'agent, supervisor',
      nameId: 'eve',
    }
    const browser = browserOf(harness)
    const page = await browser.open(`${harness.url}/idp/plain/${JQ}`)
    const claims = 'team_id = 12\r\nskills=chat\r\nskills = voice = 2'
    await browser.submit(await browser.submit(page, { ...fields, claims }))
    expect((await latest(harness)).worker).toEqual({
      friendlyName: 'eve',
      attributes: expect.objectContaining({
        full_name: 'Eve <b>',
        roles: ['agent', 'supervisor'],
        team_id: '12',
        skills: ['chat', 'voice = 2'],
      }),
    })
  })
})

test.each([
  [
    { user: 'nobody@example.com' },
    'There is no user of the built-in IdP &#39;nobody@example.com&#39;',
    'ada@example.com',
  ],
  [{ user: '', email: '' }, 'email', 'Too small'],
  [{ user: '{' }, 'The user is not valid JSON', 'Send an e-mail'],
  [{ user: 'ada@example.com', claims: 'novalue' }, 'novalue', 'name = value'],
  [{ user: 'ada@example.com', fault: 'wrong' }, 'There is no fault', 'wrong-key'],
  [{ user: 'ada@example.com', SAMLRequest: 'PGE+', binding: 'post' }, 'AuthnRequest cannot be answered', 'login link'],
])('%j is answered with the page again and what is wrong', async (fields, message, hint) => {
  await withIdp(async (harness) => {
    const answer = await form(harness, fields as Record<string, string>)
    const text = (await answer.text()).replaceAll("'", '&#39;')
    expect(answer.status).toBe(400)
    expect(/role="alert"[^>]*>(.*?)<\/p>/.exec(text)?.[1]).toEqual(expect.stringContaining(message))
    expect(text).toContain(hint)
    expect(await harness.logins.latest()).toBeNull()
  })
})

const REQUEST = (issuer: string, acs: string) =>
  `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0" AssertionConsumerServiceURL="${acs}"><saml:Issuer>${issuer}</saml:Issuer></samlp:AuthnRequest>`

test('the request never decides where a response goes', async () => {
  await withIdp(async (harness) => {
    const SAMLRequest = Buffer.from(REQUEST(`urn:flex:${JQ}`, 'https://evil.example.com/acs')).toString('base64')
    const page = await (await form(harness, { user: 'ada@example.com', SAMLRequest, binding: 'post' })).text()
    expect(page).toContain(`action="${harness.acsUrl(JQ)}"`)
    expect(page).not.toContain('evil.example.com')
  })
})

test('a request of another service provider is not answered', async () => {
  await withIdp(async (harness) => {
    const SAMLRequest = Buffer.from(REQUEST('urn:flex:another', '')).toString('base64')
    const answer = await post(`${harness.url}/idp/plain/${JQ}/sso`, { SAMLRequest })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('urn:flex:another')])
  })
})

test('the page that posts itself runs that one script and nothing else', async () => {
  await withIdp(async (harness) => {
    const answer = await form(harness, { user: 'ada@example.com', RelayState: '"><script>alert(1)</script>' })
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*script-src 'sha256-[^']+'; form-action \*/,
    )
    expect((await answer.text()).match(/<script/g)).toHaveLength(1)
  })
})

test('the IdP is not open to pages on other sites, nor to other machines', async () => {
  await withIdp(async (harness) => {
    const url = `${harness.url}/idp/plain/${JQ}/login`
    const foreign = await fetch(url, { method: 'POST', headers: { origin: 'https://evil.example.com' } })
    const proxied = await fetch(`${harness.url}/idp`, { headers: { 'x-forwarded-for': '192.0.2.1' } })
    expect([foreign.status, proxied.status]).toEqual([401, 401])
  })
})

test('a connection that is set up for another IdP stays unchanged, and the login is rejected', async () => {
  await withIdp(async (harness) => {
    const own = await harness.connect({ sid: JQ, idpIssuer: 'https://idp.customer.example/' })
    const report = await harness.idp.login({ product: 'okta', sid: JQ })
    expect(report.outcome).toBe('rejected')
    expect(await (await fetch(`${harness.url}/api/v1/connections/${JQ}`)).json()).toEqual(own)
  })
})

test('other settings of the connection survive logins, and so does a signature policy for the same product', async () => {
  await withIdp(async (harness) => {
    await harness.idp.login({ product: 'okta', sid: JQ })
    const changes = { defaultRedirectUrl: 'https://flex.twilio.com/x', signaturePolicy: 'assertion' }
    await send(`${harness.url}/api/v1/connections/${JQ}`, 'PATCH', changes)
    await harness.idp.login({ product: 'okta', sid: JQ })
    const read = async () => (await fetch(`${harness.url}/api/v1/connections/${JQ}`)).json()
    expect(await read()).toMatchObject(changes)
    await harness.idp.login({ product: 'google', sid: JQ })
    expect(await read()).toMatchObject({ ...changes, signaturePolicy: 'response', product: 'google' })
  })
})

test('ten simultaneous logins, some with their own keys, do not disturb each other', async () => {
  await withIdp(async (harness) => {
    const faults = [null, 'certificate-expired', 'key-too-short', 'wrong-key', 'certificate-not-yet-valid']
    const logins = Array.from({ length: 10 }, (_, index) =>
      harness.idp.login({ sid: JQ, fault: faults[index % faults.length] ?? null }),
    )
    const outcomes = (await Promise.all(logins)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(outcomes.map((_, index) => (index % faults.length === 3 ? 'rejected' : 'accepted')))
  })
})
