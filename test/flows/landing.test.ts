import { request as httpRequest } from 'node:http'
import { expect, test } from '@jest/globals'
import type { FlexIamMock } from '../../src/index.ts'
import { AC, callAuthenticate, JQ, signInAt, withPage } from '../support/flex-page.ts'
import { send, withHarness } from '../support/harness.ts'
import { IDP_KEY } from '../support/idp.ts'

/** Opens a page under another host name, as an alias of /etc/hosts would. */
function openUnder(
  host: string,
  { url }: FlexIamMock,
  path: string,
  cookie = '',
): Promise<{ status: number; location: string; html: string }> {
  return new Promise((resolve, reject) => {
    const headers = { host, accept: 'text/html', cookie }
    const asked = httpRequest(url + path, { headers }, (answer) => {
      let html = ''
      answer.setEncoding('utf8').on('data', (piece) => {
        html += piece
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '', html }))
    })
    asked.on('error', reject).end()
  })
}

const open = (harness: FlexIamMock, path: string, cookie = '') =>
  openUnder(new URL(harness.url).host, harness, path, cookie)

/** The cookie of a login that the IdP began. */
async function cookieOf(harness: FlexIamMock, sid: string, fault: string | null = null): Promise<string> {
  const minted = await send(`${harness.url}/api/v1/idp/login`, 'POST', { sid, fault })
  const { id } = (await minted.json()) as { id: string }
  return `flex-iam-login=${id}`
}

test('an accepted login sets a cookie that identifies the person on the landing page; a rejected one does not', () =>
  withPage(async (harness) => {
    const cookies = async (fault: string | null) => {
      const { acsUrl, fields } = await formOf(harness, fault)
      const answer = await fetch(acsUrl, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
      return answer.headers.getSetCookie()
    }
    expect(await cookies('wrong-key')).toEqual([])
    const [cookie = '', ...others] = await cookies(null)
    expect(others).toEqual([])
    expect(cookie).toMatch(/^flex-iam-login=[\w-]{22}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/)
    const page = await open(harness, '/flex/agent-desktop', cookie.split(';')[0])
    expect(page.status).toBe(200)
    expect(page.html).toMatch(/Signed in as Ada Lovelace.*Roles<\/dt><dd>agent/)
  }))

/** What the IdP's page would post. */
async function formOf({ url }: FlexIamMock, fault: string | null) {
  const body = new URLSearchParams({ user: 'ada@example.com', fault: fault ?? '' })
  const html = await (await fetch(`${url}/idp/okta/${JQ}/login`, { method: 'POST', body })).text()
  const acsUrl = /<form[^>]* action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return { acsUrl, fields: { SAMLResponse: /name="SAMLResponse" value="([^"]+)"/.exec(html)?.[1] ?? '' } }
}

test('the landing page recognises a legacy token, and shows no secret', () =>
  withPage(async (harness) => {
    await send(`${harness.url}/api/v1/connections/${AC}`, 'PATCH', { trustedUrls: [`${harness.url}/flex/`] })
    const resource = `${harness.url}/flex/agent-desktop`
    const { url } = await signInAt(harness, await callAuthenticate(harness, resource))
    const { pathname, search, searchParams } = new URL(url)
    const { html, status } = await open(harness, pathname + search)
    expect([pathname, status]).toEqual(['/flex/agent-desktop', 200])
    expect(html).toContain('Signed in as Ada Lovelace')
    expect(html).not.toContain(searchParams.get('Token'))
    expect((await open(harness, `${pathname}?Token=another`)).html).toContain('You are not signed in')
    harness.clock.advance(3_601)
    expect((await open(harness, pathname + search)).html).toContain('You are not signed in')
  }))

test('a runtime domain starts a login, which returns to the agent desktop', () =>
  withPage(async (harness) => {
    await send(`${harness.url}/api/v1/connections/${JQ}`, 'PATCH', { friendlyName: 'dancing-owl-1234' })
    for (const name of ['dancing-owl-1234', 'Dancing-Owl-1234']) {
      const { status, location } = await open(harness, `/flex/${name}`)
      expect([status, location]).toEqual([302, expect.stringContaining(`/idp/okta/${JQ}/sso?SAMLRequest=`)])
      const { url } = await signInAt(harness, location)
      expect(url).toBe(`${harness.url}/flex/agent-desktop`)
    }
    const unknown = await open(harness, '/flex/other-owl-1234')
    expect([unknown.status, unknown.html]).toEqual([404, expect.stringContaining(`/login/${JQ}`)])
  }))

test.each(['evil.example.com', 'flex.twilio.com.evil.example.com', 'evil.example.com:80'])(
  'a login that starts at the host %s sends its token only to the host that the IdP posts to',
  (host) =>
    withPage(async (harness) => {
      for (const sid of [AC, JQ]) {
        await send(`${harness.url}/api/v1/connections/${sid}`, 'PATCH', { friendlyName: `owl-${sid}` })
        const { location } = await openUnder(host, harness, `/flex/owl-${sid}`)
        const { origin, pathname } = new URL((await signInAt(harness, location)).url)
        expect(origin + pathname).toBe(`${harness.url}/flex/agent-desktop`)
      }
    }),
)

test('a Host header that only starts like that of Flex starts no login', () =>
  withPage(async (harness) => {
    await send(`${harness.url}/api/v1/connections/${JQ}`, 'PATCH', { friendlyName: 'owl' })
    expect((await openUnder('flex.twilio.com:80@evil.example.com', harness, '/owl')).status).toBe(400)
  }))

test('a login that starts at the host of Flex returns to it, regardless of the base URL', () =>
  withHarness(
    async (harness) => {
      await harness.idp.login({ sid: JQ, product: 'okta' })
      const here = (url: string) => url.replace(harness.url, harness.localUrl)
      const submit = (url: string, fields: Record<string, string>) =>
        fetch(here(url), {
          method: 'POST',
          body: new URLSearchParams(fields),
          headers: { authorization: `Bearer ${harness.adminToken}` },
          redirect: 'manual',
        })
      const { location } = await openUnder('flex.twilio.com', { ...harness, url: harness.localUrl }, '/owl')
      const asked = Object.fromEntries(new URL(location).searchParams)
      const delivery = await submit(`${harness.url}/idp/okta/${JQ}/login`, {
        ...asked,
        binding: 'redirect',
        user: 'ada@example.com',
      })
      const SAMLResponse = /name="SAMLResponse" value="([^"]+)"/.exec(await delivery.text())?.[1] ?? ''
      const answer = await submit(harness.acsUrl(JQ), { SAMLResponse, RelayState: asked.RelayState ?? '' })
      expect(answer.headers.get('location')).toBe('http://flex.twilio.com/agent-desktop')
    },
    { idpKey: IDP_KEY, baseUrl: 'http://harness.example.com' },
  ))

