import { expect, test } from '@jest/globals'
import twilio from 'twilio'
import type { FlexIamMock } from '../../src/index.ts'
import { loadFixture } from '../support/fixtures.ts'
import { postFixture, prepare, withHarness } from '../support/harness.ts'
import { ACCOUNT } from '../support/response.ts'
import { sdk, sdkByBaseUrl, WORKSPACE } from '../support/taskrouter.ts'

delete process.env.TWILIO_REGION
delete process.env.TWILIO_EDGE

const BOB = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
const OTHER = `AC${'b'.repeat(32)}`

/** What the SDK throws for a call that has to fail. */
async function refusal(call: Promise<unknown>): Promise<InstanceType<typeof twilio.RestException>> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(twilio.RestException)
  return error as InstanceType<typeof twilio.RestException>
}

/** Creates this many workers, each a second after the one before. */
async function hire(harness: FlexIamMock, count: number): Promise<string[]> {
  harness.clock.freeze('2026-11-22T10:00:00Z')
  const { workspace } = sdk(harness)
  const names = Array.from({ length: count }, (_, index) => `agent-${String(index).padStart(2, '0')}`)
  for (const friendlyName of names) {
    harness.clock.advance(1)
    await workspace.workers.create({ friendlyName })
  }
  return names
}

test('the SDK lists and fetches the worker of a login', async () => {
  await withHarness(async (harness) => {
    const account = await prepare(harness, BOB)
    await postFixture(harness, BOB)
    const { workspace } = sdk(harness, account)
    const [worker, ...more] = await workspace.workers.list()
    expect(more).toEqual([])
    const stored = await harness.workers.find('bob@example.com')
    expect(worker).toMatchObject({
      sid: stored?.sid,
      accountSid: account,
      friendlyName: 'bob@example.com',
      activityName: 'Offline',
      available: false,
      dateCreated: harness.clock.now(),
    })
    expect(JSON.parse(worker?.attributes ?? '')).toEqual(stored?.attributes)
    const fetched = await workspace.workers(worker?.sid ?? '').fetch()
    expect(fetched.toJSON()).toEqual(worker?.toJSON())
  })
})

test('the SDK also works with only a baseUrl', async () => {
  await withHarness(async (harness) => {
    await hire(harness, 3)
    const workers = await sdkByBaseUrl(harness).taskrouter.v1.workspaces(WORKSPACE).workers.list({ pageSize: 2 })
    expect(workers.map(({ friendlyName }) => friendlyName)).toEqual(['agent-00', 'agent-01', 'agent-02'])
  })
})

test('the SDK pages through three pages and back, in order of creation and with the same filters', async () => {
  await withHarness(async (harness) => {
    const names = await hire(harness, 7)
    const { workspace, httpClient } = sdk(harness)
    const listed = await workspace.workers.list({ pageSize: 3, activityName: 'Offline' })
    expect(listed.map(({ friendlyName }) => friendlyName)).toEqual(names)
    expect(httpClient.asked).toHaveLength(3)
    expect(httpClient.asked[1]).toContain('ActivityName=Offline&PageSize=3&Page=1&PageToken=PA')
    const seen: string[][] = []
    const show = (page: { instances: { friendlyName: string }[] } | undefined) =>
      seen.push((page?.instances ?? []).map(({ friendlyName }) => friendlyName))
    const first = await workspace.workers.page({ pageSize: 3 })
    const second = await first.nextPage()
    const third = await second?.nextPage()
    expect([first.previousPage(), third?.nextPage()]).toEqual([undefined, undefined])
    const back = await third?.previousPage()
    const again = await back?.previousPage()
    for (const page of [first, second, third, back, again]) show(page)
    const pages = [names.slice(0, 3), names.slice(3, 6), names.slice(6)]
    expect(seen).toEqual([...pages, pages[1], pages[0]])
    expect(again?.previousPage()).toBeUndefined()
    expect(await (await back?.nextPage())?.instances).toHaveLength(1)
  })
})

