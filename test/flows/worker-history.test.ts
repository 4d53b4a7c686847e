import { expect, test } from '@jest/globals'
import { type FlexIamMock, HarnessError, type WorkerEvent } from '../../src/index.ts'
import { latest, post, send, withHarness } from '../support/harness.ts'
import { ACCOUNT, buildResponse, IDP_CERTIFICATE, ISSUER, NOW } from '../support/response.ts'
import { sdk } from '../support/taskrouter.ts'

const CLAIMS = { full_name: ['Ada Lovelace'], email: ['ada@example.com'], roles: ['agent,admin'] }
const ADA = 'ada@example.com'
let serial = 0

/** Signs in once more, with these claims beside the required ones. */
async function signIn(harness: FlexIamMock, claims: Record<string, string[]> = {}): Promise<string> {
  serial += 1
  const message = buildResponse({ assertionId: `_assertion${serial}`, claims: { ...CLAIMS, ...claims } })
  await post(harness.acsUrl(ACCOUNT), { SAMLResponse: message })
  const { id, outcome } = await latest(harness)
  expect(outcome).toBe('accepted')
  return id ?? ''
}

/** A harness that knows the IdP, at the time of its messages. */
const withIdp = (run: (harness: FlexIamMock) => Promise<void>) =>
  withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
    await run(harness)
  })

interface History {
  history: WorkerEvent[]
  next: string | null
}

