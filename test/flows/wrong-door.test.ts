import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Connection, FlexIamMock, Report } from '../../src/index.ts'
import { ask, formOf } from '../support/ask.ts'
import { loadFixture } from '../support/fixtures.ts'
import { latest, post, send, withHarness } from '../support/harness.ts'
import {
  ACCOUNT,
  buildResponse,
  CONNECTION,
  confirmation,
  failedErrors,
  IDP_CERTIFICATE,
  ISSUER,
  NOW,
} from '../support/response.ts'
import { runs } from '../support/runs.ts'

const DIGITS = ACCOUNT.slice(2)
const DOOR = 'door-is-an-acs'
const JSON_TYPE = { accept: 'application/json' }

const findingOf = (report: Report, id: string) => report.findings.find((each) => each.id === id)
const loginsOf = async ({ url }: FlexIamMock, query = '') =>
  ((await (await fetch(`${url}/api/v1/logins${query}`)).json()) as { logins: { id: string; firstCause: string }[] })
    .logins

const whatIf = async ({ url }: FlexIamMock, { id }: Report, changes: Record<string, unknown>) =>
  (await send(`${url}/api/v1/logins/${id}/what-if`, 'POST', { changes })).json()

/** The message goes to the tenant's real ACS by its own words: nothing but the door is wrong. */
const GENUINE = buildResponse()

async function configured(harness: FlexIamMock): Promise<void> {
  harness.clock.freeze(NOW)
  await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
}

const MESSAGE = formOf({ SAMLResponse: GENUINE })

test('a tenant in the path is judged by its connection, and only the ACS is wrong', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    await ask(harness, `/saml/acs/${ACCOUNT}`, { body: MESSAGE })
    const report = await latest(harness)
    expect(failedErrors(report)).toEqual([DOOR])
    expect(report).toMatchObject({ account: ACCOUNT, generation: 'legacy', subject: { verified: true } })
    expect(findingOf(report, 'door-matches-connection')).toMatchObject({ status: 'not-run', blockedBy: DOOR })
    expect(findingOf(report, DOOR)?.expected).toBe(`POST /v1/Accounts/${ACCOUNT}/saml2`)
    expect(findingOf(report, DOOR)?.fix).toContain(harness.acsUrl(ACCOUNT))
  })
})

test('the wrong URL in Destination and Recipient is not reported separately', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    const reached = `${harness.url}/v1/Accounts/${ACCOUNT}`
    const SAMLResponse = buildResponse({ destination: reached, confirmation: confirmation({ recipient: reached }) })
    await post(reached, { SAMLResponse })
    expect(failedErrors(await latest(harness))).toEqual([DOOR])
    const other = `${harness.url}/other`
    const elsewhere = buildResponse({ destination: other, confirmation: confirmation({ recipient: other }) })
    await post(reached, { SAMLResponse: elsewhere })
    expect(failedErrors(await latest(harness))).toEqual([DOOR, 'destination-matches-acs'])
  })
})

test('other faults of a misdirected message are found too', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    const SAMLResponse = buildResponse({ claims: { full_name: ['Ada'], email: ['ada@example.com'] } })
    await ask(harness, `/v1/Accounts/${ACCOUNT}/`, { body: formOf({ SAMLResponse }) })
    expect(failedErrors(await latest(harness))).toEqual([DOOR, 'claim-roles-is-present'])
  })
})

