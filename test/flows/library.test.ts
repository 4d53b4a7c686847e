import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { loadFixture } from '../support/fixtures.ts'
import { postFixture, prepare, withHarness } from '../support/harness.ts'
import { ACCOUNT, IDP_CERTIFICATE, ISSUER } from '../support/response.ts'

const BOB = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
const JQ = 'JQ0123456789abcdef0123456789abcdef'
const METADATA = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://other.example/">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${IDP_CERTIFICATE.replace(/-----.*-----|\s/g, '')}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://other.example/sso"/>
  </IDPSSODescriptor>
</EntityDescriptor>`

test('a connection is saved, updated, filled from metadata, listed and deleted', () =>
  withHarness(async ({ url, connections, connect }) => {
    const saved = await connections.save({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
    expect(saved).toMatchObject({ sid: ACCOUNT, signaturePolicy: 'both', clockSkewSeconds: 180 })
    expect(await (await fetch(`${url}/api/v1/connections/${ACCOUNT}`)).json()).toEqual(saved)
    const changed = await connections.update(ACCOUNT, { product: 'okta', idpIssuer: null })
    expect(changed).toEqual({ ...saved, product: 'okta', idpIssuer: null })
    const imported = await connections.importMetadata(ACCOUNT, METADATA)
    expect(imported).toMatchObject({ idpIssuer: 'https://other.example/', ssoUrl: 'https://other.example/sso' })
    expect(imported.product).toBe('okta')
    expect(await connections.importMetadata(JQ, Buffer.from(METADATA))).toMatchObject({ sid: JQ, product: 'generic' })
    expect(await connections.list()).toEqual([imported, await connections.find(JQ)])
    await connections.delete(ACCOUNT)
    expect(await connections.find(ACCOUNT)).toBeNull()
    expect((await connect({})).sid).toMatch(/^JQ[0-9a-f]{32}$/)
  }))

test('an invalid connection is refused with a code, and nothing is saved', () =>
  withHarness(async ({ connections }) => {
    const refused: [code: string, () => Promise<unknown>][] = [
      ['UNKNOWN_CONNECTION', () => connections.update(ACCOUNT, { product: 'okta' })],
      ['UNKNOWN_CONNECTION', () => connections.delete(ACCOUNT)],
      ['UNREADABLE_INPUT', () => connections.importMetadata(ACCOUNT, '<EntityDescriptor')],
      ['INVALID_REQUEST', () => connections.importMetadata('AC1', METADATA)],
      ['INVALID_REQUEST', () => connections.save({ sid: 'AC1' })],
      ['INVALID_REQUEST', () => connections.save({ issuer: ISSUER } as never)],
      ['INVALID_CONFIG', () => connections.save({ certificates: ['no certificate'] })],
    ]
    for (const [code, ask] of refused) await expect(ask()).rejects.toMatchObject({ name: 'HarnessError', code })
    expect(await connections.list()).toEqual([])
  }))

const worker = (accountSid: string, friendlyName: string) => ({ accountSid, friendlyName })
const OTHER = `AC${'b'.repeat(32)}`

test('workers are listed by account, connection and name, and deleted one by one or by account', () =>
  withHarness(async ({ connect, seed, workers }) => {
    await connect({ sid: JQ, accountSid: OTHER })
    await seed({
      workers: [worker(ACCOUNT, 'ada'), worker(ACCOUNT, 'Adam'), worker(OTHER, 'ada'), worker(OTHER, 'bob')],
    })
    const namesOf = async (filter: Parameters<typeof workers.list>[0]) =>
      (await workers.list(filter)).map(({ friendlyName }) => friendlyName).sort()
    expect(await namesOf({ account: ACCOUNT })).toEqual(['Adam', 'ada'])
    expect(await namesOf({ connection: JQ })).toEqual(['ada', 'bob'])
    expect(await namesOf({ query: 'ADA' })).toEqual(['Adam', 'ada', 'ada'])
    const [first] = await workers.list({ limit: 1 })
    expect(await workers.list({ after: first?.sid })).toHaveLength(3)
    await expect(workers.delete('ada')).rejects.toMatchObject({ code: 'AMBIGUOUS_WORKER' })
    await workers.delete('ADA', ACCOUNT)
    expect(await namesOf({})).toEqual(['Adam', 'ada', 'bob'])
    await expect(workers.delete('ada', ACCOUNT)).rejects.toMatchObject({ code: 'UNKNOWN_WORKER' })
    await workers.deleteAll(OTHER)
    expect(await namesOf({})).toEqual(['Adam'])
    await workers.deleteAll()
    expect(await namesOf({})).toEqual([])
  }))

test('a list with an unknown filter is refused, not returned in full', () =>
  withHarness(async ({ logins, workers }) => {
    for (const wrong of [{ mail: 'ada' }, { limit: 0 }, { limit: 1_001 }] as never[]) {
      await expect(logins.list(wrong)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
      await expect(workers.list(wrong)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    }
  }))

test('an account has a legacy and a preview ACS, and an SSO connection has one', () =>
  withHarness(async ({ url, acsUrl, entityId }) => {
    expect(acsUrl(ACCOUNT)).toBe(`${url}/v1/Accounts/${ACCOUNT}/saml2`)
    expect(acsUrl(ACCOUNT, 'preview')).toBe(`${url}/iam/Accounts/${ACCOUNT}/saml2`)
    expect(acsUrl(JQ)).toBe(`${url}/login/callback?connection=${JQ}`)
    expect(entityId(ACCOUNT)).toBe(`https://iam.twilio.com/v1/Accounts/${ACCOUNT}/saml2/metadata`)
    expect(entityId(ACCOUNT, 'preview')).toBe(`https://preview.twilio.com/iam/Accounts/${ACCOUNT}/saml2`)
    expect(entityId(JQ, 'enhanced')).toBe(`urn:flex:${JQ}`)
    for (const [sid, generation] of [['AC1'], [ACCOUNT, 'enhanced'], [JQ, 'legacy'], [JQ, 'beta']] as [
      string,
      never?,
    ][])
      expect(() => acsUrl(sid, generation)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }))
  }))

test('logins and resets are emitted as they happen', () =>
  withHarness(async (harness) => {
    await prepare(harness, BOB)
    const told = once(harness.events, 'login')
    await postFixture(harness, BOB)
    const [report] = await told
    expect(report).toEqual(await harness.logins.latest())
    const forgotten = once(harness.events, 'reset')
    await harness.reset()
    expect(await forgotten).toEqual([{ account: null, connection: null }])
    expect([await harness.logins.list(), await harness.workers.list(), await harness.connections.list()]).toEqual([
      [],
      [],
      [],
    ])
  }))
