import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { checkResponse, type Report } from '../../src/index.ts'
import { fileWith, runCli } from '../support/cli.ts'
import {
  bodyOf,
  harEntry,
  harOf,
  type PostedForm,
  pageEntry,
  pageOf,
  postEntry,
  tracerExportOf,
} from '../support/containers.ts'
import { loadFixture, xmlOf } from '../support/fixtures.ts'

const BUNDLE = loadFixture('responses/node-samlp/base-sp-redirect')
const { samlResponse, settings } = BUNDLE
const { account = '', idpIssuer = '', relayState = '', now } = settings
const URL_OF_FLEX = `https://iam.twilio.com/v1/Accounts/${account}/saml2`
const FORM: PostedForm = { samlResponse, relayState, url: URL_OF_FLEX, at: now }

const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
writeFileSync(join(folder, 'idp.crt'), settings.certificates[0] ?? '')
const TENANT = ['--account', account]
const IDP = ['--idp-cert', join(folder, 'idp.crt'), '--idp-issuer', idpIssuer]
const AT = ['--now', now]

const check = (input: string | Buffer, ...flags: string[]) => runCli(['check', fileWith(input), ...IDP, ...flags])
const lines = (text: string, end: string) => text.replace(/.{76}/g, `$&${end}`)
const percent = encodeURIComponent
const listed = (encode: (text: string) => string) => [
  { name: 'SAMLResponse', value: encode(samlResponse) },
  { name: 'RelayState', value: encode(relayState) },
]
const firefoxHeaders = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1\r\n\r\n'
const base64 = (text: string) => Buffer.from(text).toString('base64')

test('the sample contains what an encoding can damage', () => {
  expect(samlResponse).toMatch(/\+.*=$/)
  expect(relayState).toBe('relay-sp-redirect ?a=1&b=ü')
})

/** Containers that say when the message was sent, and what the text report then says of where it was. */
const RECORDINGS: [what: string, content: string, found: RegExp][] = [
  ['a HAR with the text of the body', harOf(postEntry(FORM)), /^HAR entry 2, to https:\/\/iam/],
  ['a HAR of Chrome, whose params are as sent', harOf(postEntry(FORM, { params: listed(percent) })), /^HAR entry 2,/],
  ['a HAR of Firefox, whose params are decoded', harOf(postEntry(FORM, { params: listed(String) })), /^HAR entry 2,/],
  [
    'a HAR of Firefox with headers in the body',
    harOf(postEntry(FORM, { text: firefoxHeaders + bodyOf(FORM) })),
    /^HAR entry 2,/,
  ],
  [
    'a HAR with a base64 body',
    harOf(postEntry(FORM, { encoding: 'base64', text: base64(bodyOf(FORM)) })),
    /^HAR entry 2,/,
  ],
  [
    'a HAR with an empty text in addition to the params',
    harOf(postEntry(FORM, { text: '', params: listed(percent) })),
    /^HAR entry 2,/,
  ],
  ['a HAR of the page that posts it', harOf(pageEntry(FORM)), /^the page of HAR entry 2, to https:\/\/iam/],
  [
    'a HAR of that page in base64',
    harOf(pageEntry(FORM, { encoding: 'base64', text: base64(pageOf(FORM)) })),
    /^the page of HAR entry 2,/,
  ],
  ['a HAR of the page and of the POST', harOf(pageEntry(FORM), postEntry(FORM)), /^HAR entry 3,/],
  [
    'a HAR of a POST that was sent again',
    harOf(postEntry(FORM), postEntry({ ...FORM, at: '2027-01-01T00:00:00Z' })),
    /^HAR entry 2,/,
  ],
  ['a SAML-tracer export', tracerExportOf(FORM), /^SAML-tracer request 2, to https:\/\/iam/],
  [
    'a SAML-tracer export before 1.0',
    tracerExportOf(FORM, {
      requestId: undefined,
      id: '2',
      requestHeaders: [],
      responseHeaders: [['Date', new Date(now).toUTCString()]],
    }),
    /^SAML-tracer request 2,/,
  ],
]

test.each(RECORDINGS)(
  '%s is judged at the time when it was sent, by what was posted',
  async (_what, content, found) => {
    const { stdout, stderr, exitCode } = await check(content, ...TENANT, '--format', 'json')
    expect(JSON.parse(stdout)).toEqual(await checkResponse(samlResponse, { ...settings, relayState, now }))
    expect(stderr).toMatch(found)
    expect(exitCode).toBe(0)
  },
)

test('the text of one message in a recording says where it was found', async () => {
  const { stdout, stderr } = await check(harOf(postEntry(FORM)), ...TENANT)
  expect(stdout).toMatch(/^HAR entry 2, to\s+https:\/\/iam\S*,\s+at\s+2026-\S*Z\n\nACCEPTED/)
  expect(stderr).toBe('')
})

const CURL = `curl '${URL_OF_FLEX}' \\\n  -X 'POST' \\\n  -H 'origin: https://idp.example.com' \\\n  --data-raw '${bodyOf(FORM)}'`
const CMD = `curl ^"${URL_OF_FLEX}^" ^\r\n  -H ^"origin: https://idp.example.com^" ^\r\n  --data-raw ^"${bodyOf(FORM).replace(/[%&]/g, '^$&')}^"`