test('without a tenant in the URL none is assumed, and nothing is compared with one', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    await ask(harness, '/saml/acs', { body: MESSAGE })
    const report = await latest(harness)
    expect(report).toMatchObject({ account: '', connection: null, acs: '', judged: { acs: [], audience: '' } })
    expect(failedErrors(report)).toEqual([DOOR])
    expect(findingOf(report, 'tenant-is-configured')).toMatchObject({ status: 'not-run', blockedBy: DOOR })
    expect(report.findings.filter(({ status }) => status === 'fail')).toHaveLength(1)
    expect(findingOf(report, DOOR)?.expected).toBe(
      'POST /v1/Accounts/AC…/saml2 (legacy) or /login/callback?connection=JQ… (enhanced)',
    )
    const adopted = await send(`${harness.url}/api/v1/logins/${report.id}/adopt`, 'POST', {
      certificateSha256: 'A'.repeat(64),
    })
    const unnamed = { status: 400, detail: expect.stringMatching(/no tenant/) }
    expect([await adopted.json(), await whatIf(harness, report, {})]).toMatchObject([unnamed, unnamed])
    expect(await whatIf(harness, report, { sid: ACCOUNT })).toMatchObject({ report: { account: ACCOUNT } })
    expect(await (await fetch(`${harness.url}/logins/${report.id}`)).text()).toContain('unknown tenant')
  })
})

test('the content of a message does not choose the tenant', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    const body = formOf({ SAMLResponse: GENUINE, RelayState: ACCOUNT, state: ACCOUNT })
    await ask(harness, '/saml/acs', { body })
    await ask(harness, `/saml/acs?${body}`, { method: 'GET' })
    expect(await loginsOf(harness)).toMatchObject([{ account: '' }, { account: '' }])
  })
})

test('the missing connection of a tenant is reported too, and the sender can be adopted', async () => {
  await withHarness(async (harness) => {
    const { settings, samlResponse } = loadFixture('responses/entra/both')
    harness.clock.freeze(settings.now)
    await ask(harness, `/v1/Accounts/${settings.account}`, { body: formOf({ SAMLResponse: samlResponse }) })
    const report = await latest(harness)
    expect(failedErrors(report)).toEqual([DOOR, 'tenant-is-configured'])
    expect(report.twilioError).toMatchObject({ status: 404, code: 20404 })
    expect(await (await fetch(`${harness.url}/logins/${report.id}`)).text()).toContain(
      'Is this your identity provider?',
    )
    const certificateSha256 = report.signatures[0]?.certificate?.sha256
    const adopted = await send(`${harness.url}/api/v1/logins/${report.id}/adopt`, 'POST', { certificateSha256 })
    const { connection, report: again } = (await adopted.json()) as { connection: Connection; report: Report }
    expect([connection.sid, failedErrors(again)]).toEqual([settings.account, [DOOR]])
    const { idpIssuer, certificates } = connection
    expect(await whatIf(harness, report, { idpIssuer, certificates })).toMatchObject({
      report: { outcome: 'rejected' },
      smallestChange: [{ setting: 'acsUrl', from: `/v1/Accounts/${settings.account}`, side: 'idp' }],
    })
  })
})

test('the attempt is listed, also by tenant, and ends a wait', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    const waiting = harness.waitForLogin({ account: ACCOUNT, outcome: 'rejected' }, { timeout: 5_000 })
    await ask(harness, `/saml/acs/${ACCOUNT}`, { body: MESSAGE })
    const { id } = await waiting
    expect(await loginsOf(harness, `?account=${ACCOUNT}`)).toMatchObject([{ id, firstCause: DOOR }])
  })
})

