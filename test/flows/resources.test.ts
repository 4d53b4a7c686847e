import { expect, test } from '@jest/globals'
import type { Connection } from '../../src/index.ts'
import { loadFixture, xmlOf } from '../support/fixtures.ts'
import { postFixture, prepare, send, withHarness } from '../support/harness.ts'
import { ACCOUNT, IDP_CERTIFICATE } from '../support/response.ts'

const BOB = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
const UNSIGNED = loadFixture('responses/simplesamlphp/sign-none-sp-redirect')
const json = async <T>(answer: Response | Promise<Response>): Promise<T> => (await (await answer).json()) as T

test('a connection is created, read, updated, reset to defaults and deleted', async () => {
  await withHarness(async ({ url }) => {
    const connections = `${url}/api/v1/connections`
    const made = await send(connections, 'POST', { sid: ACCOUNT, product: 'google', certificates: [IDP_CERTIFICATE] })
    expect(made.status).toBe(201)
    expect(await json(made)).toMatchObject({
      sid: ACCOUNT,
      accountSid: ACCOUNT,
      friendlyName: ACCOUNT,
      signaturePolicy: 'response',
      clockSkewSeconds: 180,
      contactUriFrom: 'nameId',
      emptyValue: 'empty-string',
      severalValues: 'array',
      idpIssuer: null,
    })
    expect((await send(connections, 'POST', { sid: ACCOUNT, friendlyName: 'Mine' })).status).toBe(200)
    const one = `${connections}/${ACCOUNT}`
    expect(await json(fetch(one))).toMatchObject({ friendlyName: 'Mine', product: 'generic', certificates: [] })
    expect(await json(send(one, 'PATCH', { idpIssuer: 'https://idp.example.com', clockSkewSeconds: 0 }))).toMatchObject(
      { friendlyName: 'Mine', idpIssuer: 'https://idp.example.com', clockSkewSeconds: 0 },
    )
    expect(await json(send(one, 'PATCH', { friendlyName: null, clockSkewSeconds: null }))).toMatchObject({
      friendlyName: ACCOUNT,
      clockSkewSeconds: 180,
      idpIssuer: 'https://idp.example.com',
    })
    expect((await send(one, 'PATCH', { sid: `AC${'1'.repeat(32)}` })).status).toBe(400)
    expect((await send(one, 'PATCH', { colour: 'red' })).status).toBe(400)
    expect((await send(one, 'DELETE')).status).toBe(204)
    expect((await send(one, 'DELETE')).status).toBe(404)
    expect((await send(one, 'PATCH', {})).status).toBe(404)
  })
})

test('a connection without a SID gets a new JQ, and the account with the same digits', async () => {
  await withHarness(async ({ url }) => {
    const { sid, accountSid, contactUriFrom } = await json<Connection>(send(`${url}/api/v1/connections`, 'POST', {}))
    expect(sid).toMatch(/^JQ[0-9a-f]{32}$/)
    expect([accountSid, contactUriFrom]).toEqual([`AC${sid.slice(2)}`, 'email'])
  })
})

test('logins are listed newest first, in pages, with their outcome', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, BOB)
    await postFixture(harness, BOB)
    await postFixture(harness, UNSIGNED)
    const logins = `${harness.url}/api/v1/logins`
    const first = await json<{ logins: { id: string }[]; next: string }>(fetch(`${logins}?limit=1`))
    expect(first).toMatchObject({
      logins: [{ outcome: 'rejected', firstCause: 'response-is-signed', nameId: 'alice.agent@example.com' }],
      next: expect.any(String),
    })
    const second = await json(fetch(`${logins}?limit=1&after=${first.next}`))
    expect(second).toEqual({
      logins: [
        {
          id: expect.any(String),
          receivedAt: BOB.settings.now.replace('Z', '.000Z'),
          generation: 'legacy',
          account: 'AC0123456789abcdef0123456789abcdef',
          connection: null,
          outcome: 'accepted',
          product: 'generic',
          nameId: 'bob@example.com',
          email: 'bob@example.com',
          firstCause: null,
        },
      ],
      next: null,
    })
    expect(await json(fetch(`${logins}?worker=BOB@example.com&outcome=accepted`))).toMatchObject({
      logins: [{ nameId: 'bob@example.com' }],
    })
    for (const query of ['limit=0', 'outcome=maybe', 'after=x', 'colour=red'])
      expect((await fetch(`${logins}?${query}`)).status).toBe(400)
  })
})