test('paging repeats no worker if workers are created or deleted in between', async () => {
  await withHarness(async (harness) => {
    await hire(harness, 4)
    const { workspace } = sdk(harness)
    const first = await workspace.workers.page({ pageSize: 2 })
    await workspace.workers(first.instances[1]?.sid ?? '').remove()
    harness.clock.advance(1)
    await workspace.workers.create({ friendlyName: 'late' })
    const rest = [...((await first.nextPage())?.instances ?? [])]
    expect(rest.map(({ friendlyName }) => friendlyName)).toEqual(['agent-02', 'agent-03'])
  })
})

test('the SDK creates, updates and deletes a worker', async () => {
  await withHarness(async (harness) => {
    harness.clock.freeze('2026-11-22T10:00:00Z')
    const { workspace } = sdk(harness)
    const activities = await workspace.activities.list()
    expect(activities.map(({ friendlyName, available }) => [friendlyName, available])).toEqual([
      ['Offline', false],
      ['Available', true],
      ['Unavailable', false],
      ['Break', false],
    ])
    const attributes = '{ "skills": ["support"], "contact_uri": "client:ada" }'
    const made = await workspace.workers.create({ friendlyName: 'Ada', attributes })
    expect(made).toMatchObject({ activityName: 'Offline', attributes: JSON.stringify(JSON.parse(attributes)) })
    harness.clock.advance(60)
    const [, available] = activities
    const updated = await workspace
      .workers(made.sid)
      .update({ activitySid: available?.sid ?? '', attributes: '{"languages":["en"]}' })
    expect(updated).toMatchObject({
      activityName: 'Available',
      available: true,
      attributes: '{"languages":["en"]}',
      friendlyName: 'Ada',
      dateCreated: new Date('2026-11-22T10:00:00Z'),
      dateUpdated: new Date('2026-11-22T10:01:00Z'),
      dateStatusChanged: new Date('2026-11-22T10:01:00Z'),
    })
    harness.clock.advance(60)
    expect(await workspace.workers(made.sid).update({ friendlyName: 'ADA' })).toMatchObject({
      friendlyName: 'ADA',
      attributes: '{"languages":["en"]}',
      dateStatusChanged: new Date('2026-11-22T10:01:00Z'),
    })
    expect(await harness.workers.find('ada')).toMatchObject({
      sid: made.sid,
      lastLoginId: null,
      contactUri: '',
      attributes: { languages: ['en'] },
    })
    expect(await workspace.workers(made.sid).remove()).toBe(true)
    expect(await harness.workers.list()).toEqual([])
    expect(await refusal(workspace.workers(made.sid).fetch())).toMatchObject({ status: 404, code: 20404 })
  })
})

test('an update or deletion with an old ETag is a conflict, and with the current one it succeeds', async () => {
  await withHarness(async (harness) => {
    const { workspace, client } = sdk(harness)
    const { sid } = await workspace.workers.create({ friendlyName: 'Ada' })
    const etag = async () => {
      await workspace.workers(sid).fetch()
      const headers = client.httpClient.lastResponse?.headers as unknown as Record<string, string>
      return headers.etag ?? ''
    }
    const old = await etag()
    expect(old).toMatch(/^"[^"]+"$/)
    expect(await etag()).toBe(old)
    await workspace.workers(sid).update({ attributes: '{"a":1}', ifMatch: old })
    const conflict = await refusal(workspace.workers(sid).update({ attributes: '{"a":2}', ifMatch: old }))
    expect(conflict).toMatchObject({
      status: 412,
      code: 20412,
      moreInfo: 'https://www.twilio.com/docs/errors/20412',
    })
    expect(await refusal(workspace.workers(sid).remove({ ifMatch: old }))).toMatchObject({ status: 412, code: 20412 })
    expect(await harness.workers.find('Ada')).toMatchObject({ attributes: { a: 1 } })
    await workspace.workers(sid).update({ attributes: '{"a":3}', ifMatch: await etag() })
    expect(await workspace.workers(sid).remove({ ifMatch: '*' })).toBe(true)
  })
})

