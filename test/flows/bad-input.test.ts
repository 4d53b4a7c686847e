import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { checkResponse } from '../../src/index.ts'
import { runCli } from '../support/cli.ts'
import { latest, post, send, withHarness } from '../support/harness.ts'
import { ACCOUNT, failedErrors, IDP_CERTIFICATE, ISSUER, SETTINGS } from '../support/response.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const HTML = '<!doctype html><html><body>Sign in</body></html>'

/** What is posted to a configured ACS, and the one finding that says what is wrong with it. */
const MESSAGES: [what: string, fields: Record<string, string>, finding: string, received: RegExp][] = [
  ['no SAMLResponse field', { Other: 'x' }, 'response-field-present', /no such field/],
  ['an empty field', { SAMLResponse: '' }, 'response-field-present', /empty field/],
  ['XML that is not base64', { SAMLResponse: '<samlp:Response/>' }, 'response-is-base64', /samlp:Response/],
  ['text that is not base64', { SAMLResponse: 'a*b' }, 'response-is-base64', /a\*b/],
  ['base64 of text that is not XML', { SAMLResponse: base64('hello') }, 'xml-is-well-formed', /Start tag expected/],
  ['base64 of XML cut short', { SAMLResponse: base64('<a><b>') }, 'xml-is-well-formed', /./],
  [
    'base64 of bytes that are not UTF-8',
    { SAMLResponse: Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e]).toString('base64') },
    'xml-is-well-formed',
    /not valid UTF-8/,
  ],
  ['a relative namespace', { SAMLResponse: base64('<a xmlns="relative"/>') }, 'xml-is-well-formed', /./],
  ['an HTML page', { SAMLResponse: base64(HTML) }, 'xml-has-no-doctype', /an HTML page/],
  [
    'a WS-Federation message',
    { SAMLResponse: base64('<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"/>') },
    'document-is-saml-response',
    /WS-Federation/,
  ],
  [
    'a SAML 1.1 response',
    { SAMLResponse: base64('<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol"/>') },
    'document-is-saml-response',
    /SAML 1\.1/,
  ],
]

test.each(MESSAGES)(
  '%s is rejected by one specific finding, and recorded',
  async (_what, fields, finding, received) => {
    await withHarness(async (harness) => {
      await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
      const answer = await post(harness.acsUrl(ACCOUNT), fields)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 70002, status: 400 })
      const failed = (await latest(harness)).findings.filter(
        ({ status, severity }) => status === 'fail' && severity === 'error',
      )
      expect(failed.map(({ id }) => id)).toEqual([finding])
      expect(failed[0]).toMatchObject({
        received: expect.stringMatching(received),
        expected: expect.any(String),
        fix: expect.any(String),
      })
      expect(await harness.workers.list()).toEqual([])
    })
  },
)

test('XML beyond 192 KiB is refused before anything parses it', async () => {
  const report = await checkResponse(base64(`<a>${'x'.repeat(200_000)}</a>`), SETTINGS)
  expect(failedErrors(report)).toEqual(['response-within-size-limit'])
})

