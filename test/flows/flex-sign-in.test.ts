import { expect, test } from '@jest/globals'
import { readAuthnRequest } from '../../src/core/saml/read-authn-request.ts'
import { createBrowser } from '../../src/edge/cli/browser.ts'
import type { FlexIamMock } from '../../src/index.ts'
import {
  AC,
  APP,
  askAbout,
  authorizeUrl,
  callAuthenticate,
  exchange,
  JQ,
  PROOF,
  signInAt,
  signInForCode,
  withPage,
} from '../support/flex-page.ts'
import { latest, send } from '../support/harness.ts'

const queryOf = (url: string) => new URL(url).searchParams

test('legacy: the page gets the sign-in URL, and the login returns to it with a valid token', () =>
  withPage(async (harness) => {
    const location = await callAuthenticate(harness)
    expect(location).toMatch(new RegExp(`^${harness.url}/idp/okta/${AC}/sso\\?SAMLRequest=`))
    const { url, login } = await signInAt(harness, location)
    const report = await latest(harness)
    expect(report).toMatchObject({ id: login, outcome: 'accepted', initiatedBy: 'sp' })
    const { origin, pathname, hash } = new URL(url)
    expect([origin + pathname, hash]).toEqual(['https://app.example.com/flex/', '#/home'])
    const query = queryOf(url)
    expect([...new Set(query.keys())]).toEqual(['tab', 'Expiration', 'Identity', 'Roles', 'Token'])
    expect(query.get('Identity')).toBe('ada_40example_2Ecom')
    expect(query.getAll('Roles')).toEqual(report.worker?.attributes.roles)
    const token = query.get('Token') ?? ''
    const worker = await harness.workers.find('ada@example.com', AC)
    const valid = {
      code: 0,
      valid: true,
      worker_sid: worker?.sid,
      roles: query.getAll('Roles'),
      realm_user_id: 'ada@example.com',
      identity: 'ada_40example_2Ecom',
      expiration: query.get('Expiration'),
      message: null,
    }
    for (const door of ['v1', 'iam']) expect(await (await askAbout(harness, token, { door })).json()).toEqual(valid)
  }))

test('legacy: the RelayState has the length of that of Flex, no meaning, and a new value each time', () =>
  withPage(async (harness) => {
    const states = [await callAuthenticate(harness), await callAuthenticate(harness)].map(
      (location) => queryOf(location).get('RelayState') ?? '',
    )
    for (const state of states) {
      expect(state).toMatch(/^[A-Za-z0-9+/]{144}$/)
      expect(Buffer.from(state, 'base64').subarray(5, 21).toString()).toBe('FAS_S3_KMS_v1:::')
    }
    expect(new Set(states).size).toBe(2)
  }))

test('legacy: a token can be refreshed, and expires after an hour', () =>
  withPage(async (harness) => {
    harness.clock.freeze('2026-12-01T10:00:00Z')
    const { url } = await signInAt(harness, await callAuthenticate(harness))
    const token = queryOf(url).get('Token') ?? ''
    harness.clock.advance(1_800)
    const refreshed = (await (await askAbout(harness, token, { call: 'refresh' })).json()) as Record<string, unknown>
    expect(refreshed).toEqual({
      token: expect.stringMatching(/^[\w-]{128}$/),
      roles: queryOf(url).getAll('Roles'),
      expiration: '2026-12-01T11:30:00Z',
      identity: 'ada_40example_2Ecom',
    })
    expect(refreshed.token).not.toBe(token)
    harness.clock.advance(1_800)
    expect(await (await askAbout(harness, token)).json()).toMatchObject({ valid: false, worker_sid: null, roles: null })
    expect(await (await askAbout(harness, String(refreshed.token))).json()).toMatchObject({ valid: true })
    expect((await askAbout(harness, token, { call: 'refresh' })).status).toBe(400)
    await send(`${harness.url}/api/v1/reset`, 'POST')
    expect(await (await askAbout(harness, String(refreshed.token))).json()).toMatchObject({ valid: false })
  }))

test('a token is validated only with the credentials of its own account', () =>
  withPage(async (harness) => {
    const { url } = await signInAt(harness, await callAuthenticate(harness))
    const token = queryOf(url).get('Token') ?? ''
    const other = `AC${'f'.repeat(32)}`
    expect(await (await askAbout(harness, token, { account: other })).json()).toMatchObject({ valid: false })
    expect((await askAbout(harness, token, { user: other })).status).toBe(404)
    expect((await askAbout(harness, token, { user: 'ada' })).status).toBe(401)
    const anonymous = await send(`${harness.url}/v1/Accounts/${AC}/Tokens/validate`, 'POST', { token })
    expect([anonymous.status, ((await anonymous.json()) as { code: number }).code]).toEqual([401, 20003])
  }))