const LOGOUT = '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>'
const AUTHN = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>'
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** What comes instead of a response, and what the finding says that it is. */
const KINDS: [what: string, fields: Record<string, string>, received: RegExp, fix: RegExp][] = [
  ['an AuthnRequest', { SAMLRequest: base64(AUTHN) }, /^SAMLRequest \(a SAML request/, /swapped/],
  ['an unreadable SAMLRequest', { SAMLRequest: '%%%' }, /^SAMLRequest \(a SAML request/, /swapped/],
  ['a LogoutRequest', { SAMLRequest: base64(LOGOUT) }, /^LogoutRequest .*single logout/, /logout URL/],
  [
    'a deflated LogoutRequest',
    { SAMLRequest: deflateRawSync(LOGOUT).toString('base64') },
    /^LogoutRequest .*single logout/,
    /logout URL/,
  ],
  ['a token of WS-Federation', { wa: 'wsignin1.0', wresult: '<t/>' }, /^wresult \(WS-Federation\)/, /SAML 2\.0/],
  ['a code of OpenID Connect', { code: 'SECRET', state: 's' }, /^code \(OpenID Connect\)/, /SAML 2\.0 application/],
  ['an id_token', { id_token: 'SECRET', state: 's' }, /^id_token \(OpenID Connect\)/, /SAML 2\.0 application/],
  [
    'an error of OAuth',
    { error: 'access_denied', error_description: 'SECRET', state: 's' },
    /^error \(an OpenID Connect error: the IdP refused\)/,
    /SAML 2\.0 application/,
  ],
]

describe.each(KINDS)('%s', (_what, fields, received, fix) => {
  test.each([
    ['posted to a wrong path', 'POST', '/somewhere', [DOOR, 'response-field-present']],
    ['in the query of a wrong path', 'GET', '/somewhere', [DOOR, 'response-field-present']],
    ['posted to the ACS', 'POST', `/v1/Accounts/${ACCOUNT}/saml2`, ['response-field-present']],
    ['in the query of the ACS', 'GET', `/v1/Accounts/${ACCOUNT}/saml2`, ['response-field-present']],
  ])('%s is recorded and recognised', async (_where, method, path, failed) => {
    await withHarness(async (harness) => {
      await configured(harness)
      const form = formOf(fields)
      const sent = method === 'POST' ? ask(harness, path, { body: form }) : ask(harness, `${path}?${form}`, { method })
      expect((await sent).status).toBe(failed.includes(DOOR) ? 404 : 400)
      const report = await latest(harness)
      expect(failedErrors(report)).toEqual(failed)
      const finding = findingOf(report, 'response-field-present')
      expect(finding).toMatchObject({ received: expect.stringMatching(received), fix: expect.stringMatching(fix) })
    })
  })
})

test('a response among other fields is judged as a response', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: GENUINE, SAMLRequest: base64(AUTHN), wresult: '', error: '' })
    expect((await latest(harness)).outcome).toBe('accepted')
  })
})

test('a response in the query of a wrong path also has the wrong binding', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    for (const path of [
      '/',
      `/login/${ACCOUNT}`,
      `/v1/Accounts/${ACCOUNT}/saml2/metadata`,
      `/v1/Accounts/${ACCOUNT}`,
    ]) {
      expect((await ask(harness, `${path}?${MESSAGE}`, { method: 'GET' })).status).toBe(404)
      const report = await latest(harness)
      expect(failedErrors(report)).toEqual([DOOR, 'posted-with-post-binding'])
      expect(findingOf(report, DOOR)?.received).toBe(`GET ${path}`)
    }
  })
})

test('no code or token of another protocol is stored, logged or shown', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'harness.db')
  const lines: string[] = []
  const written: string[] = []
  await withHarness(
    async (harness) => {
      for (const path of ['/callback', `/v1/Accounts/${ACCOUNT}/saml2`, '/v1/Accounts/AC1/saml2'])
        for (const [, fields] of KINDS) {
          const form = formOf({
            ...fields,
            state: 'SECRET',
            wresult: 'SECRET',
            session_state: 'SECRET',
            RelayState: 'KEPT',
          })
          written.push((await ask(harness, path, { body: form })).text)
          written.push((await ask(harness, `${path}?${form}`, { method: 'GET' })).text)
          written.push(JSON.stringify(await latest(harness)))
        }
      expect((await loginsOf(harness)).length).toBe(KINDS.length * 6)
    },
    { db, log: (event, facts) => void lines.push(JSON.stringify([event, facts])) },
  )
  const folder = join(db, '..')
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  expect(lines.length).toBe(KINDS.length * 6)
  expect(files.some((content) => content.includes('KEPT'))).toBe(true)
  expect([...lines, ...written, ...files].filter((text) => text.includes('SECRET'))).toEqual([])
})

