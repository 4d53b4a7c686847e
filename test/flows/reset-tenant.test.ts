import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import Libsql from 'libsql'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { send, withHarness } from '../support/harness.ts'
import { IDP_KEY } from '../support/idp.ts'
import { sdk } from '../support/taskrouter.ts'

/** Two tenants, each with both of its SIDs and a second connection: what one has the other must keep. */
const digits = (letter: string) => letter.repeat(32)
const tenant = (letter: string) => ({
  account: `AC${digits(letter)}`,
  connection: `JQ${digits(letter)}`,
  second: `JQ${letter.repeat(31)}0`,
})
const ONE = tenant('1')
const OTHER = tenant('2')
type Tenant = typeof ONE

const LANDING = 'https://app.example.com/flex/'

async function fill(harness: FlexIamMock, { account, connection, second }: Tenant): Promise<void> {
  const landing = { defaultRedirectUrl: LANDING, trustedUrls: [LANDING] }
  await harness.connect({ sid: second, accountSid: account })
  for (const sid of [account, connection, second]) {
    await harness.idp.login({ sid, product: 'plain' })
    await harness.connections.update(sid, landing)
    const report = await harness.idp.login({ sid, user: 'grace@example.com', initiatedBy: 'sp' })
    expect([sid, report.outcome]).toEqual([sid, 'accepted'])
  }
  await fetch(`${harness.url}/login/${account}`, { redirect: 'manual' })
  await beginAtFlex(harness, connection)
}

/** A login that a page of Flex begins, and that so gets a code. */
async function beginAtFlex(harness: FlexIamMock, sid: string): Promise<void> {
  const query = new URLSearchParams({
    ssoProfileSid: sid,
    redirectUrl: LANDING,
    codeChallenge: 'x'.repeat(43),
    nonce: 'n',
  })
  const begun = await fetch(`${harness.url}/v1/Flex/Authorize?${query}`, { redirect: 'manual' })
  const idp = new URL(begun.headers.get('location') ?? '')
  const form = new URLSearchParams({
    user: 'ada@example.com',
    binding: 'redirect',
    SAMLRequest: idp.searchParams.get('SAMLRequest') ?? '',
    RelayState: idp.searchParams.get('RelayState') ?? '',
  })
  const page = await (await fetch(idp.href.replace(/\/sso\?.*/s, '/login'), { method: 'POST', body: form })).text()
  const SAMLResponse = /name="SAMLResponse" value="([^"]*)"/.exec(page)?.[1] ?? ''
  const RelayState = form.get('RelayState') ?? ''
  const landed = await fetch(harness.acsUrl(sid), {
    method: 'POST',
    body: new URLSearchParams({ SAMLResponse, RelayState }),
    redirect: 'manual',
  })
  expect(landed.headers.get('location')).toMatch(/\?code=/)
}

const TABLES = ['attempts', 'acceptedAssertions', 'requests', 'grants', 'workers', 'workerHistory', 'connections']

/** Every row that the store holds, with what it says. */
function rowsOf(file: string): Record<string, string[]> {
  const database = new Libsql(file)
  const tables = TABLES.map((name) => {
    const rows = database.prepare(`select * from "${name}"`).all() as Record<string, unknown>[]
    return [name, rows.map((row) => JSON.stringify(row)).sort()] as const
  })
  database.close()
  return Object.fromEntries(tables)
}

async function withTenants(test: (harness: FlexIamMock, file: string) => Promise<void>): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  await using harness = await startFlexIamMock({ db: file, idpKey: IDP_KEY })
  for (const each of [ONE, OTHER]) await fill(harness, each)
  await sdk(harness, OTHER.account).workspace.workers.create({ friendlyName: 'linus' })
  await test(harness, file)
}

const reset = async ({ url }: FlexIamMock, query: string) => (await send(`${url}/api/v1/reset?${query}`, 'POST')).status

/** What others would see of a tenant: the part of the export, and its logins. */
async function seenOf({ url }: FlexIamMock, { account }: Tenant): Promise<string> {
  const { connections, workers } = await (await fetch(`${url}/api/v1/export`)).json()
  const logins = await (await fetch(`${url}/api/v1/logins?account=${account}`)).text()
  const own = (all: { accountSid: string }[]) => all.filter(({ accountSid }) => accountSid === account)
  return JSON.stringify([own(connections), own(workers), logins])
}

const NOTHING = JSON.stringify([[], [], '{"logins":[],"next":null}'])