test('enhanced: Config, Authorize, the callback and the code lead to a token', () =>
  withPage(async (harness) => {
    const config = await fetch(`${harness.url}/v1/Flex/Authentication/Config?AccountSid=${AC}`)
    expect(await config.json()).toEqual({ config_list: [{ connection_name: JQ, client_id: 'flex-iam-mock' }] })
    const start = await fetch(authorizeUrl(harness), { redirect: 'manual' })
    expect(start.status).toBe(302)
    const { url, login } = await signInAt(harness, start.headers.get('location') ?? '')
    expect(await latest(harness)).toMatchObject({ id: login, outcome: 'accepted', initiatedBy: 'sp', connection: JQ })
    expect(url).toMatch(new RegExp(`^${harness.url}/v1/Flex/Authentication/Callback\\?code=[\\w-]{43}$`))
    const callback = await fetch(url, { redirect: 'manual' })
    const back = callback.headers.get('location') ?? ''
    const code = queryOf(url).get('code') ?? ''
    expect([callback.status, back]).toEqual([302, `https://app.example.com/flex/?tab=1&code=${code}#/home`])
    const { token } = (await (await exchange(harness, code)).json()) as { token: string }
    expect(await (await askAbout(harness, token)).json()).toMatchObject({
      valid: true,
      realm_user_id: 'ada@example.com',
    })
  }))

test('the enhanced ACS redirects the browser with a relative URL, as observed', () =>
  withPage(async (harness) => {
    const browser = createBrowser(harness.url, undefined)
    const delivery = await browser.submit(await browser.open(authorizeUrl(harness)))
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(delivery.html)?.[1] ?? ''
    const answer = await fetch(harness.acsUrl(JQ), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ SAMLResponse: field('SAMLResponse'), RelayState: field('RelayState') }),
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(/^\/v1\/Flex\/Authentication\/Callback\?code=[\w-]{43}$/),
    ])
  }))

test.each([
  ['Nonce', 'another'],
  ['CodeVerifier', 'another'],
  ['RedirectUrl', 'https://app.example.com/flex/other'],
  ['ClientId', 'another'],
])('a code with a different %s gives no token, and is used up', (name, value) =>
  withPage(async (harness) => {
    const code = await signInForCode(harness)
    const refused = await exchange(harness, code, { [name]: value })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      code: 20001,
      status: 400,
      message: expect.stringContaining(`: ${name}.`),
    })
    expect((await exchange(harness, code)).status).toBe(400)
  }),
)

test('all values that do not match a code are named together', () =>
  withPage(async (harness) => {
    const refused = await exchange(harness, await signInForCode(harness), {
      Nonce: 'x',
      CodeVerifier: 'x',
      ClientId: 'x',
    })
    expect(((await refused.json()) as { message: string }).message).toContain(': Nonce, CodeVerifier, ClientId.')
  }))