test('the SDK filters and orders workers', async () => {
  await withHarness(async (harness) => {
    const names = await hire(harness, 4)
    const { workspace } = sdk(harness)
    const [, available] = await workspace.activities.list()
    const [, second] = await workspace.workers.list()
    harness.clock.advance(1)
    await workspace
      .workers(second?.sid ?? '')
      .update({ activitySid: available?.sid ?? '', attributes: '{"skills":["support"],"level":3}' })
    const found = async (options: Parameters<typeof workspace.workers.list>[0]) =>
      (await workspace.workers.list(options)).map(({ friendlyName }) => friendlyName)
    expect(await found({ available: 'yes' })).toEqual(['agent-01'])
    expect(await found({ available: 'no' })).toEqual(['agent-00', 'agent-02', 'agent-03'])
    expect(await found({ activityName: 'Available' })).toEqual(['agent-01'])
    expect(await found({ activitySid: available?.sid ?? '' })).toEqual(['agent-01'])
    expect(await found({ activitySid: `WA${'0'.repeat(32)}` })).toEqual([])
    expect(await found({ activitySid: available?.sid ?? '', activityName: 'Offline' })).toEqual([])
    expect(await found({ friendlyName: 'AGENT-02' })).toEqual(['agent-02'])
    expect(await found({ targetWorkersExpression: "skills HAS 'support' AND level >= 3" })).toEqual(['agent-01'])
    expect(await found({ targetWorkersExpression: "activity_name != 'Available'", pageSize: 1 })).toEqual([
      'agent-00',
      'agent-02',
      'agent-03',
    ])
    expect(await found({ ordering: 'FriendlyName:desc', pageSize: 3 })).toEqual([...names].reverse())
    expect((await found({ ordering: 'DateStatusChanged:desc', pageSize: 1 }))[0]).toBe('agent-01')
  })
})

test('the SDK reads the workspace, and reads and sets channels of a worker', async () => {
  await withHarness(async (harness) => {
    const { workspace, client } = sdk(harness)
    expect(await client.taskrouter.v1.workspaces.list()).toMatchObject([
      { sid: WORKSPACE, accountSid: ACCOUNT, friendlyName: 'Flex Task Assignment', defaultActivityName: 'Offline' },
    ])
    const { sid } = await workspace.workers.create({ friendlyName: 'Ada' })
    const channels = workspace.workers(sid).workerChannels
    const [first, voice] = await channels.list({ pageSize: 2 })
    expect([first?.taskChannelUniqueName, voice?.taskChannelUniqueName]).toEqual(['default', 'voice'])
    expect(voice).toMatchObject({ configuredCapacity: 1, available: true, availableCapacityPercentage: 100 })
    const set = await workspace
      .workers(sid)
      .workerChannels(voice?.sid ?? '')
      .update({ capacity: 0, available: false })
    expect(set).toMatchObject({ configuredCapacity: 0, available: false, availableCapacityPercentage: 0 })
    expect((await workspace.workers(sid).workerChannels('voice').fetch()).toJSON()).toEqual(set.toJSON())
    expect(
      await refusal(
        workspace
          .workers(sid)
          .workerChannels(voice?.sid ?? '')
          .update({ capacity: 51 }),
      ),
    ).toMatchObject({ code: 20001 })
  })
})

test('a login keeps activity and channels, and overwrites the attributes that it names', async () => {
  await withHarness(async (harness) => {
    const account = await prepare(harness, BOB)
    const { workspace } = sdk(harness, account)
    const [, available] = await workspace.activities.list()
    const made = await workspace.workers.create({
      friendlyName: 'BOB@example.com',
      activitySid: available?.sid ?? '',
      attributes: '{"full_name":"Somebody","shift":"late"}',
    })
    await workspace.workers(made.sid).workerChannels('chat').update({ capacity: 3 })
    harness.clock.advance(5)
    await postFixture(harness, BOB)
    const after = await workspace.workers(made.sid).fetch()
    expect(after).toMatchObject({ activityName: 'Available', available: true, dateStatusChanged: made.dateCreated })
    expect(JSON.parse(after.attributes)).toMatchObject({ shift: 'late', email: 'bob@example.com' })
    expect(JSON.parse(after.attributes).full_name).not.toBe('Somebody')
    expect(await workspace.workers(made.sid).workerChannels('chat').fetch()).toMatchObject({ configuredCapacity: 3 })
  })
})

