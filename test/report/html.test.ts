import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { renderHtml } from '../../src/edge/pages/html.tsx'
import { runCli } from '../support/cli.ts'
import { loadFixture } from '../support/fixtures.ts'
import { post, postFixture, prepare, withHarness } from '../support/harness.ts'
import { REPORTS, reportOf } from '../support/reports.ts'

const styleHash = (page: string) => {
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? []
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`
}

const TAGS =
  /^<(article|body|dd|details|dl|dt|h1|h2|head|html|li|main|meta|nav|ol|p|pre|section|span|style|summary|table|tbody|td|th|thead|title|tr|a)$/

/** Nothing is loaded, nothing runs, and the style is the one that the policy names. */
function expectSelfContained(page: string): void {
  const tags = page.match(/<[a-z!?][^>]*>/gi) ?? []
  const names = tags.slice(1).map((tag) => tag.replace(/[\s/>].*$/s, ''))
  expect(names.filter((name) => !TAGS.test(name))).toEqual([])
  expect(tags.filter((tag) => /\s((src|srcset|style|on\w+)=|href="[^#])/i.test(tag))).toEqual([])
  expect(page).not.toMatch(/url\(|@import/i)
  const policy = `default-src 'none'; style-src ${styleHash(page)}; base-uri 'none'; form-action 'none'`
  expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="${policy}"/>`)
}

test.each(Object.entries(REPORTS))('the page of a login %s needs nothing but itself', async (_kind, make) => {
  const report = await make()
  const page = renderHtml([report])
  expectSelfContained(page)
  for (const { id } of report.findings.filter(({ status }) => status === 'fail' || status === 'crashed'))
    expect(page).toContain(`<dt>check</dt><dd>${id}, `)
})

test('the page of several messages leads to each', async () => {
  const page = renderHtml([await reportOf('responses/entra/both'), await reportOf('responses/entra/namespaced')], {
    headings: ['first <b>', null],
  })
  expectSelfContained(page)
  expect(page).toContain('<a href="#message-2">rejected, legacy AC')
  expect(page).toContain('<section id="message-2">')
  expect(page).toContain('first &lt;b>')
})

test('a login’s page over HTTP is the one of the command line, and may do nothing but show its style', async () => {
  const fixture = loadFixture('responses/entra/namespaced')
  await withHarness(async (harness) => {
    await prepare(harness, fixture)
    const id = (await postFixture(harness, fixture)).headers.get('flex-iam-mock-login')
    const answer = await fetch(`${harness.url}/api/v1/logins/${id}/report.html`)
    const page = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`style-src ${styleHash(page)};`)
    expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/)
    expect(policy).not.toMatch(/script|unsafe|'self'/)
    expect(answer.headers.get('content-disposition')).toBeNull()
    expectSelfContained(page)
    for (const sentence of ['The claim full_name is missing', 'Microsoft Entra ID: the issuer is']) {
      expect(page).toContain(sentence)
      expect(await (await fetch(`${harness.url}/logins/${id}`)).text()).toContain(sentence)
    }
    expect((await fetch(`${harness.url}/api/v1/logins/nope/report.html`)).status).toBe(404)
  })
})

test('how to adopt a sender is said where the login is stored, and not in a file', async () => {
  const { samlResponse, settings } = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
  const account = settings.account ?? ''
  await withHarness(async (harness) => {
    const id = (await post(harness.acsUrl(account), { SAMLResponse: samlResponse })).headers.get('flex-iam-mock-login')
    const page = await (await fetch(`${harness.url}/api/v1/logins/${id}/report.html`)).text()
    expect(page).toContain(`/api/v1/logins/${id}/adopt`)
  })
  const { stdout } = await runCli(['check', '-', '--account', account, '--format', 'html'], samlResponse)
  expect(stdout).toContain('Not verified: no certificate given.')
  expect(stdout).not.toContain('/adopt')
})