test('a code works once, within ten minutes', () =>
  withPage(async (harness) => {
    harness.clock.freeze('2026-12-01T10:00:00Z')
    const [once, late] = [await signInForCode(harness), await signInForCode(harness)]
    const all = await Promise.all([exchange(harness, once), exchange(harness, once), exchange(harness, once)])
    expect(all.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    harness.clock.advance(600)
    expect((await exchange(harness, late)).status).toBe(400)
    expect(
      (await fetch(`${harness.url}/v1/Flex/Authentication/Callback?code=${late}`, { redirect: 'manual' })).status,
    ).toBe(400)
  }))

test('a rejected login gives neither code nor token', () =>
  withPage(async (harness) => {
    const atIdp = { fault: 'wrong-key' }
    for (const start of [await callAuthenticate(harness), authorizeUrl(harness)]) {
      const { url, login } = await signInAt(harness, start, { atIdp })
      expect(url).toBe(`${harness.url}/logins/${login}`)
      expect(await latest(harness)).toMatchObject({ outcome: 'rejected', initiatedBy: 'sp' })
    }
  }))

const relayStateFinding = async (harness: FlexIamMock) =>
  (await latest(harness)).findings.find(({ id }) => id === 'relay-state-comes-back')

test.each([
  ['cut', (sent: string) => sent.slice(0, 80), 'its first 80 characters'],
  ['changed', (sent: string) => sent.replaceAll('+', ' ').toLowerCase(), 'a different one of 144 characters'],
  ['missing', () => '', 'none'],
])('a RelayState that is %s on return is reported and not followed', (_how, change, received) =>
  withPage(async (harness) => {
    const location = await callAuthenticate(harness)
    const atFlex = { RelayState: change(queryOf(location).get('RelayState') ?? '') }
    const { url, login } = await signInAt(harness, location, { atFlex })
    expect(url).toBe(`${harness.url}/logins/${login}`)
    expect(await relayStateFinding(harness)).toMatchObject({ status: 'fail', severity: 'warning', received })
    expect(await latest(harness)).toMatchObject({ outcome: 'accepted', initiatedBy: 'sp' })
  }),
)

test('the RelayState of one login is not followed in the answer to another', () =>
  withPage(async (harness) => {
    const [first, second] = [await callAuthenticate(harness), await callAuthenticate(harness, `${APP}2`)]
    const atFlex = { RelayState: queryOf(first).get('RelayState') ?? '' }
    const { url, login } = await signInAt(harness, second, { atFlex })
    expect(url).toBe(`${harness.url}/logins/${login}`)
    expect(await relayStateFinding(harness)).toMatchObject({ status: 'fail' })
  }))

test('an answer after an hour, or to another tenant, does not match the request', () =>
  withPage(async (harness) => {
    const browser = createBrowser(harness.url, undefined)
    const signInPage = await browser.open(await callAuthenticate(harness))
    harness.clock.advance(3_601)
    const { url, login } = await browser.submit(await browser.submit(signInPage))
    expect(url).toBe(`${harness.url}/logins/${login}`)
    const { findings, outcome } = await latest(harness)
    expect(outcome).toBe('accepted')
    expect(findings.find(({ id }) => id === 'in-response-to-known')?.status).toBe('fail')
  }))

const ELSEWHERE = [
  'https://evil.example.com/flex/',
  '//app.example.com.evil.example/flex/',
  'https:evil.example.com/flex/',
  'https://app.example.com@evil.example.com/flex/',
  'https://user@app.example.com/flex/',
  'https://app.example.com./flex/',
  'https://app.example.com:444/flex/',
  'http://app.example.com/flex/',
  'https://app.example.com\\@evil.example.com/flex/',
  'https://app.example.com/flex/../admin',
  'https://app.example.com/flex/%2e%2e/admin',
  'https://app.example.com/flexible',
  'https://аpp.example.com/flex/',
  'javascript:alert(1)//https://app.example.com/flex/',
  'data:text/html,https://app.example.com/flex/',
  'blob:https://app.example.com/flex/',
  '/flex/',
  '',
]

test('an untrusted URL is never followed', () =>
  withPage(async (harness) => {
    for (const url of ELSEWHERE) {
      const legacy = await send(`${harness.url}/v1/Accounts/${AC}/authenticate`, 'POST', { resource: url })
      const enhanced = await fetch(authorizeUrl(harness, { redirectUrl: url }), { redirect: 'manual' })
      for (const answer of [legacy, enhanced])
        expect([url, answer.status, await answer.json()]).toEqual([
          url,
          400,
          expect.objectContaining({ code: 20001, message: expect.stringMatching(/not a trusted URL/) }),
        ])
    }
  }))

test('the request of the page is validated, and each mistake is named', () =>
  withPage(async (harness) => {
    const { url } = harness
    const nobody = `AC${'0'.repeat(32)}`
    const authenticate = (sid: string, body: unknown) => send(`${url}/v1/Accounts/${sid}/authenticate`, 'POST', body)
    const cases: [ask: () => Promise<Response>, status: number, message: RegExp][] = [
      [() => authenticate(AC, {}), 400, /resource/],
      [() => authenticate(AC, 'no JSON'), 400, /not valid JSON/],
      [() => authenticate(AC, '['.repeat(200_000)), 400, /JSON/],
      [() => authenticate(AC, { resource: APP, products: 'flex' }), 400, /products/],
      [() => authenticate(AC, { resource: 'x'.repeat(300_000) }), 413, /too large/],
      [() => authenticate(nobody, { resource: APP }), 403, /^no valid certificate for identity realm JB0{32}$/],
      [() => authenticate('ACME', { resource: APP }), 404, /not found/],
      [() => fetch(`${url}/v1/Flex/Authorize`), 400, /ssoProfileSid.*redirectUrl.*codeChallenge.*nonce/],
      [() => fetch(authorizeUrl(harness, { ssoProfileSid: AC })), 400, /must be JQ and 32/],
      [() => fetch(authorizeUrl(harness, { codeChallenge: 'x' })), 400, /43 characters/],
      [() => fetch(authorizeUrl(harness, { ssoProfileSid: `JQ${'0'.repeat(32)}` })), 404, /no connection/],
      [() => fetch(`${url}/v1/Flex/Authentication/Config?AccountSid=x`), 400, /AccountSid/],
      [() => fetch(`${url}/v1/Flex/Authentication/Callback?code=x`), 400, /The code is unknown/],
      [() => exchange(harness, 'x'), 400, /The code is unknown/],
      [() => fetch(`${url}/Flex/Tokens`, { method: 'POST', body: 'AuthCode=x' }), 400, /Nonce/],
      [
        () =>
          fetch(`${url}/Flex/Tokens`, {
            method: 'POST',
            body: 'x',
            headers: { 'content-type': 'multipart/form-data' },
          }),
        400,
        /not a valid form/,
      ],
      [() => fetch(`${url}/Flex/Tokens`, { method: 'GET' }), 405, /GET is not allowed/],
    ]
    for (const [ask, status, message] of cases) {
      const answer = await ask()
      expect([answer.status, await answer.json()]).toEqual([
        status,
        expect.objectContaining({ status, code: expect.any(Number), message: expect.stringMatching(message) }),
      ])
    }
  }))

test('a connection without an SSO URL is reported, to a person on a page', () =>
  withPage(async (harness) => {
    await send(`${harness.url}/api/v1/connections/${JQ}`, 'PATCH', { ssoUrl: null })
    const program = await fetch(authorizeUrl(harness))
    expect([program.status, await program.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 20001,
        message: expect.stringMatching(/has no single sign-on URL/),
        detail: expect.stringMatching(/^Set ssoUrl/),
      }),
    ])
    const person = await fetch(authorizeUrl(harness), { headers: { accept: 'text/html' } })
    expect([person.status, await person.text()]).toEqual([
      400,
      expect.stringMatching(/no single sign-on URL.*Set ssoUrl/),
    ])
  }))