/** Containers without a time: judged with --now. */
const TEXTS: [what: string, content: string | Buffer, relayState: string | null][] = [
  ['a form body', bodyOf(FORM), relayState],
  [
    'a form body whose value has line breaks',
    `SAMLResponse=${lines(samlResponse, '\n').split('\n').map(percent).join('\n')}`,
    null,
  ],
  [
    'an HTTP request as a proxy saves it',
    `POST /v1/Accounts HTTP/1.1\r\nHost: iam.twilio.com\r\n\r\n${bodyOf(FORM)}\r\n`,
    relayState,
  ],
  [
    'a request copied as fetch',
    `fetch("${URL_OF_FLEX}", {\n  "body": "${bodyOf(FORM)}",\n  "method": "POST"\n});`,
    relayState,
  ],
  ['a request copied as cURL', CURL, relayState],
  ['a request copied as cURL for Windows', CMD, relayState],
  [
    'all requests copied as cURL',
    `curl 'https://app.example.com/' ;\n${CURL} ;\ncurl 'https://app.example.com/'`,
    relayState,
  ],
  ['the page that posts itself', pageOf(FORM), relayState],
  ['that page as XHTML', `\ufeff<?xml version="1.0"?>\n${pageOf(FORM)}`, relayState],
  ['the form alone', pageOf(FORM).replace(/^[\s\S]*?(?=<FORM)/, ''), relayState],
  ['the input alone', `<input type="hidden" name="SAMLResponse" value="${samlResponse}">`, null],
  [
    'the fields as the network panel shows them',
    `RelayState: ${relayState}\nSAMLResponse: ${samlResponse}\n`,
    relayState,
  ],
  [
    'the fields as it shows them percent-encoded',
    `SAMLResponse:\n${percent(samlResponse)}\nRelayState:\n${percent(relayState)}`,
    relayState,
  ],
  ['the field', samlResponse, null],
  ['the field with line breaks', lines(samlResponse, '\n'), null],
  ['the field with line breaks of Windows and a byte order mark', `\ufeff${lines(samlResponse, '\r\n')}\r\n`, null],
  ['the field with spaces between its parts', lines(samlResponse, ' '), null],
  ['the field percent-encoded', percent(samlResponse), null],
  ['the field with percent-encoded line breaks', percent(lines(samlResponse, '\r\n')), null],
  ['the field in quotes', `"${samlResponse}"`, null],
  ['the field as the Windows shell saves it', Buffer.from(`\ufeff${samlResponse}\r\n`, 'utf16le'), null],
  ['XML', xmlOf(BUNDLE), null],
  [
    'XML with a declaration and a byte order mark',
    `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(BUNDLE)}`,
    null,
  ],
]

test.each(TEXTS)('%s gets the verdict of its message', async (_what, content, state) => {
  const { stdout, exitCode } = await check(content, ...TENANT, ...AT, '--format', 'json')
  expect(JSON.parse(stdout)).toEqual(await checkResponse(samlResponse, { ...settings, relayState: state, now }))
  expect(exitCode).toBe(0)
})

const failedErrors = (report: Report) =>
  report.findings.filter(({ severity, status }) => severity === 'error' && status === 'fail').map(({ id }) => id)

const BY_REDIRECT: [what: string, content: string][] = [
  ['a URL', `${URL_OF_FLEX}?${bodyOf(FORM)}#x`],
  ['a query', `?${bodyOf(FORM)}`],
  ['a HAR with a URL', harOf(harEntry({ url: `${URL_OF_FLEX}?${bodyOf(FORM)}` }))],
  ['a HAR with a list of query parameters', harOf(harEntry({ url: URL_OF_FLEX, queryString: listed(percent) }))],
  [
    'a SAML-tracer export of a GET',
    tracerExportOf({ ...FORM, url: `${URL_OF_FLEX}?${bodyOf(FORM)}` }, { method: 'GET', post: undefined }),
  ],
  ['a form without method', pageOf(FORM).replace("METHOD='POST'", '')],
]

test.each(BY_REDIRECT)('the message of %s used the wrong binding, and the Report says so', async (_what, content) => {
  const { stdout, exitCode } = await check(content, ...TENANT, ...AT, '--format', 'json')
  expect(failedErrors(JSON.parse(stdout))).toEqual(['posted-with-post-binding'])
  expect(exitCode).toBe(1)
})

test('the URL alphabet of base64 is not corrected, because Flex does not correct it', async () => {
  const { stdout } = await check(samlResponse.replaceAll('+', '-'), ...TENANT, ...AT, '--format', 'json')
  expect(failedErrors(JSON.parse(stdout))).toEqual(['response-is-base64'])
})

test('a field that was percent-encoded twice is decoded once, and the Report says so', async () => {
  const { stdout } = await check(percent(percent(samlResponse)), ...TENANT, ...AT)
  expect(stdout).toMatch(/^the field, percent-decoded\n\nREJECTED/)
  expect(stdout).toContain('it was encoded twice')
})

