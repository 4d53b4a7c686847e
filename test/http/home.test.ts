import { expect, test } from '@jest/globals'
import type { FlexIamMock } from '../../src/index.ts'
import { post, withHarness } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'
import { buildResponse } from '../support/response.ts'

const OPTIONS = { idpKey: IDP_KEY }
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

/** The text of a page as a person reads it. */
const textOf = (page: string) =>
  page
    .replaceAll(/<style.*?<\/style>|<[^>]*>/gs, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll(/\s+/g, ' ')
const open = async ({ url }: FlexIamMock, path = '/') => fetch(url + path, { headers: BROWSER })
const linksOf = (page: string) => [...page.matchAll(/<a href="([^"]*)"/g)].map(([, link = '']) => link)
/** The part of a page under a heading. */
const sectionOf = (page: string, title: string) => page.split('<h2>').find((part) => part.startsWith(title)) ?? ''

test('the start page of a new harness says what it is, where to point an IdP, and what to do next', () =>
  withHarness(async (harness) => {
    const answer = await open(harness)
    const page = await answer.text()
    const text = textOf(page)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toContain('stands in for Twilio Flex single sign-on')
    expect(text).toContain('No login has arrived yet.')
    expect(text).toContain('Any SID works. You do not have to create anything first.')
    for (const address of [
      `${harness.url}/v1/Accounts/AC…/saml2`,
      'https://iam.twilio.com/v1/Accounts/AC…/saml2/metadata',
      `${harness.url}/v1/Accounts/AC…/saml2/metadata`,
      `${harness.url}/login/callback?connection=JQ…`,
      'urn:flex:JQ…',
      `${harness.url}/samlp/metadata?connection=JQ…`,
    ])
      expect(text).toContain(` ${address} `)
    for (const story of ['/connections/AC…/metadata', 'npx flex-iam-mock exec', 'npx flex-iam-mock check'])
      expect(text).toContain(story)
    expect(linksOf(page)).toEqual(expect.arrayContaining(['/idp', '/docs']))
    expect(page).not.toMatch(/<script|style=|undefined|\[object|null/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  }))

test('connections are shown by name, each with URLs that work', () =>
  withHarness(async (harness) => {
    await harness.connect({ sid: TENANTS.enhanced, friendlyName: 'Support <desk>' })
    await harness.connect({ sid: TENANTS.legacy, twilioSsoUrl: 'preview' })
    const page = await (await open(harness)).text()
    const text = textOf(sectionOf(page, 'Point your'))
    expect(text).toContain(`Support <desk> ${TENANTS.enhanced}`)
    expect(text).toContain(`${harness.url}/login/callback?connection=${TENANTS.enhanced} `)
    expect(text).toContain(`${harness.url}/iam/Accounts/${TENANTS.legacy}/saml2 `)
    expect(text).not.toContain('…')
    const metadata = linksOf(page).filter((link) => link.startsWith('http'))
    expect(metadata).toHaveLength(2)
    for (const link of metadata) expect(await (await fetch(link)).text()).toContain('EntityDescriptor')
  }))

test('more connections than fit are counted, and listed elsewhere', () =>
  withHarness(async (harness) => {
    for (let n = 0; n < 8; n += 1) await harness.connect({ sid: `JQ${String(n).repeat(32)}` })
    const text = textOf(sectionOf(await (await open(harness)).text(), 'Point your'))
    expect(text.match(/Reply URL/g)).toHaveLength(5)
    expect(text).toContain('3 more connections')
  }))

test('the last ten logins are listed, newest first, each with its cause in words and a link to its page', () =>
  withHarness(async (harness) => {
    await harness.connect({ sid: TENANTS.enhanced, friendlyName: 'Support' })
    await post(harness.acsUrl(TENANTS.legacy), { SAMLResponse: 'bm90IFhNTA==' })
    for (let n = 0; n < 8; n += 1) await harness.idp.login({ sid: TENANTS.legacy, product: 'okta' })
    const refused = await harness.idp.login({ sid: TENANTS.enhanced, product: 'okta', fault: 'audience-with-slash' })
    const accepted = await harness.idp.login({ sid: TENANTS.enhanced, product: 'okta', user: 'grace@example.com' })
    const section = sectionOf(await (await open(harness)).text(), 'Latest logins')
    const rows = section.split('<tr>').slice(2).map(textOf)
    const links = linksOf(section).filter((link) => link.startsWith('/logins/'))
    expect([rows.length, links.slice(0, 2)]).toEqual([10, [`/logins/${accepted.id}`, `/logins/${refused.id}`]])
    expect(rows[0]).toMatch(/^ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d .*grace@example.com .*Support .*Accepted /)
    expect(rows[1]).toMatch(/ada@example.com .*Support .*Rejected : Audience is not the entity ID of this tenant\. /)
    expect(rows[2]).toContain(TENANTS.legacy)
    for (const link of links) expect((await open(harness, link)).status).toBe(200)
  }, OPTIONS))

test('unverified values are marked, and nothing in a message becomes markup', () =>
  withHarness(async (harness) => {
    const xml = buildResponse({ nameId: '<script>alert(1)</script>', claims: {} })
    await post(harness.acsUrl(TENANTS.legacy), { SAMLResponse: xml })
    await post(`${harness.url}/nowhere`, { SAMLResponse: 'bm90IFhNTA==' })
    const page = await (await open(harness)).text()
    expect(textOf(page)).toContain('<script>alert(1)</script> (not verified)')
    expect(textOf(page)).toContain(' no tenant ')
    expect(page).not.toContain('<script')
  }))

test('HEAD / answers like GET without the page, and a message sent to / is recorded', () =>
  withHarness(async (harness) => {
    const head = await fetch(harness.url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '',
    ])
    const fields = { SAMLResponse: buildResponse() }
    await post(`${harness.url}/`, fields)
    await fetch(`${harness.url}/?${new URLSearchParams(fields)}`, { redirect: 'manual' })
    expect((await harness.logins.list()).map(({ firstCause }) => firstCause)).toEqual([
      'door-is-an-acs',
      'door-is-an-acs',
    ])
  }))

test('the icon is at the default path of browsers, and the page for an unknown path links to /', () =>
  withHarness(async (harness) => {
    const icon = await fetch(`${harness.url}/favicon.ico`)
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
    for (const path of ['/no<b>where', '/api/v1/nowhere', '/logins']) {
      const answer = await open(harness, path)
      const page = await answer.text()
      expect([answer.status, linksOf(page)]).toEqual([404, ['/']])
      expect(textOf(page)).toContain(`There is nothing at ${new URL(harness.url + path).pathname} .`)
      const forProgram = await fetch(harness.url + path)
      expect([forProgram.status, forProgram.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
    }
  }))