test('two accounts never see, change or delete each other’s workers', async () => {
  await withHarness(async (harness) => {
    const mine = sdk(harness)
    const other = sdk(harness, OTHER)
    const { sid } = await mine.workspace.workers.create({ friendlyName: 'Ada', attributes: '{"a":1}' })
    await other.workspace.workers.create({ friendlyName: 'Ada' })
    expect(await other.workspace.workers.list()).toMatchObject([{ accountSid: OTHER }])
    expect(await other.workspace.workers.list({ targetWorkersExpression: 'a == 1' })).toEqual([])
    for (const workspace of [other.workspace, other.client.taskrouter.v1.workspaces(WORKSPACE)]) {
      const worker = workspace.workers(sid)
      const calls = [worker.fetch(), worker.update({ attributes: '{}' }), worker.remove(), worker.workerChannels.list()]
      for (const call of calls) expect(await refusal(call)).toMatchObject({ status: 404, code: 20404 })
    }
    const foreign = other.client.taskrouter.v1.workspaces(WORKSPACE)
    expect(await refusal(foreign.workers.list())).toMatchObject({ status: 404, code: 20404 })
    expect(await refusal(foreign.workers.create({ friendlyName: 'Eve' }))).toMatchObject({ status: 404 })
    expect(await mine.workspace.workers.list()).toMatchObject([{ sid, accountSid: ACCOUNT, attributes: '{"a":1}' }])
  })
})

test('SIDs that differ in case are different accounts, and a page token works only for its own account', async () => {
  await withHarness(async (harness) => {
    const names = await hire(harness, 3)
    const { workspace, httpClient } = sdk(harness)
    await workspace.workers.list({ pageSize: 1 })
    const token = new URL(httpClient.asked[1] ?? '').searchParams.get('PageToken') ?? ''
    const [, second] = await workspace.workers.list()
    expect(await workspace.workers.page({ pageSize: 1, pageNumber: 1, pageToken: token })).toMatchObject({
      instances: [{ friendlyName: names[1] }],
    })
    for (const account of [OTHER, ACCOUNT.replace('abcdef', 'ABCDEF')]) {
      const { workers } = sdkByBaseUrl(harness, account).taskrouter.v1.workspaces(`WS${account.slice(2).toLowerCase()}`)
      expect((await workers.page({ pageSize: 1, pageNumber: 1, pageToken: token })).instances).toEqual([])
      expect(await refusal(workers.get(second?.sid ?? '').fetch())).toMatchObject({ code: 20404 })
    }
  })
})

test('with an admin token, the password must be that token, from this machine too', async () => {
  const adminToken = 'a-token-of-enough-length'
  await withHarness(
    async (harness) => {
      const forwarded = { 'X-Forwarded-For': '203.0.113.9' }
      for (const headers of [forwarded, {}]) {
        const refused = await refusal(sdk(harness, ACCOUNT, headers).workspace.workers.list())
        expect(refused).toMatchObject({ status: 401, code: 20003 })
        expect(await sdk(harness, ACCOUNT, headers, adminToken).workspace.workers.list()).toEqual([])
      }
    },
    { adminToken },
  )
})

test('an API key counts for the account of the workspace in the path', async () => {
  await withHarness(async (harness) => {
    await sdk(harness).workspace.workers.create({ friendlyName: 'Ada' })
    await sdk(harness, OTHER).workspace.workers.create({ friendlyName: 'Eve' })
    const { workspaces } = sdkByBaseUrl(harness, `SK${'1'.repeat(32)}`).taskrouter.v1
    expect(await workspaces(WORKSPACE).workers.list()).toMatchObject([{ friendlyName: 'Ada', accountSid: ACCOUNT }])
    expect(await refusal(workspaces.list())).toMatchObject({
      status: 400,
      code: 20001,
      message: expect.stringContaining('API key'),
    })
  })
})