test('a program gets an error in the format of Twilio, and a browser is sent to the page of the attempt', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    for (const path of ['/saml/acs', '/login/callback']) {
      const answer = await ask(harness, path, { body: MESSAGE, headers: JSON_TYPE })
      expect(answer.status).toBe(404)
      expect(JSON.parse(answer.text)).toEqual({
        code: 20404,
        message: `The requested resource ${path} was not found`,
        more_info: 'https://www.twilio.com/docs/errors/20404',
        status: 404,
      })
      expect((await latest(harness)).twilioError).toMatchObject({ confidence: 'inferred', flexErrorCode: null })
    }
    const browser = await ask(harness, '/saml/acs', { body: MESSAGE, headers: { accept: 'text/html,*/*;q=0.8' } })
    expect(browser.status).toBe(303)
    const page = await (await fetch(harness.url + browser.location)).text()
    expect(page).toContain('Login rejected')
    expect(page).toContain('this is not a Flex path')
  })
})

test('callers without access to the API can send a misdirected message, and do nothing else with it', async () => {
  await withHarness(
    async (harness) => {
      const headers = { host: 'harness.example.com', origin: 'https://idp.example.com' }
      expect((await ask(harness, '/saml/acs', { body: MESSAGE, headers })).status).toBe(404)
      expect((await ask(harness, `/?${MESSAGE}`, { method: 'GET', headers })).status).toBe(404)
      expect(await harness.logins.latest()).not.toBeNull()
      for (const [path, method, body] of [
        ['/saml/acs', 'POST', 'a=b'],
        ['/', 'GET', ''],
        ['/saml/acs', 'PUT', MESSAGE],
        ['/api/v1/reset', 'POST', MESSAGE],
        ['/api/v1/connections', 'POST', MESSAGE],
        ['/api', 'POST', MESSAGE],
        [`/api/v1/logins?${MESSAGE}`, 'GET', ''],
      ] as const)
        expect([path, (await ask(harness, path, { method, body, headers })).status]).toEqual([path, 401])
    },
    { adminToken: 'a-token-of-enough-length' },
  )
})

test.each([
  ['a form without a message', 'POST', '/saml/acs', 'a=b'],
  ['an empty body', 'POST', '/', ''],
  ['a code without state', 'POST', '/saml/acs', 'code=1&error=2'],
  ['a sign-out of WS-Federation', 'GET', '/saml/acs?wa=wsignoutcleanup1.0', ''],
  ['a message by PUT', 'PUT', '/saml/acs', MESSAGE],
  ['a message by PATCH', 'PATCH', `/v1/Accounts/${ACCOUNT}/saml2`, MESSAGE],
  ['a message by DELETE', 'DELETE', `/?${MESSAGE}`, ''],
  ['a HEAD with a message', 'HEAD', `/saml/acs?${MESSAGE}`, ''],
  ['a message at the API', 'POST', '/api/v1/nothing', MESSAGE],
  ['a message among the assets', 'GET', `/assets/none?${MESSAGE}`, ''],
])('%s is not a login: 404, and nothing is recorded', async (_what, method, path, body) => {
  await withHarness(async (harness) => {
    expect((await ask(harness, path, { method, body })).status).toBe(404)
    expect(await loginsOf(harness)).toEqual([])
  })
})

test('a misdirected form beyond 256 KiB is recorded without its content, and any other body is not', async () => {
  await withHarness(async (harness) => {
    const body = `SAMLResponse=${'A'.repeat(300_000)}`
    const octets = { 'content-type': 'application/octet-stream' }
    expect((await ask(harness, '/saml/acs', { body, headers: octets })).status).toBe(404)
    expect(await loginsOf(harness)).toEqual([])
    expect((await ask(harness, '/saml/acs', { body })).status).toBe(413)
    const report = await latest(harness)
    expect(failedErrors(report)).toEqual([DOOR, 'response-within-size-limit'])
    expect((await fetch(`${harness.url}/api/v1/logins/${report.id}/raw`)).status).toBe(404)
  })
})