test('two SAMLResponse fields are refused, regardless of their content', async () => {
  await withHarness(async (harness) => {
    const body = 'SAMLResponse=YQ==&SAMLResponse=YQ=='
    await fetch(harness.acsUrl(ACCOUNT), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect((await latest(harness)).findings.find(({ id }) => id === 'response-field-present')).toMatchObject({
      status: 'fail',
      received: '2 fields named SAMLResponse',
    })
  })
})

test('a body beyond 256 KiB is answered 413 and recorded without its content', async () => {
  await withHarness(async (harness) => {
    const answer = await post(harness.acsUrl(ACCOUNT), { SAMLResponse: randomBytes(300_000).toString('base64') })
    expect(answer.status).toBe(413)
    expect(failedErrors(await latest(harness))).toEqual(['tenant-is-configured', 'response-within-size-limit'])
  })
})

const PROBLEMS: [what: string, method: string, path: string, body: unknown, status: number, detail: RegExp][] = [
  ['a bad SID in an ACS path', 'POST', '/v1/Accounts/AC123/saml2', {}, 400, /'AC123'.*not AC followed by 32/],
  ['a JQ at the legacy ACS', 'POST', `/v1/Accounts/JQ${'0'.repeat(32)}/saml2`, {}, 400, /not AC followed by 32/],
  ['an enhanced ACS without connection', 'POST', '/login/callback', {}, 400, /query parameter connection/],
  ['an unknown path', 'GET', '/nowhere', undefined, 404, /GET \/nowhere/],
  ['a broken percent path', 'GET', '/api/v1/workers/%E0%A4%A', undefined, 400, /cannot be read/],
  ['bad JSON', 'POST', '/api/v1/connections', '{"sid":', 400, /not valid JSON/],
  ['JSON that is not an object', 'POST', '/api/v1/connections', '[]', 400, /connection/],
  ['a bad SID', 'POST', '/api/v1/connections', { sid: 'AC1' }, 400, /sid: must be AC or JQ/],
  ['an unknown field', 'POST', '/api/v1/connections', { issuer: 'x' }, 400, /issuer/],
  [
    'a bad certificate',
    'POST',
    '/api/v1/connections',
    { certificates: ['-----BEGIN CERTIFICATE-----\nnope\n-----END CERTIFICATE-----'] },
    400,
    /[Nn]ot an X\.509 certificate/,
  ],
  [
    'a trusted URL with a wildcard',
    'POST',
    '/api/v1/connections',
    { trustedUrls: ['https://*.example.com'] },
    400,
    /trustedUrls.*wildcards/,
  ],
  ['an unknown query', 'GET', '/api/v1/workers?acount=x', undefined, 400, /acount/],
  [
    'a javascript URL',
    'POST',
    '/api/v1/connections',
    { defaultRedirectUrl: 'javascript:alert(1)' },
    400,
    /defaultRedirectUrl/,
  ],
  [
    'another account',
    'POST',
    '/api/v1/connections',
    { sid: ACCOUNT, accountSid: `AC${'1'.repeat(32)}` },
    400,
    /accountSid/,
  ],
  ['an unknown connection', 'GET', `/api/v1/connections/${ACCOUNT}`, undefined, 404, /no connection/],
  ['an unknown login', 'GET', '/api/v1/logins/nope', undefined, 404, /no login nope/],
  ['no login yet', 'GET', '/api/v1/logins/latest', undefined, 404, /No login has been recorded/],
  ['an unknown worker', 'GET', '/api/v1/workers/nobody/attributes', undefined, 404, /no worker nobody/],
  ['a bad limit', 'GET', '/api/v1/workers?limit=0', undefined, 400, /limit/],
  ['a clock set twice', 'PUT', '/api/v1/clock', { now: '2026-11-22T10:00:00Z', offsetSeconds: 1 }, 400, /exactly one/],
  ['a clock without zone', 'PUT', '/api/v1/clock', { now: '2026-11-22 10:00' }, 400, /exactly one/],
  ['a check without tenant', 'POST', '/api/v1/check', { samlResponse: '', settings: {} }, 400, /needs account/],
  ['a check with two sources', 'POST', '/api/v1/check', { samlResponse: '' }, 400, /either sid or settings/],
  ['a check of an unknown SID', 'POST', '/api/v1/check', { samlResponse: '', sid: ACCOUNT }, 404, /no connection/],
]

test.each(PROBLEMS)(
  '%s gets a problem that names the fault, its place and the fix',
  async (_what, method, path, body, status, detail) => {
    await withHarness(async ({ url }) => {
      const answer = await send(url + path, method, body)
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.json()).toMatchObject({
        status,
        title: expect.any(String),
        detail: expect.stringMatching(detail),
        hint: expect.stringMatching(/.{10}/),
      })
      const connections = (await (await fetch(`${url}/api/v1/connections`)).json()) as { connections: unknown[] }
      expect(connections.connections).toEqual([])
    })
  },
)

test('a body that is not declared as JSON is not read, so that a page on another site cannot send it', async () => {
  await withHarness(async ({ url }) => {
    const answer = await fetch(`${url}/api/v1/connections`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'text/plain' },
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ hint: expect.stringContaining('application/json') })
  })
})