test('pages of other hosts can make the calls of Flex’s page, and no others', () =>
  withPage(async ({ url }) => {
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'POST' }
    for (const path of [`/v1/Accounts/${AC}/authenticate`, '/v1/Flex/Authentication/Config', '/Flex/Tokens']) {
      const answer = await fetch(url + path, { method: 'OPTIONS', headers })
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    }
    const other = await fetch(`${url}/v1/Accounts/${AC}/Tokens/validate`, { method: 'OPTIONS', headers })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  }))

test('a login message that is posted to the authenticate call is recorded as misdirected', () =>
  withPage(async (harness) => {
    const body = new URLSearchParams({ SAMLResponse: 'PHNhbWxwOlJlc3BvbnNlLz4=' })
    for (const path of [
      `/iam/Accounts/${AC}/authenticate`,
      '/v1/Flex/Authorize',
      '/v1/Flex/Authentication/Config',
      '/Flex/Tokens',
    ]) {
      const answer = await fetch(`${harness.url}${path}?${body}`, { redirect: 'manual' })
      expect([path, answer.headers.get('flex-iam-mock-login')]).toEqual([path, expect.any(String)])
    }
    for (const path of [`/v1/Accounts/${AC}/authenticate`, '/Flex/Tokens'])
      expect(
        (await fetch(harness.url + path, { method: 'POST', body })).headers.get('flex-iam-mock-login'),
      ).not.toBeNull()
  }))

test('AuthnRequests have the format of Flex: legacy as observed, enhanced as inferred, both unsigned', () =>
  withPage(async (harness) => {
    const enhanced = (await fetch(authorizeUrl(harness), { redirect: 'manual' })).headers.get('location') ?? ''
    const requests = [await callAuthenticate(harness), enhanced].map((location) => {
      expect([...queryOf(location).keys()]).toEqual(['SAMLRequest', 'RelayState'])
      return readAuthnRequest(queryOf(location).get('SAMLRequest') ?? '', 'redirect')
    })
    expect(requests.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^ONELOGIN_[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
      expect.stringMatching(/^_[0-9a-f]{32}$/),
    ])
    expect(PROOF.codeChallenge).toHaveLength(43)
  }))
