import { expect, test } from '@jest/globals'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { post } from '../support/harness.ts'
import { buildResponse, conditions, confirmation, IDP_CERTIFICATE, ISSUER, NOW } from '../support/response.ts'
import { sdk } from '../support/taskrouter.ts'

const [MINE, THEIRS] = [`AC${'a'.repeat(32)}`, `AC${'b'.repeat(32)}`]
const ADA = 'ada@example.com'

/** Signs Ada in at an account; the same person has the same name in both. */
async function signIn(harness: FlexIamMock, account: string, location: string): Promise<void> {
  const acs = `https://iam.twilio.com/v1/Accounts/${account}/saml2`
  const message = buildResponse({
    assertionId: `_${location}`,
    destination: acs,
    confirmation: confirmation({ recipient: acs }),
    conditions: conditions({ audience: `${acs}/metadata` }),
    claims: { full_name: ['Ada Lovelace'], email: [ADA], roles: ['agent'], location: [location] },
  })
  await post(harness.acsUrl(account), { SAMLResponse: message })
}

/** A harness where both accounts have an Ada, who works elsewhere. */
async function withBoth(): Promise<FlexIamMock> {
  const harness = await startFlexIamMock()
  harness.clock.freeze(NOW)
  for (const sid of [MINE, THEIRS]) await harness.connect({ sid, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
  await signIn(harness, MINE, 'Oslo')
  await signIn(harness, THEIRS, 'Rome')
  return harness
}

const get = async ({ url }: FlexIamMock, path: string) => {
  const answer = await fetch(`${url}/api/v1/${path}`)
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

test('the same name in two accounts is two workers, and each login changes only its own', async () => {
  await using harness = await withBoth()
  expect((await harness.workers.find(ADA, MINE))?.attributes.location).toBe('Oslo')
  expect((await harness.workers.find(ADA, THEIRS))?.attributes.location).toBe('Rome')
})

test('lists of workers and attempts for an account contain only its own', async () => {
  await using harness = await withBoth()
  for (const account of [MINE, THEIRS]) {
    const { workers } = (await get(harness, `workers?account=${account}`)).body
    expect(workers.map(({ accountSid }: { accountSid: string }) => accountSid)).toEqual([account])
    const { logins } = (await get(harness, `logins?account=${account}`)).body
    expect(logins.map((login: { account: string }) => login.account)).toEqual([account])
  }
  expect((await get(harness, `workers?account=AC${'c'.repeat(32)}`)).body.workers).toEqual([])
})

test('a wait for a login of one account ignores logins of another', async () => {
  await using harness = await withBoth()
  const found = await harness.waitForLogin({ account: THEIRS, email: ADA }, { timeout: 5_000 })
  expect(found.account).toBe(THEIRS)
  const { id } = (await harness.logins.latest()) ?? { id: '' }
  const waiting = harness.waitForLogin({ account: MINE, email: ADA }, { timeout: 500, after: id ?? '' })
  const missed = expect(waiting).rejects.toMatchObject({ code: 'LOGIN_TIMEOUT' })
  await signIn(harness, THEIRS, 'Bern')
  await missed
})

test('a history belongs to one account, and a name in both needs the account', async () => {
  await using harness = await withBoth()
  const { sid } = (await harness.workers.find(ADA, MINE)) ?? { sid: '' }
  await sdk(harness, MINE).workspace.workers(sid).update({ attributes: '{}' })
  const histories = await Promise.all(
    [MINE, THEIRS].map((account) => get(harness, `workers/${ADA}/history?account=${account}`)),
  )
  expect(histories.map(({ body }) => body.history.map(({ by }: { by: string }) => by))).toEqual([
    ['taskrouter', 'login'],
    ['login'],
  ])
  expect(JSON.stringify(histories[0])).not.toContain('Rome')
  expect(await get(harness, `workers/${ADA}/history`)).toMatchObject({
    status: 409,
    body: { code: 'AMBIGUOUS_WORKER' },
  })
  expect((await get(harness, `workers/${sid}/history?account=${THEIRS}`)).status).toBe(404)
  await expect(harness.workers.history(ADA)).rejects.toMatchObject({ code: 'AMBIGUOUS_WORKER' })
  expect(await harness.workers.history(ADA, THEIRS)).toHaveLength(1)
})

test('TaskRouter shows an account only its own workers', async () => {
  await using harness = await withBoth()
  const [mine, theirs] = [sdk(harness, MINE), sdk(harness, THEIRS)]
  const [worker, ...more] = await mine.workspace.workers.list({ friendlyName: ADA })
  expect([worker?.accountSid, more]).toEqual([MINE, []])
  const foreign = theirs.workspace.workers(worker?.sid ?? '')
  for (const call of [
    () => foreign.fetch(),
    () => foreign.update({ attributes: '{}' }),
    () => foreign.remove(),
    () => foreign.workerChannels.list(),
    () => mine.client.taskrouter.v1.workspaces(`WS${'b'.repeat(32)}`).workers.list(),
  ])
    await expect(call()).rejects.toMatchObject({ status: 404, code: 20404 })
  expect(await harness.workers.history(ADA, MINE)).toHaveLength(1)
  expect(await theirs.workspace.workers.create({ friendlyName: 'Grace' })).toMatchObject({ accountSid: THEIRS })
  expect(await mine.workspace.workers.list()).toHaveLength(1)
})

test('a worker that is deleted in one account stays in the other', async () => {
  await using harness = await withBoth()
  const remove = await fetch(`${harness.url}/api/v1/workers/${ADA}?account=${MINE}`, { method: 'DELETE' })
  expect(remove.status).toBe(204)
  expect(await harness.workers.find(ADA)).toMatchObject({ accountSid: THEIRS })
  expect(await harness.workers.history(ADA)).toHaveLength(1)
})

test('the workers of one account can be deleted, and an unknown parameter deletes none', async () => {
  await using harness = await withBoth()
  const remove = (query: string) => fetch(`${harness.url}/api/v1/workers?${query}`, { method: 'DELETE' })
  expect((await remove(`acount=${MINE}`)).status).toBe(400)
  expect(await harness.workers.list()).toHaveLength(2)
  expect((await remove(`account=${MINE}`)).status).toBe(204)
  expect((await harness.workers.list()).map(({ accountSid }) => accountSid)).toEqual([THEIRS])
  expect(await harness.workers.history(ADA)).toHaveLength(1)
})
