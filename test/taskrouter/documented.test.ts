import { expect, test } from '@jest/globals'
import { withHarness } from '../support/harness.ts'
import { ACCOUNT } from '../support/response.ts'
import { ask, expectDocumented, WORKSPACE } from '../support/taskrouter.ts'

const WORKERS = '/v1/Workspaces/{WorkspaceSid}/Workers'
const CHANNELS = `${WORKERS}/{WorkerSid}/Channels`

type Shown = Record<string, string> & { links: Record<string, string> }

test('every answer has exactly the fields of Twilio’s OpenAPI document', async () => {
  await withHarness(async ({ url }) => {
    const get = async (path: string, documented: string) => {
      const answer = await ask(`${url}${path}`)
      expect(answer.status).toBe(200)
      const body = await answer.json()
      expectDocumented(documented, 'get', 200, body)
      return body as Shown
    }
    const workspace = `/v1/Workspaces/${WORKSPACE}`
    await get('/v1/Workspaces', '/v1/Workspaces')
    await get(workspace, '/v1/Workspaces/{Sid}')
    const { activities } = (await get(
      `${workspace}/Activities`,
      '/v1/Workspaces/{WorkspaceSid}/Activities',
    )) as unknown as { activities: Shown[] }
    await get(`${workspace}/Activities/${activities[1]?.sid}`, '/v1/Workspaces/{WorkspaceSid}/Activities/{Sid}')
    await get(`${workspace}/Workers`, WORKERS)
    const created = await ask(`${url}${workspace}/Workers`, { method: 'POST', form: { FriendlyName: 'Ada' } })
    expect(created.status).toBe(201)
    const worker = (await created.json()) as Shown
    expectDocumented(WORKERS, 'post', 201, worker)
    const path = `${workspace}/Workers/${worker.sid}`
    expect(worker.url).toBe(`${url}${path}`)
    expect(worker.date_created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    await get(`${workspace}/Workers`, WORKERS)
    await get(path, `${WORKERS}/{Sid}`)
    const updated = await ask(`${url}${path}`, { method: 'POST', form: { Attributes: '{"a":1}' } })
    expectDocumented(`${WORKERS}/{Sid}`, 'post', 200, await updated.json())
    const { channels } = (await get(`${path}/Channels`, CHANNELS)) as unknown as { channels: Shown[] }
    expect(await get(`${path}/WorkerChannels/voice`, `${CHANNELS}/{Sid}`)).toEqual(channels[1])
    const set = await ask(`${url}${path}/Channels/voice`, { method: 'POST', form: { Capacity: '2' } })
    expectDocumented(`${CHANNELS}/{Sid}`, 'post', 200, await set.json())
    const deleted = await ask(`${url}${path}`, { method: 'DELETE' })
    expect([deleted.status, await deleted.text()]).toEqual([204, ''])
  })
})

test('the meta of a list points to this harness, repeats the filters and has the key of the list', async () => {
  await withHarness(async ({ url }) => {
    const workers = `${url}/v1/Workspaces/${WORKSPACE}/Workers`
    for (const name of ['a&b', 'c', 'd']) await ask(workers, { method: 'POST', form: { FriendlyName: name } })
    const list = async (address: string) =>
      (await (await ask(address)).json()) as { meta: Record<string, string>; workers: Shown[] }
    const query = new URLSearchParams({ PageSize: '1', TargetWorkersExpression: "friendly_name != 'a & b'" })
    const { meta } = await list(`${workers}?${query}`)
    const echoed = `${workers}?TargetWorkersExpression=friendly_name+%21%3D+%27a+%26+b%27&PageSize=1&Page=0`
    expect(meta).toEqual({
      page: 0,
      page_size: 1,
      key: 'workers',
      first_page_url: echoed,
      url: echoed,
      previous_page_url: null,
      next_page_url: expect.stringContaining(`${echoed.slice(0, -1)}1&PageToken=PAWK`),
    })
    const second = await list(meta.next_page_url ?? '')
    expect(second.meta).toMatchObject({ page: 1, url: meta.next_page_url, first_page_url: echoed })
    expect(second.workers).toMatchObject([{ friendly_name: 'c' }])
  })
})

test('with a base URL, every URL starts with it', async () => {
  await withHarness(
    async ({ localUrl, adminToken }) => {
      const answer = await (await ask(`${localUrl}/v1/Workspaces/${WORKSPACE}`, {}, `${ACCOUNT}:${adminToken}`)).json()
      const { url, links } = answer as Shown
      for (const each of [url, ...Object.values(links)])
        expect(each).toMatch(/^https:\/\/flex\.example\.com\/v1\/Workspaces\/WS/)
    },
    { baseUrl: 'https://flex.example.com' },
  )
})

test('SIDs of activities and channels are the same in every harness, and differ between accounts', async () => {
  const sids = async (account: string) => {
    const found: string[] = []
    await withHarness(async ({ url }) => {
      const address = `${url}/v1/Workspaces/WS${account.slice(2)}/Activities`
      const { activities } = (await (await ask(address, {}, `${account}:x`)).json()) as { activities: Shown[] }
      found.push(...activities.map(({ sid }) => sid ?? ''))
    })
    return found
  }
  const first = await sids(ACCOUNT)
  expect(new Set(first).size).toBe(4)
  expect(await sids(ACCOUNT)).toEqual(first)
  const other = await sids(`AC${'b'.repeat(32)}`)
  expect(other.filter((sid) => first.includes(sid))).toEqual([])
})