test('a form with two SAMLResponse fields is rejected, as over HTTP', async () => {
  const { stdout } = await check(`${bodyOf(FORM)}&${bodyOf(FORM)}`, ...TENANT, ...AT)
  expect(stdout).toContain('2 fields named SAMLResponse')
})

test.each(['hash:0123456789abcdef', 'obf:alternative_0'])(
  'a value that SAML-tracer masked as {%s} is read from its decoded XML',
  async (mask) => {
    const post = [
      ['SAMLResponse', `{${mask}}`],
      ['RelayState', `{${mask}}`],
    ]
    const { stdout, stderr } = await check(tracerExportOf(FORM, { post }), ...TENANT, '--format', 'json')
    expect(JSON.parse(stdout)).toEqual(await checkResponse(samlResponse, { ...settings, relayState: null, now }))
    expect(stderr).toContain('as decoded by the tracer before masking')
  },
)

test('a SAML-tracer request without an answer is judged at the time of the export', async () => {
  const { stdout } = await check(tracerExportOf(FORM, { responseHeaders: null }), ...TENANT, '--format', 'json')
  expect((JSON.parse(stdout) as Report).judged.now).toBe('2027-01-01T00:00:00.000Z')
})

test('--now overrides the time of a capture', async () => {
  const { stdout } = await check(harOf(postEntry(FORM)), ...TENANT, '--now', '2027-02-01T00:00:00Z', '--format', 'json')
  expect((JSON.parse(stdout) as Report).judged.now).toBe('2027-02-01T00:00:00.000Z')
})

const OTHER = loadFixture('responses/simplesamlphp/roles-quoted-sp-redirect')
const SEVERAL = harOf(
  postEntry(FORM),
  postEntry({ ...FORM, samlResponse: OTHER.samlResponse, url: 'https://broker.example.com/\u001b[31m' }),
)

test('each of several messages in one file has a heading with where it was found', async () => {
  const { stdout, stderr, exitCode } = await check(SEVERAL, ...TENANT)
  expect(stdout).toMatch(/^1 of 2: HAR entry 2, to\s+https:\/\/iam\.twilio\.com\S*,\s+at\s+2026-\S*Z\n\nACCEPTED/)
  expect(stdout).toMatch(
    /\n\n2 of 2: HAR entry 3, to\s+https:\/\/broker\.example\.com\/\\u001b\[31m,\s+at\s+2026-\S*Z\n\nREJECTED/,
  )
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 })
})

test('several messages are one JSON document: a list of Reports', async () => {
  const { stdout, stderr, exitCode } = await check(SEVERAL, ...TENANT, '--format', 'json')
  expect((JSON.parse(stdout) as Report[]).map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected'])
  expect(stderr.split('\n')).toEqual([expect.stringMatching(/^1 of 2/), expect.stringMatching(/^2 of 2/), ''])
  expect(exitCode).toBe(1)
})

test('several form bodies, one per line, are several messages', async () => {
  const { stdout } = await check(
    `${bodyOf(FORM)}\n${bodyOf({ ...FORM, samlResponse: OTHER.samlResponse })}\n`,
    ...TENANT,
    ...AT,
  )
  expect(stdout).toMatch(/^1 of 2: passage 1\n\nACCEPTED[\s\S]*\n2 of 2: passage 2\n\nREJECTED/)
})

test('--pick judges one of several', async () => {
  const [first, second] = await Promise.all(
    ['1', '2'].map((pick) => check(SEVERAL, ...TENANT, '--pick', pick, '--format', 'json')),
  )
  expect([first?.exitCode, second?.exitCode]).toEqual([0, 1])
  expect(JSON.parse(first?.stdout ?? '')).toMatchObject({ outcome: 'accepted' })
})

test.each(['0', '3', '-1', 'all', '1e0'])(
  '--pick %s of two is an error that lists the possible numbers',
  async (pick) => {
    const { stdout, stderr, exitCode } = await check(SEVERAL, ...TENANT, `--pick=${pick}`)
    expect(stderr).toMatch(/has 2 messages: there is no message.*\n.*from 1 to 2/)
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  },
)

const TENANTS: [url: string, flags: string][] = [
  [URL_OF_FLEX, `--account ${account}`],
  [`http://localhost:8080/iam/Accounts/${account}/saml2`, `--account ${account} --generation preview`],
  [
    `https://login.flex.us1.twilio.com/login/callback?connection=JQ${account.slice(2)}`,
    `--connection JQ${account.slice(2)}`,
  ],
]

test.each(TENANTS)('a tenant in %s is suggested, not assumed', async (url, flags) => {
  const { stderr, stdout, exitCode } = await check(harOf(postEntry({ ...FORM, url })))
  expect(stderr).toContain(`If that is your tenant, add ${flags}.`)
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
})

test('a URL that is not an ACS does not suggest a tenant', async () => {
  const { stderr } = await check(harOf(postEntry({ ...FORM, url: `https://example.com/${account}` })))
  expect(stderr).toContain('Neither --account nor --connection')
  expect(stderr).not.toContain(account)
})