test('a worker name in several accounts is ambiguous unless the account is given', async () => {
  const { buildResponse, NOW, confirmation, conditions } = await import('../support/response.ts')
  await withHarness(async (harness) => {
    harness.clock.freeze(new Date(NOW))
    const accounts = [ACCOUNT, `AC${'b'.repeat(32)}`]
    for (const sid of accounts) {
      await harness.connect({ sid, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
      const acs = `https://iam.twilio.com/v1/Accounts/${sid}/saml2`
      const samlResponse = buildResponse({
        destination: acs,
        confirmation: confirmation({ recipient: acs }),
        conditions: conditions({ audience: `${acs}/metadata` }),
      })
      expect((await post(harness.acsUrl(sid), { SAMLResponse: samlResponse })).status).toBe(200)
    }
    expect((await fetch(`${harness.url}/api/v1/workers/ada@example.com`)).status).toBe(409)
    expect(
      await (await fetch(`${harness.url}/api/v1/workers/ada@example.com?account=${accounts[1]}`)).json(),
    ).toMatchObject({ accountSid: accounts[1] })
  })
})

const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const COMMANDS: [what: string, args: string[], stderr: RegExp][] = [
  [
    'an unreadable file',
    ['check', join(folder, 'missing'), '--account', ACCOUNT],
    /missing cannot be read.*\nCheck the name/,
  ],
  ['an empty file', ['check', file('empty', ''), '--account', ACCOUNT], /input is empty/],
  ['no tenant', ['check', file('some', 'YQ==')], /Neither --account nor --connection/],
  ['a bad SID', ['check', file('some', 'YQ=='), '--account', 'AC1'], /'AC1'/],
  [
    'an unreadable certificate',
    ['check', file('some', 'YQ=='), '--account', ACCOUNT, '--idp-cert', join(folder, 'none.crt')],
    /none\.crt cannot be read/,
  ],
  [
    'a bad certificate',
    ['check', file('some', 'YQ=='), '--account', ACCOUNT, '--idp-cert', file('bad.crt', 'nope!')],
    /[Nn]ot an X\.509 certificate/,
  ],
  ['an unknown flag', ['check', file('some', 'YQ=='), '--nope'], /unknown option '--nope'/],
  ['an unknown check', ['explain', 'no-such-check'], /no check 'no-such-check'/],
  ['an unknown command', ['frobnicate'], /unknown command 'frobnicate'/],
  [
    'an unknown format',
    ['check', file('some', 'YQ=='), '--account', ACCOUNT, '--format', 'xml'],
    /--format 'xml' is not a known value/,
  ],
  [
    'a bad time',
    ['check', file('some', 'YQ=='), '--account', ACCOUNT, '--now', 'yesterday'],
    /--now 'yesterday' is not a valid ISO 8601 time/,
  ],
  [
    'a bad policy',
    ['check', file('some', 'YQ=='), '--account', ACCOUNT, '--signature-policy', 'none'],
    /--signature-policy 'none'/,
  ],
  [
    'a bad clock skew',
    ['check', file('some', 'YQ=='), '--account', ACCOUNT, '--clock-skew', 'abc'],
    /--clock-skew 'abc'/,
  ],
  [
    'a bundle with an unknown header',
    ['check', file('bundle', `account: ${ACCOUNT}\ncolour: red\n\nYQ==`)],
    /colour: red/,
  ],
  ['a bad port', ['serve', '--port', '99999'], /--port \(FLEX_IAM_PORT\)/],
  ['a config file that is not JSON', ['serve', '--config', file('config', '{')], /cannot be read/],
  ['a config file with an unknown option', ['serve', '--config', file('unknown', '{"prot": 1}')], /prot/],
  [
    'a store that cannot be opened',
    ['serve', '--port', '0', '--db', join(folder, 'no', 'such', 'folder.db')],
    /cannot be used/,
  ],
  [
    'Postgres, which is not supported yet',
    ['serve', '--port', '0', '--db', 'postgres://localhost/x'],
    /postgres:.. stores are not supported/,
  ],
  [
    'a private key as certificate',
    [
      'check',
      file('some', 'YQ=='),
      '--account',
      ACCOUNT,
      '--idp-cert',
      file('key.pem', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----'),
    ],
    /This is a private key(?![\s\S]*c2VjcmV0)/,
  ],
  [
    'a bundle with a broken relay state',
    ['check', file('relay', `account: ${ACCOUNT}\nnow: 2026-11-22T10:00:00Z\nrelay-state: %zz\n\nYQ==`)],
    /not percent-encoded/,
  ],
  ...['nobody: because', 'xmlsec1', 'xmlsec1: ', 'samlify: one reason\ndisagreement: samlify: another'].map(
    (disagreement): [string, string[], RegExp] => [
      `a bundle with the disagreement '${disagreement}'`,
      [
        'check',
        file(
          `disagreement-${disagreement.length}`,
          `account: ${ACCOUNT}\nnow: 2026-11-22T10:00:00Z\ndisagreement: ${disagreement}\n\nYQ==`,
        ),
      ],
      /is not 'JUDGE: WHY'/,
    ],
  ),
  [
    'escapes for the terminal, and prints none',
    ['check', file('escape', `account: ${ACCOUNT}\n\u001b[31mx: y\n\nYQ==`)],
    /\\u001b\[31mx/,
  ],
  ['--once without a demo', ['serve', '--once'], /--once needs --demo/],
  ['a short admin token', ['serve', '--admin-token', 'short'], /at least 16/],
]

test.each(COMMANDS)('the command line reports %s and exits with 2', async (_what, args, stderr) => {
  const result = await runCli(args)
  expect(result.stderr).toMatch(stderr)
  expect({ exitCode: result.exitCode, stdout: result.stdout }).toEqual({ exitCode: 2, stdout: '' })
})

test('the library refuses invalid settings with a stable code', async () => {
  await expect(checkResponse('YQ==', { ...SETTINGS, account: 'AC1' })).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
    hint: expect.any(String),
  })
  await expect(checkResponse('YQ==', { ...SETTINGS, certificates: ['nope'] })).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
  })
})