test('only the first 300 characters of a long path are recorded', async () => {
  await withHarness(async (harness) => {
    await ask(harness, `/${'a'.repeat(8_000)}`, { body: MESSAGE })
    expect(findingOf(await latest(harness), DOOR)?.received).toBe(`POST /${'a'.repeat(299)}…`)
  })
})

test.each([
  ['legacy', `/v1/Accounts/${ACCOUNT}/saml2`, `https://iam.twilio.com/v1/Accounts/${ACCOUNT}/saml2/metadata`],
  ['enhanced', `/login/callback?connection=${CONNECTION}`, `urn:flex:${CONNECTION}`],
])('the %s ACS explains itself in a browser, and nothing is recorded', async (_name, path, entityId) => {
  await withHarness(async (harness) => {
    const answer = await fetch(harness.url + path, { headers: { accept: 'text/html' } })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
    const page = await answer.text()
    for (const text of [harness.url + path, entityId, 'SAMLResponse']) expect(page).toContain(text)
    const [, metadata = ''] = /href="([^"]*metadata[^"]*)"/.exec(page) ?? []
    expect(await (await fetch(metadata)).text()).toContain(`entityID="${entityId}"`)
    const problem = await fetch(harness.url + path)
    expect(problem.headers.get('content-type')).toContain('application/problem+json')
    expect(await problem.json()).toMatchObject({ status: 405, title: 'Method Not Allowed', hint: expect.any(String) })
    expect((await fetch(harness.url + path, { method: 'HEAD' })).status).toBe(404)
    expect(await loginsOf(harness)).toEqual([])
  })
})

test('an ACS path with an invalid SID explains the format, to a form without a message and to a browser', async () => {
  await withHarness(async (harness) => {
    for (const method of ['POST', 'GET']) {
      const answer = await ask(harness, '/v1/Accounts/AC123/saml2', { method })
      expect([answer.status, JSON.parse(answer.text).detail]).toEqual([
        400,
        expect.stringMatching(/'AC123'.*AC followed by 32/),
      ])
    }
    expect(await loginsOf(harness)).toEqual([])
  })
})

const WORDS = [
  '',
  'v1',
  'iam',
  'v2',
  'Accounts',
  'saml2',
  'metadata',
  'login',
  'callback',
  'samlp',
  ACCOUNT,
  CONNECTION,
]
const piece = fc.oneof(
  fc.constantFrom(...WORDS, '%2F', '%E0%A4%A', '%', '..', '{AC}', 'AC', DIGITS),
  fc.stringMatching(/^[!-"$->@-~]{0,12}$/),
)
const TAKEN = /^\/(logins|assets|api|livez|readyz)/i
const query = fc.constantFrom('', '?', `?connection=${CONNECTION}`, '?connection', '?connection=%', `?x=${ACCOUNT}`)

test('at any path a message is recorded and rejected without an error', async () => {
  await withHarness(async (harness) => {
    await configured(harness)
    const path = fc
      .tuple(fc.array(piece, { maxLength: 6 }), query)
      .map(([pieces, end]) => `/${pieces.join('/')}${end}`)
      .filter((target) => !TAKEN.test(target))
    await fc.assert(
      fc.asyncProperty(path, fc.boolean(), async (target, byPost) => {
        const before = (await harness.logins.latest())?.id
        const separator = target.includes('?') ? '&' : '?'
        const answer = byPost
          ? await ask(harness, target, { body: 'SAMLResponse=YQ==' })
          : await ask(harness, `${target}${separator}SAMLResponse=YQ==`, { method: 'GET' })
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
        const report = await latest(harness)
        expect(report).toMatchObject({ outcome: 'rejected', worker: null })
        expect(report.id).not.toBe(before)
      }),
      { numRuns: runs(80) },
    )
  })
})