test('at the host of Flex the pages have the paths of Flex, and all other paths stay', () =>
  withPage(async (harness) => {
    const cookie = await cookieOf(harness, JQ)
    const flex = (path: string) => openUnder('flex.twilio.com', harness, path, cookie)
    for (const path of ['/agent-desktop', '/?path=/agent-desktop', '/dancing-owl-1234', '/agent-desktop/'])
      expect((await flex(path)).html).toContain('Signed in as Ada Lovelace')
    expect((await flex('/livez')).html).toBe('{"status":"ok"}')
    expect((await open(harness, '/agent-desktop', cookie)).status).toBe(404)
  }))

test('a login that was rejected, is too old or has lost its worker is not shown as signed in', () =>
  withPage(async (harness) => {
    const desktop = async (cookie: string) => (await open(harness, '/flex/agent-desktop', cookie)).html
    expect(await desktop(await cookieOf(harness, AC, 'wrong-key'))).toContain('You are not signed in')
    const cookie = await cookieOf(harness, AC)
    expect(await desktop(cookie)).toContain('Signed in as')
    harness.clock.advance(3_601)
    expect(await desktop(cookie)).toContain('You are not signed in')
    harness.clock.reset()
    await harness.workers.deleteAll()
    expect(await desktop(cookie)).toContain('You are not signed in')
  }))

test('login links are not listed for strangers', () =>
  withPage(async (harness) => {
    expect((await open(harness, '/flex/agent-desktop')).html).toContain(`/login/${AC}`)
    expect((await openUnder('flex.twilio.com', harness, '/agent-desktop')).html).not.toContain('/login/AC')
  }))

test('claims are escaped on the landing page', () =>
  withPage(async (harness) => {
    const user = { email: 'ada@example.com', fullName: '<script>alert(1)</script>', roles: ['agent'] }
    const { id } = await harness.idp.login({ sid: JQ, user })
    const { html } = await open(harness, '/flex/agent-desktop', `flex-iam-login=${id}`)
    expect(html).toContain('&lt;script>alert(1)&lt;/script>')
  }))

test('a login link without a connection says what is missing, and offers the built-in IdP to authorized callers', () =>
  withHarness(
    async (harness) => {
      const person = await open(harness, `/login/${JQ}`)
      expect(person.status).toBe(404)
      expect(person.html).toMatch(/There is no connection JQ.*POST \/api\/v1\/connections.*href="\/idp\/plain\/JQ/)
      expect((await openUnder('login.flex.us1.twilio.com', harness, `/login/${JQ}`)).html).not.toContain('/idp/')
      const program = await fetch(`${harness.url}/login/${JQ}`)
      expect(await program.json()).toMatchObject({ status: 404, code: 'UNKNOWN_CONNECTION' })
    },
    { idpKey: IDP_KEY },
  ))

test('a login message that is sent to a landing page is recorded as misdirected', () =>
  withPage(async (harness) => {
    const query = new URLSearchParams({ SAMLResponse: 'PHNhbWxwOlJlc3BvbnNlLz4=' })
    const answer = await fetch(`${harness.url}/flex/agent-desktop?${query}`, { redirect: 'manual' })
    expect(answer.headers.get('flex-iam-mock-login')).not.toBeNull()
  }))
