import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { base64OfPem } from '../../src/core/domain/pem.ts'
import { readIdpMetadata } from '../../src/core/saml/idp-metadata.ts'
import type { Connection } from '../../src/index.ts'
import { runCli } from '../support/cli.ts'
import { loadFixture } from '../support/fixtures.ts'
import { latest, postFixture, withHarness } from '../support/harness.ts'
import { ACCOUNT, IDP_CERTIFICATE } from '../support/response.ts'

const FOLDER = new URL('../../fixtures/idp-config/', import.meta.url)
const load = (product: string) => readFileSync(new URL(`${product}/idp-metadata.xml`, FOLDER), 'utf8')
const send = (url: string, body: string, type = 'application/xml') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type } })

test.each([
  ['entra', 'both'],
  ['salesforce', 'both'],
  ['simplesamlphp', 'base-sp-redirect'],
  ['node-samlp', 'base-sp-redirect'],
])('with only the metadata of %s, its login is accepted', async (product, name) => {
  const bundle = loadFixture(`responses/${product}/${name}`)
  await withHarness(async (harness) => {
    harness.clock.freeze(bundle.settings.now)
    const answer = await send(`${harness.url}/api/v1/connections/${ACCOUNT}/metadata`, load(product))
    expect(answer.status).toBe(201)
    expect((await answer.json()) as Connection).toMatchObject({
      sid: ACCOUNT,
      idpIssuer: bundle.settings.idpIssuer,
      ssoUrl: expect.stringMatching(/^https?:/),
    })
    expect((await postFixture(harness, bundle)).status).toBe(200)
    expect((await latest(harness)).outcome).toBe('accepted')
  })
})

test('metadata changes only issuer, SSO URL and certificates of a connection', async () => {
  await withHarness(async (harness) => {
    await harness.connect({
      sid: ACCOUNT,
      idpIssuer: 'old',
      friendlyName: 'Mine',
      clockSkewSeconds: 5,
      certificates: [IDP_CERTIFICATE],
    })
    const answer = await send(`${harness.url}/api/v1/connections/${ACCOUNT}/metadata`, load('entra'))
    expect(answer.status).toBe(200)
    const connection = (await answer.json()) as Connection
    expect(connection).toMatchObject({ friendlyName: 'Mine', clockSkewSeconds: 5 })
    expect(connection.certificates).toHaveLength(1)
    expect(connection.certificates[0]).not.toContain('BEGIN')
  })
})

test('check takes metadata instead of issuer and certificate', async () => {
  const bundle = loadFixture('responses/salesforce/both')
  const file = new URL('salesforce/idp-metadata.xml', FOLDER).pathname
  const flags = ['--account', ACCOUNT, '--idp-metadata', file, '--now', bundle.settings.now]
  expect(await runCli(['check', '-', ...flags], bundle.samlResponse)).toMatchObject({ exitCode: 0, stderr: '' })
})

const NOW = new Date('2026-12-01T10:00:00Z')
const read = (xml: string) => readIdpMetadata(Buffer.from(xml), NOW)
const bare = base64OfPem(IDP_CERTIFICATE)
const key = (use: string) =>
  `<KeyDescriptor${use}><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${bare}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`
const service = (binding: string, location: string) =>
  `<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${location}"/>`
const entity = (id: string, content: string, attributes = '') =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${id}"${attributes}><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol">${content}</IDPSSODescriptor></EntityDescriptor>`
const group = (...entities: string[]) =>
  `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${entities.join('')}</EntitiesDescriptor>`
const SP =
  '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="sp"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></EntityDescriptor>'

test('signing keys and keys without a use count, encryption keys do not, and redirect is preferred over POST', () => {
  const services =
    service('SOAP', 'https://a') + service('HTTP-POST', 'https://b') + service('HTTP-Redirect', 'https://c')
  expect(read(entity('idp', key(' use="encryption"') + key('') + services))).toEqual({
    idpIssuer: 'idp',
    ssoUrl: 'https://c',
    certificates: [bare],
  })
  expect(read(entity('idp', key('') + key(' use="signing"')))).toEqual({
    idpIssuer: 'idp',
    certificates: [bare],
  })
})

test('an IdP among service providers is found', () => {
  expect(read(group(SP, entity('idp', key('')))).idpIssuer).toBe('idp')
})

test.each([
  ['no XML', 'hello', /It is not XML/],
  ['a DOCTYPE', '<!DOCTYPE a><a/>', /DOCTYPE/],
  ['only a service provider', SP, /not describe a SAML 2\.0 identity provider/],
  ['an IdP without signing key', entity('idp', key(' use="encryption"')), /no signing certificate/],
  [
    'an IdP inside something else',
    `<junk>${entity('idp', key(''))}</junk>`,
    /not describe a SAML 2\.0 identity provider/,
  ],
  [
    'an expired group',
    group(entity('idp', key(''))).replace(
      '<EntitiesDescriptor',
      '<EntitiesDescriptor validUntil="2001-01-01T00:00:00Z"',
    ),
    /valid until 2001/,
  ],
  [
    'an expired role',
    entity('idp', key('')).replace('<IDPSSODescriptor', '<IDPSSODescriptor validUntil="2001-01-01T00:00:00Z"'),
    /valid until 2001/,
  ],
  ['a validity that is not a time', entity('idp', key(''), ' validUntil="never"'), /valid until never/],
  ['several IdPs', group(entity('one', ''), entity('two', '')), /several identity providers: one, two/],
  ['metadata that has expired', entity('idp', '', ' validUntil="2026-11-30T00:00:00Z"'), /valid until 2026-11-30/],
  ['an invalid certificate', entity('idp', key('').replace(bare, 'AAAA')), /[Nn]ot an X\.509 certificate/],
])('%s is refused with the reason', (_what, xml, message) => {
  expect(() => read(xml)).toThrow(message)
})

test('a body of a type that a page on another site can send is not read', async () => {
  await withHarness(async ({ url }) => {
    const answer = await send(`${url}/api/v1/connections/${ACCOUNT}/metadata`, load('entra'), 'text/plain')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ hint: expect.stringContaining('application/xml') })
  })
})
