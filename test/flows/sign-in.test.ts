import { inflateRawSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import samlify from 'samlify'
import type { FlexIamMock } from '../../src/index.ts'
import { latest, post, send, withHarness } from '../support/harness.ts'
import {
  ACCOUNT,
  buildResponse,
  CONNECTION,
  confirmation,
  ENHANCED,
  IDP_CERTIFICATE,
  ISSUER,
  NOW,
} from '../support/response.ts'

const SSO_URL = 'https://idp.example.com/sso?tenant=a&b=c'
const ASKED = 'in-response-to-known'

async function connect(harness: FlexIamMock, sid: string, more: Record<string, unknown> = {}): Promise<void> {
  harness.clock.freeze(NOW)
  await harness.connect({ sid, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], ssoUrl: SSO_URL, ...more })
}

/** Follows the login link as far as the IdP, and gives what would arrive there. */
async function begin(harness: FlexIamMock, sid: string, query = '') {
  const answer = await fetch(`${harness.url}/login/${sid}${query}`, { redirect: 'manual' })
  expect(answer.status).toBe(302)
  const url = new URL(answer.headers.get('location') ?? '')
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
  return { url, xml, id: / ID="([^"]*)"/.exec(xml)?.[1] ?? '' }
}

async function statusOf(harness: FlexIamMock): Promise<string | undefined> {
  return (await latest(harness)).findings.find(({ id }) => id === ASKED)?.status
}

const answerTo = (id: string) =>
  buildResponse({ inResponseTo: id, confirmation: confirmation({ extra: ` InResponseTo="${id}"` }) })

test('the login link of an account sends the AuthnRequest that legacy Flex sends', () =>
  withHarness(async (harness) => {
    await connect(harness, ACCOUNT)
    const { url, xml, id } = await begin(harness, ACCOUNT, '?RelayState=a%20b%26c')
    expect(url.href.startsWith(SSO_URL)).toBe(true)
    expect(url.searchParams.get('RelayState')).toBe('a b&c')
    expect(id).toMatch(/^ONELOGIN_[0-9a-f-]{36}$/)
    const read = samlify.Extractor.extract(xml, samlify.Extractor.loginRequestFields)
    expect(read).toMatchObject({
      request: { id, issueInstant: NOW, destination: SSO_URL, assertionConsumerServiceUrl: harness.acsUrl(ACCOUNT) },
      issuer: harness.entityId(ACCOUNT),
      nameIDPolicy: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', allowCreate: 'true' },
    })
    expect(xml).toContain('ProviderName="Twilio"')
    expect(xml).toContain('<samlp:RequestedAuthnContext Comparison="exact">')
  }))

test.each([
  ['https://idp.example.com/sso', 'https://idp.example.com/sso?'],
  ['https://idp.example.com/sso?x=%E9&t=a%20b+c', 'https://idp.example.com/sso?x=%E9&t=a%20b+c&'],
])('the login link to %s keeps the existing query', (ssoUrl, start) =>
  withHarness(async (harness) => {
    await connect(harness, ACCOUNT, { ssoUrl: `${ssoUrl}#there` })
    const { url } = await begin(harness, ACCOUNT, '?RelayState=a')
    expect(url.href.startsWith(`${start}SAMLRequest=`)).toBe(true)
    expect(url.href.endsWith('&RelayState=a#there')).toBe(true)
  }),
)

test('the login link of a connection sends the plain AuthnRequest of enhanced Flex', () =>
  withHarness(async (harness) => {
    await connect(harness, CONNECTION)
    const { xml, id, url } = await begin(harness, CONNECTION)
    expect(id).toMatch(/^_[0-9a-f]{32}$/)
    expect(xml).toContain(`<saml:Issuer>urn:flex:${CONNECTION}</saml:Issuer></samlp:AuthnRequest>`)
    expect(xml).not.toMatch(/NameIDPolicy|RequestedAuthnContext|ProviderName/)
    expect(url.searchParams.get('RelayState')).toMatch(/^[\w-]{43}$/)
    await post(harness.acsUrl(CONNECTION), { SAMLResponse: buildResponse({ ...ENHANCED, inResponseTo: id }) })
    expect(await statusOf(harness)).toBe('pass')
  }))

test('an answer to our request is recognised, others are not, and neither causes a rejection', () =>
  withHarness(async (harness) => {
    await connect(harness, ACCOUNT)
    const { id } = await begin(harness, ACCOUNT)
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: answerTo(id) })
    expect(await statusOf(harness)).toBe('pass')
    expect(await latest(harness)).toMatchObject({ outcome: 'accepted', initiatedBy: 'sp' })
    await harness.reset()
    await connect(harness, ACCOUNT)
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: answerTo(id) })
    expect(await statusOf(harness)).toBe('fail')
    expect((await latest(harness)).outcome).toBe('accepted')
  }))

test('a request expires after an hour, and belongs to its own tenant', () =>
  withHarness(async (harness) => {
    await connect(harness, ACCOUNT)
    const { id } = await begin(harness, ACCOUNT)
    const other = `AC${'e'.repeat(32)}`
    await connect(harness, other)
    await post(harness.acsUrl(other), { SAMLResponse: answerTo(id) })
    expect(await statusOf(harness)).toBe('fail')
    harness.clock.advance(3_599)
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: answerTo(id) })
    expect(await statusOf(harness)).toBe('pass')
    harness.clock.advance(1)
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: answerTo(id) })
    expect(await statusOf(harness)).toBe('fail')
  }))

test('a message that was only checked does not answer a request', () =>
  withHarness(async (harness) => {
    await connect(harness, ACCOUNT)
    const answer = await send(`${harness.url}/api/v1/check`, 'POST', { samlResponse: answerTo('_x'), sid: ACCOUNT })
    const { findings } = (await answer.json()) as { findings: { id: string; status: string }[] }
    expect(findings.find(({ id }) => id === ASKED)?.status).toBe('not-applicable')
  }))

test.each([
  [`/login/AC${'d'.repeat(32)}`, 404, 'UNKNOWN_CONNECTION'],
  [`/login/${ACCOUNT}?RelayState=${'x'.repeat(8_193)}`, 400, 'INVALID_REQUEST'],
  ['/login/nobody', 404, 'NOT_FOUND'],
  [`/login/${CONNECTION}`, 400, 'INVALID_REQUEST'],
])('the login link %.60s answers %i', (path, status, code) =>
  withHarness(async (harness) => {
    await connect(harness, ACCOUNT)
    await connect(harness, CONNECTION, { ssoUrl: null })
    const answer = await fetch(harness.url + path, { redirect: 'manual' })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
  }),
)
