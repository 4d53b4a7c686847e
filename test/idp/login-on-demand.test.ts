import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { fileWith } from '../support/cli.ts'
import { send, withHarness } from '../support/harness.ts'
import { TENANTS } from '../support/idp.ts'

test('POST /api/v1/idp/login signs somebody in and answers with the Report', async () => {
  await withHarness(async (harness) => {
    const user = { email: 'kim@example.com', fullName: 'Kim', roles: 'supervisor', claims: { 'level.int': '3' } }
    const wish = { product: 'keycloak', sid: TENANTS.legacy, user, relayState: 'x', initiatedBy: 'sp' }
    const answer = await send(`${harness.url}/api/v1/idp/login`, 'POST', wish)
    const report = (await answer.json()) as Record<string, unknown>
    expect(answer.status).toBe(200)
    expect(report).toMatchObject({ outcome: 'accepted', initiatedBy: 'sp', relayState: 'x', account: TENANTS.legacy })
    expect(await harness.logins.find(String(report.id))).toEqual(report)
    expect(await harness.workers.find('kim@example.com')).toMatchObject({
      attributes: { level: 3, roles: ['supervisor'] },
    })
  })
})

test('without a tenant, the only connection is used', async () => {
  await withHarness(async (harness) => {
    expect((await harness.idp.login()).connection).toBe(TENANTS.enhanced)
    await harness.connect({ sid: TENANTS.legacy })
    await expect(harness.idp.login()).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      hint: expect.stringContaining('sid'),
    })
  })
})

test.each([
  [{ product: 'opera' }, /no product.*'opera'/],
  [{ sid: 'AC1' }, /'AC1' is not a valid tenant SID/],
  [{ user: 'nobody' }, /no user.*'nobody'/],
  [{ user: { roles: [] } }, /user/],
  [{ fault: 'audience' }, /no fault 'audience'/],
  [{ fault: 'recipient-missing', sid: TENANTS.enhanced }, /not possible here: it is possible only for legacy/],
  [{ product: 'google', fault: 'assertion-unsigned' }, /signs only the response/],
  [{ colour: 'red' }, /colour/],
])('%j is refused, with nothing recorded', async (wish, message) => {
  await withHarness(async (harness) => {
    const answer = await send(`${harness.url}/api/v1/idp/login`, 'POST', wish)
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringMatching(message),
    ])
    expect([await harness.logins.latest(), await harness.workers.list()]).toEqual([null, []])
  })
})

test('SP-initiated sign-in is offered only if the connection leads to this IdP', async () => {
  await withHarness(async (harness) => {
    await harness.connect({
      sid: TENANTS.enhanced,
      idpIssuer: 'https://idp.example.com/',
      ssoUrl: 'https://idp.example.com/sso',
    })
    const wish = { sid: TENANTS.enhanced, initiatedBy: 'sp' } as const
    await expect(harness.idp.login(wish)).rejects.toThrow('set up for another IdP')
  })
})

test('users and key can be given: the same key signs after a restart', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const idpKey = fileWith(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const users = fileWith(`\uFEFF${JSON.stringify([{ email: 'zoe@example.com', fullName: 'Zoe' }])}`) // as Windows writes it
  const certificates = new Set<string>()
  for (let start = 0; start < 2; start += 1) {
    await withHarness(
      async (harness) => {
        const { signatures, subject } = await harness.idp.login()
        expect(subject.nameId).toBe('zoe@example.com')
        for (const { certificate } of signatures) certificates.add(certificate?.sha256 ?? '')
      },
      { idpKey, users },
    )
  }
  expect(certificates.size).toBe(1)
})

test.each([
  [{ users: [{ fullName: 'Nobody' }] }, /In the users: 0\.email/],
  [{ users: [] }, /In the users/],
  [{ users: '/nowhere.json' }, /users file \/nowhere\.json cannot be read/],
  [
    { idpKey: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' },
    /key of the built-in IdP cannot be used/,
  ],
])('%j stops the start', async (options, message) => {
  await expect(withHarness(async () => undefined, options as never)).rejects.toThrow(message)
})