test('workers are deleted one by one or all, and a reset deletes everything', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, BOB)
    await postFixture(harness, BOB)
    const workers = `${harness.url}/api/v1/workers`
    expect((await send(`${workers}/bob@example.com`, 'DELETE')).status).toBe(204)
    expect((await send(`${workers}/bob@example.com`, 'DELETE')).status).toBe(404)
    expect((await send(workers, 'DELETE')).status).toBe(204)
    expect((await send(`${harness.url}/api/v1/reset`, 'POST')).status).toBe(204)
    expect(await harness.logins.latest()).toBeNull()
    expect(await json(fetch(`${harness.url}/api/v1/connections`))).toEqual({ connections: [] })
    expect(harness.clock.read().mode).toBe('real')
    await prepare(harness, BOB)
    expect((await postFixture(harness, BOB)).status).toBe(200)
  })
})

test('the sender of a message can be adopted by certificate fingerprint, and the message is judged again', async () => {
  await withHarness(async (harness) => {
    harness.clock.freeze(BOB.settings.now)
    const posted = await postFixture(harness, BOB)
    expect(posted.status).toBe(403)
    const { id, signatures } = (await harness.logins.latest()) ?? { id: '', signatures: [] }
    const fingerprint = signatures[0]?.certificate?.sha256 ?? ''
    const page = await (await fetch(`${harness.url}/logins/${id}`)).text()
    expect(page).toContain(fingerprint)
    const adopt = `${harness.url}/api/v1/logins/${id}/adopt`
    const spaced = fingerprint.toLowerCase().replace(/(..)(?=.)/g, '$1:')
    expect(await json(send(adopt, 'POST', { certificateSha256: 'A'.repeat(64) }))).toMatchObject({
      status: 400,
      detail: expect.stringContaining(fingerprint),
    })
    expect(await json(send(adopt, 'POST', { certificateSha256: spaced }))).toMatchObject({
      connection: { sid: 'AC0123456789abcdef0123456789abcdef', idpIssuer: BOB.settings.idpIssuer },
      report: { outcome: 'accepted', id: null },
    })
    expect(await harness.workers.list()).toEqual([])
    expect((await postFixture(harness, BOB)).status).toBe(200)
    expect((await send(`${harness.url}/api/v1/logins/nope/adopt`, 'POST', { certificateSha256: spaced })).status).toBe(
      404,
    )
  })
})

test('a certificate that did not sign the message cannot be adopted', async () => {
  await withHarness(async (harness) => {
    const forged = loadFixture('attacks/foreign-key/genuine-certificate-embedded')
    harness.clock.freeze(forged.settings.now)
    await postFixture(harness, forged)
    const report = await harness.logins.latest()
    const certificateSha256 = report?.signatures[0]?.certificate?.sha256 ?? 'A'.repeat(64)
    const answer = await send(`${harness.url}/api/v1/logins/${report?.id}/adopt`, 'POST', { certificateSha256 })
    expect(answer.status).toBe(400)
    expect(await json(fetch(`${harness.url}/api/v1/connections`))).toEqual({ connections: [] })
  })
})

test('a message whose issuer was altered cannot be adopted, and adopting keeps the other certificates', async () => {
  await withHarness(async (harness) => {
    const genuine = loadFixture('responses/entra/assertion')
    harness.clock.freeze(genuine.settings.now)
    const altered = xmlOf(genuine).replace('https://sts.windows.net/', 'https://evil.example.com/')
    await postFixture(harness, { ...genuine, samlResponse: Buffer.from(altered).toString('base64') })
    const report = await harness.logins.latest()
    const certificateSha256 = report?.signatures[0]?.certificate?.sha256
    const adopt = `${harness.url}/api/v1/logins/${report?.id}/adopt`
    expect(await json(send(adopt, 'POST', { certificateSha256 }))).toMatchObject({
      status: 400,
      detail: expect.stringContaining('altered'),
    })
    expect(await json(fetch(`${harness.url}/api/v1/connections`))).toEqual({ connections: [] })

    await harness.connect({ sid: ACCOUNT, certificates: [IDP_CERTIFICATE] })
    await postFixture(harness, genuine)
    const again = `${harness.url}/api/v1/logins/${(await harness.logins.latest())?.id}/adopt`
    const { connection } = await json<{ connection: Connection }>(send(again, 'POST', { certificateSha256 }))
    expect(connection).toMatchObject({ idpIssuer: genuine.settings.idpIssuer })
    expect(connection.certificates).toHaveLength(2)
  })
})

test('a posted message can be read back, as posted and as XML', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, BOB)
    await postFixture(harness, BOB)
    const login = `${harness.url}/api/v1/logins/${(await harness.logins.latest())?.id}`
    expect(await (await fetch(`${login}/raw`)).text()).toBe(BOB.samlResponse)
    const xml = await fetch(`${login}/response.xml`)
    expect(xml.headers.get('content-type')).toContain('application/xml')
    expect(xml.headers.get('content-disposition')).toBe('attachment')
    expect(xml.headers.get('content-security-policy')).toBe('sandbox')
    expect(Buffer.from(await xml.arrayBuffer()).toString('base64')).toBe(BOB.samlResponse)
  })
})