test.each([
  [ONE, OTHER],
  [OTHER, ONE],
])('a reset of an account deletes everything of it, and nothing of another', (mine, theirs) =>
  withTenants(async (harness, file) => {
    await harness.idp.login({ sid: mine.connection, fault: 'audience-with-slash' })
    harness.clock.offset(60)
    const [before, rows] = [await seenOf(harness, theirs), rowsOf(file)]
    const isMine = (row: string) => Object.values(mine).some((sid) => row.includes(sid))
    expect(await reset(harness, `account=${mine.account}`)).toBe(204)
    expect(await seenOf(harness, theirs)).toBe(before)
    expect(await seenOf(harness, mine)).toBe(NOTHING)
    const left = rowsOf(file)
    for (const table of TABLES.filter((each) => each !== 'workerHistory'))
      expect([table, left[table]]).toEqual([table, rows[table]?.filter((row) => !isMine(row))])
    expect(left.workerHistory?.length).toBeLessThan(rows.workerHistory?.length ?? 0)
    expect(harness.clock.read()).toMatchObject({ mode: 'offset', offsetSeconds: 60 }) // there is one for all
  }),
)

test('a reset of a connection deletes its logins, and keeps the workers for other connections of the account', () =>
  withTenants(async (harness, file) => {
    const rows = rowsOf(file)
    const workers = await harness.workers.list({ account: ONE.account })
    expect(await reset(harness, `connection=${ONE.connection}`)).toBe(204)
    const left = rowsOf(file)
    for (const table of ['attempts', 'acceptedAssertions', 'requests', 'grants', 'connections'])
      expect([table, left[table]]).toEqual([table, rows[table]?.filter((row) => !row.includes(ONE.connection))])
    expect(await harness.workers.list({ account: ONE.account })).toEqual(workers)

    expect(await reset(harness, `connection=${ONE.account}`)).toBe(204)
    expect(await harness.workers.list({ account: ONE.account })).toEqual(workers)
    expect((await harness.logins.list({ account: ONE.account })).map(({ connection }) => connection)).toEqual([
      ONE.second,
      ONE.second,
    ])
    const before = await seenOf(harness, OTHER)
    expect(await reset(harness, `connection=${ONE.second}`)).toBe(204)
    expect(await seenOf(harness, ONE)).toBe(NOTHING) // the last one takes the workers with it
    expect(await seenOf(harness, OTHER)).toBe(before)
  }))

test('after the reset of a tenant the same message is not a replay', () =>
  withHarness(
    async (harness) => {
      harness.clock.freeze('2026-11-22T10:00:00Z')
      const first = await harness.idp.login({ sid: ONE.connection })
      const raw = await (await fetch(`${harness.url}/api/v1/logins/${first.id}/raw`)).text()
      const connections = await harness.connections.list()
      const postAgain = async () => {
        const body = new URLSearchParams({ SAMLResponse: raw })
        await fetch(harness.acsUrl(ONE.connection), { method: 'POST', body, redirect: 'manual' })
        return (await harness.logins.latest())?.outcome
      }
      expect(await postAgain()).toBe('rejected')
      await harness.reset({ account: ONE.account })
      await harness.connect({ ...connections[0] })
      expect(await postAgain()).toBe('accepted')
    },
    { idpKey: IDP_KEY },
  ))

test('no tenant or two are refused and delete nothing; an unknown tenant is accepted', () =>
  withTenants(async (harness, file) => {
    const rows = rowsOf(file)
    const wrong = [
      'account=',
      'account=AC12',
      `account=${ONE.connection}`,
      'connection=x',
      `connection=${ONE.account}0`,
    ]
    for (const query of [...wrong, `account=${ONE.account}&connection=${ONE.connection}`, 'connection=a&connection=b'])
      expect([query, await reset(harness, query)]).toEqual([query, 400])
    for (const query of [`account=AC${digits('9')}`, `connection=JQ${digits('9')}`, `connection=AC${digits('9')}`])
      expect([query, await reset(harness, query)]).toEqual([query, 204])
    await expect(harness.reset({ account: 'AC12' })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    await expect(harness.reset({ acount: ONE.account } as object)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    expect(rowsOf(file)).toEqual(rows)
  }))

test('the library also resets a tenant, and its event names the tenant', () =>
  withTenants(async (harness) => {
    const told = once(harness.events, 'reset')
    await harness.reset({ connection: ONE.second })
    expect(await told).toEqual([{ account: ONE.account, connection: ONE.second }])
    const everything = once(harness.events, 'reset')
    await harness.reset()
    expect(await everything).toEqual([{ account: null, connection: null }])
    expect(await harness.logins.list()).toEqual([])
  }))