async function read({ url }: FlexIamMock, query = '', worker = ADA): Promise<History> {
  const answer = await fetch(`${url}/api/v1/workers/${worker}/history${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as History
}

test('a login lists each attribute before and after, its claim and value, and the rule', () =>
  withIdp(async (harness) => {
    const first = await signIn(harness, { location: ['Oslo'], 'skill.int': ['7'] })
    harness.clock.advance(60)
    const second = await signIn(harness, { location: [''], 'skill.int': ['7'] })
    const { history, next } = await read(harness)
    expect(next).toBeNull()
    const change = { before: null, valueIndex: 0 }
    expect(history).toEqual([
      {
        at: '2026-12-01T10:01:00.000Z',
        by: 'login',
        action: 'updated',
        loginId: second,
        fields: [],
        changes: [
          {
            attribute: 'location',
            before: 'Oslo',
            after: '',
            claim: 'location',
            valueIndex: 0,
            rule: 'empty value clears',
          },
        ],
      },
      {
        at: '2026-12-01T10:00:00.000Z',
        by: 'login',
        action: 'created',
        loginId: first,
        fields: [
          { field: 'friendlyName', before: null, after: ADA },
          { field: 'activityName', before: null, after: 'Offline' },
        ],
        changes: [
          { ...change, attribute: 'full_name', after: 'Ada Lovelace', claim: 'full_name', rule: 'required claim' },
          { ...change, attribute: 'email', after: ADA, claim: 'email', rule: 'required claim' },
          {
            attribute: 'roles',
            before: null,
            after: ['agent', 'admin'],
            claim: 'roles',
            valueIndex: null,
            rule: 'comma-separated roles',
          },
          { ...change, attribute: 'location', after: 'Oslo', claim: 'location', rule: 'stored as a string' },
          { ...change, attribute: 'skill', after: 7, claim: 'skill.int', rule: 'type suffix' },
          {
            attribute: 'contact_uri',
            before: null,
            after: 'client:ada_40example_2Ecom',
            claim: 'NameID',
            valueIndex: null,
            rule: 'contact_uri made of the NameID',
          },
        ],
      },
    ])
    expect(history[0]?.changes).toEqual((await harness.logins.find(second))?.changes)
    expect(await harness.workers.history('ADA@example.com')).toEqual(history)
    const { sid } = (await harness.workers.find(ADA)) ?? { sid: '' }
    expect(await harness.workers.history(sid)).toEqual(history)
  }))

test('a login that changes nothing, even at the time of the first, is listed as an update', () =>
  withIdp(async (harness) => {
    await signIn(harness)
    const again = await signIn(harness)
    expect((await read(harness)).history[0]).toEqual({
      at: '2026-12-01T10:00:00.000Z',
      by: 'login',
      action: 'updated',
      loginId: again,
      fields: [],
      changes: [],
    })
  }))

test('a rejected login is not in the history', () =>
  withIdp(async (harness) => {
    await signIn(harness)
    const refused = buildResponse({ assertionId: '_refused', claims: { ...CLAIMS, roles: ['janitor'] } })
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: refused })
    expect((await latest(harness)).outcome).toBe('rejected')
    expect((await read(harness)).history).toHaveLength(1)
  }))

test('after an edit by REST, a login overwrites only attributes that have a claim', () =>
  withIdp(async (harness) => {
    await signIn(harness, { location: ['Oslo'], team: ['7'] })
    const { workspace } = sdk(harness)
    const { sid } = (await harness.workers.find(ADA)) ?? { sid: '' }
    const edited = { full_name: 'Ada', roles: ['agent'], location: 'Rome', routing: { skills: ['chat'] } }
    harness.clock.advance(1)
    await workspace.workers(sid).update({ attributes: JSON.stringify(edited) })
    harness.clock.advance(1)
    await signIn(harness, { location: ['Oslo'] })
    expect((await harness.workers.find(ADA))?.attributes).toEqual({
      full_name: 'Ada Lovelace',
      roles: ['agent', 'admin'],
      location: 'Oslo',
      routing: { skills: ['chat'] },
      email: ADA,
      contact_uri: 'client:ada_40example_2Ecom',
    })
    const [login, edit, first] = (await read(harness)).history
    const brief = (event?: WorkerEvent) =>
      event?.changes?.map(({ attribute, before, after, claim }) => [attribute, before, after, claim])
    expect(brief(login)).toEqual([
      ['full_name', 'Ada', 'Ada Lovelace', 'full_name'],
      ['email', null, ADA, 'email'],
      ['roles', ['agent'], ['agent', 'admin'], 'roles'],
      ['location', 'Rome', 'Oslo', 'location'],
      ['contact_uri', null, 'client:ada_40example_2Ecom', 'NameID'],
    ])
    expect(brief(edit)).toEqual([
      ['full_name', 'Ada Lovelace', 'Ada', null],
      ['email', ADA, null, null],
      ['roles', ['agent', 'admin'], ['agent'], null],
      ['location', 'Oslo', 'Rome', null],
      ['team', '7', null, null],
      ['contact_uri', 'client:ada_40example_2Ecom', null, null],
      ['routing', null, { skills: ['chat'] }, null],
    ])
    expect(edit).toMatchObject({
      at: '2026-12-01T10:00:01.000Z',
      by: 'taskrouter',
      action: 'updated',
      loginId: null,
      fields: [],
    })
    expect(new Set(edit?.changes?.map(({ rule, valueIndex }) => `${rule} ${valueIndex}`))).toEqual(
      new Set(['attributes replaced whole null']),
    )
    expect(first?.by).toBe('login')
  }))

test('changes of name, activity and channels by REST are listed too', () =>
  withIdp(async (harness) => {
    const { workspace } = sdk(harness)
    const [, available] = await workspace.activities.list()
    const { sid } = await workspace.workers.create({ friendlyName: 'grace', attributes: '{"a":1}' })
    const worker = workspace.workers(sid)
    await worker.update({ friendlyName: ADA, activitySid: available?.sid ?? '' })
    await worker.workerChannels('voice').update({ capacity: 3, available: false })
    await worker.workerChannels('voice').update({ capacity: 2 })
    await signIn(harness)
    const { history } = await read(harness)
    expect(history.map(({ by, action, fields }) => ({ by, action, fields }))).toEqual([
      { by: 'login', action: 'updated', fields: [] },
      {
        by: 'taskrouter',
        action: 'updated',
        fields: [
          {
            field: 'channels.voice',
            before: { capacity: 3, available: false },
            after: { capacity: 2, available: false },
          },
        ],
      },
      {
        by: 'taskrouter',
        action: 'updated',
        fields: [{ field: 'channels.voice', before: null, after: { capacity: 3, available: false } }],
      },
      {
        by: 'taskrouter',
        action: 'updated',
        fields: [
          { field: 'friendlyName', before: 'grace', after: ADA },
          { field: 'activityName', before: 'Offline', after: 'Available' },
        ],
      },
      {
        by: 'taskrouter',
        action: 'created',
        fields: [
          { field: 'friendlyName', before: null, after: 'grace' },
          { field: 'activityName', before: null, after: 'Offline' },
        ],
      },
    ])
    expect(history.at(-1)?.changes).toMatchObject([{ attribute: 'a', before: null, after: 1, claim: null }])
  }))

test('a refused edit is not in the history', () =>
  withIdp(async (harness) => {
    const { workspace } = sdk(harness)
    await workspace.workers.create({ friendlyName: 'bob' })
    const { sid } = await workspace.workers.create({ friendlyName: 'grace' })
    await expect(workspace.workers(sid).update({ friendlyName: 'BOB' })).rejects.toMatchObject({ code: 20001 })
    await expect(workspace.workers(sid).update({ ifMatch: '"old"', attributes: '{}' })).rejects.toMatchObject({
      status: 412,
    })
    expect((await read(harness, '', sid)).history).toHaveLength(1)
  }))

test('a history has pages, newest first, and refuses unknown parameters', () =>
  withIdp(async (harness) => {
    const logins: string[] = []
    for (let index = 0; index < 5; index += 1) logins.unshift(await signIn(harness))
    const seen: (string | null)[] = []
    for (let after = ''; ; ) {
      const { history, next } = await read(harness, `?limit=2${after}`)
      seen.push(...history.map(({ loginId }) => loginId))
      if (next === null) break
      after = `&after=${next}`
    }
    expect(seen).toEqual(logins)
    const ask = (path: string) => fetch(`${harness.url}/api/v1/workers/${path}`)
    for (const query of ['?limit=0', '?limit=1001', '?after=x', '?colour=red'])
      expect((await ask(`${ADA}/history${query}`)).status).toBe(400)
    const missing = await ask('nobody/history')
    expect([missing.status, await missing.json()]).toEqual([404, expect.objectContaining({ code: 'UNKNOWN_WORKER' })])
    await expect(harness.workers.history('nobody')).rejects.toBeInstanceOf(HarnessError)
  }))

test.each([
  ['the API', (harness: FlexIamMock, sid: string) => send(`${harness.url}/api/v1/workers/${sid}`, 'DELETE')],
  ['TaskRouter', (harness: FlexIamMock, sid: string) => sdk(harness).workspace.workers(sid).remove()],
])('deleting a worker by %s deletes its history, and its successor starts a new one', (_how, remove) =>
  withIdp(async (harness) => {
    await signIn(harness)
    const before = await harness.workers.find(ADA)
    await remove(harness, before?.sid ?? '')
    await signIn(harness)
    const after = await harness.workers.find(ADA)
    expect(after?.sid).not.toBe(before?.sid)
    const { history } = await read(harness)
    expect(history.map(({ action }) => action)).toEqual(['created'])
  }),
)
