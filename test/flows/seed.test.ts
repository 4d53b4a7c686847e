import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { EMPTY_VALUES, SEVERAL_VALUES } from '../../src/core/domain/claim-switches.ts'
import { type FlexIamMock, type SeedDocument, startFlexIamMock } from '../../src/index.ts'
import { fileWith, printed, runCli, startCli } from '../support/cli.ts'
import { latest, post, send, withHarness } from '../support/harness.ts'
import { ACCOUNT, buildResponse, CONNECTION, IDP_CERTIFICATE, ISSUER, NOW } from '../support/response.ts'
import { runs } from '../support/runs.ts'
import { sdk } from '../support/taskrouter.ts'

const OTHER = `AC${'b'.repeat(32)}`
const ADA = { accountSid: ACCOUNT, friendlyName: 'ada@example.com', attributes: { location: 'Oslo' } }
const SEED = {
  clock: { now: NOW },
  connections: [{ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] }],
  workers: [ADA, { accountSid: OTHER, friendlyName: 'ada@example.com', activityName: 'Break' }],
} satisfies SeedDocument

const sow = ({ url }: FlexIamMock, document: unknown) => send(`${url}/api/v1/seed`, 'PUT', document)
const exported = async ({ url }: FlexIamMock) => (await (await fetch(`${url}/api/v1/export`)).json()) as SeedDocument

test('a seed creates connections and workers that logins use', async () => {
  await withHarness(async (harness) => {
    const answer = await sow(harness, SEED)
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(harness.clock.read()).toMatchObject({ mode: 'frozen', now: '2026-12-01T10:00:00.000Z' })
    const [ada] = await harness.workers.list()
    const seeded = await harness.workers.find('ada@example.com', OTHER)
    expect(seeded).toMatchObject({
      sid: expect.stringMatching(/^WK[0-9a-f]{32}$/),
      workspaceSid: `WS${'b'.repeat(32)}`,
      identity: 'ada_40example_2Ecom',
      contactUri: '',
      activityName: 'Break',
      available: false,
      attributes: {},
      createdAt: '2026-12-01T10:00:00.000Z',
      updatedAt: '2026-12-01T10:00:00.000Z',
      lastLoginId: null,
    })
    expect(ada).toBeDefined()
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: buildResponse() })
    expect((await latest(harness)).outcome).toBe('accepted')
    expect(await harness.workers.find('ada@example.com', ACCOUNT)).toMatchObject({
      attributes: { location: 'Oslo', full_name: 'Ada Lovelace' },
    })
    const history = await harness.workers.history('ada@example.com', ACCOUNT)
    expect(history.map(({ by, action }) => `${by} ${action}`)).toEqual(['login updated', 'seed created'])
    expect(history[1]?.changes).toMatchObject([{ attribute: 'location', before: null, after: 'Oslo', claim: null }])
  })
})

test('applying the same seed twice changes nothing, and a seed keeps everything that it does not name', async () => {
  await withHarness(async (harness) => {
    await sow(harness, SEED)
    await sow(harness, { workers: [{ accountSid: ACCOUNT, friendlyName: 'grace' }] })
    const before = await exported(harness)
    harness.clock.advance(60)
    await sow(harness, SEED)
    expect(await exported(harness)).toEqual(before)
    expect(before.workers).toHaveLength(3)
    expect(await harness.workers.history('ada@example.com', ACCOUNT)).toHaveLength(1)
  })
})

test('applying a seed again restores a worker, except for its SID and history', async () => {
  await withHarness(async (harness) => {
    await sow(harness, SEED)
    const before = await harness.workers.find('ada@example.com', ACCOUNT)
    const { workspace } = sdk(harness)
    const [, available] = await workspace.activities.list()
    const worker = workspace.workers(before?.sid ?? '')
    await worker.update({ friendlyName: 'ADA@example.com', activitySid: available?.sid ?? '' })
    await worker.workerChannels('voice').update({ capacity: 3 })
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: buildResponse() })
    const { clock: _, ...rest } = SEED
    harness.clock.advance(60)
    await sow(harness, rest)
    expect(await harness.workers.find('ada@example.com', ACCOUNT)).toEqual({
      ...before,
      updatedAt: '2026-12-01T10:01:00.000Z',
      lastLoginId: (await latest(harness)).id,
    })
    const [event] = await harness.workers.history('ada@example.com', ACCOUNT)
    expect(event).toMatchObject({
      by: 'seed',
      action: 'updated',
      fields: [
        { field: 'friendlyName', before: 'ADA@example.com', after: 'ada@example.com' },
        { field: 'activityName', before: 'Available', after: 'Offline' },
        { field: 'channels.voice', before: { capacity: 3, available: true }, after: null },
      ],
    })
  })
})

const WK = `WK${'1'.repeat(32)}`
const worker = (more: object = {}) => ({ accountSid: ACCOUNT, friendlyName: 'bob', ...more })

test.each<[string, unknown, RegExp]>([
  ['is not an object', [], /In the seed: /],
  ['has an unknown field', { users: [] }, /users/],
  [
    'has a bad connection',
    { connections: [{ sid: ACCOUNT }, { sid: 'AC1' }] },
    /connections\.1: .*sid: must be AC or JQ/,
  ],
  ['has an invalid certificate', { connections: [{ sid: ACCOUNT, certificates: ['x'] }] }, /connections\.0: /],
  ['has a connection without SID', { connections: [{ friendlyName: 'x' }] }, /connections\.0\.sid: it is missing/],
  [
    'has a connection twice',
    { connections: [{ sid: ACCOUNT }, { sid: ACCOUNT }] },
    /connections\.1\.sid: connections\.0/,
  ],
  ['has a worker without account', { workers: [{ friendlyName: 'bob' }] }, /workers\.0\.accountSid/],
  ['has a worker without name', { workers: [worker({ friendlyName: '' })] }, /workers\.0\.friendlyName/],
  ['has a name that is too long', { workers: [worker({ friendlyName: 'b'.repeat(65) })] }, /at most 64/],
  ['has a name with NUL', { workers: [worker({ friendlyName: 'b\0b' })] }, /without NUL/],
  [
    'has a name twice',
    { workers: [worker(), worker({ friendlyName: 'BOB' })] },
    /workers\.1\.friendlyName: workers\.0/,
  ],
  [
    'has the same SID twice',
    { workers: [worker({ sid: WK }), worker({ sid: WK, friendlyName: 'x' })] },
    /workers\.1\.sid/,
  ],
  ['has invalid attributes', { workers: [worker({ attributes: [] })] }, /workers\.0\.attributes: must be a JSON/],
  [
    'has too many attributes',
    { workers: [worker({ attributes: { a: 'x'.repeat(4_096) } })] },
    /workers\.0\.attributes: .*4096/,
  ],
  ['has an unknown activity', { workers: [worker({ activityName: 'Lunch' })] }, /workers\.0\.activityName/],
  ['has an unknown channel', { workers: [worker({ channels: { fax: {} } })] }, /workers\.0\.channels/],
  ['has an invalid time', { workers: [worker({ createdAt: 'today' })] }, /workers\.0\.createdAt/],
  ['has an invalid clock', { clock: { now: 'today' } }, /clock/],
  ['sets the clock out of range', { clock: { offsetSeconds: -1e10 * 9 } }, /clock/],
  [
    'takes the name of another',
    { workers: [worker({ friendlyName: 'TAKEN', sid: WK })] },
    /workers\.0\.friendlyName: the/,
  ],
  [
    'takes the SID of another',
    { workers: [worker({ sid: `WK${'9'.repeat(32)}`, accountSid: OTHER })] },
    /workers\.0\.sid: it/,
  ],
])('a seed that %s is refused with the path, and nothing of it is applied', async (_what, wrong, says) => {
  await withHarness(async (harness) => {
    await sow(harness, { ...SEED, workers: [worker({ friendlyName: 'taken', sid: `WK${'9'.repeat(32)}` })] })
    const before = await exported(harness)
    const good = { clock: { now: '2027-01-01T00:00:00Z' }, connections: [{ sid: CONNECTION }] }
    const merged = Array.isArray(wrong)
      ? wrong
      : {
          ...good,
          ...(wrong as object),
          workers: [...((wrong as SeedDocument).workers ?? []), worker({ friendlyName: 'good' })],
        }
    const answer = await sow(harness, merged)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { detail: string }).detail).toMatch(says)
    expect(await exported(harness)).toEqual(before)
    expect(harness.clock.read()).toMatchObject({ mode: 'frozen', now: '2026-12-01T10:00:00.000Z' })
    await expect(harness.seed(merged as SeedDocument)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  })
})

describe('an export', () => {
  test('of logins and REST changes restores the same state in a new harness', async () => {
    await using harness = await startFlexIamMock()
    await sow(harness, SEED)
    await harness.connect({ sid: CONNECTION, product: 'google', trustedUrls: ['https://flex.example.com/a'] })
    harness.clock.advance(1)
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: buildResponse() })
    const { workspace } = sdk(harness)
    const [, available] = await workspace.activities.list()
    harness.clock.advance(1)
    const { sid } = await workspace.workers.create({ friendlyName: 'Grace', attributes: '{"contact_uri":"sip:g"}' })
    harness.clock.advance(1)
    await workspace.workers(sid).update({ activitySid: available?.sid ?? '' })
    harness.clock.advance(1)
    await workspace.workers(sid).workerChannels('chat').update({ capacity: 0 })
    const state = await exported(harness)
    expect(state.clock).toEqual({ now: '2026-12-01T10:00:04.000Z' })
    await using fresh = await startFlexIamMock({ seed: state })
    expect(await exported(fresh)).toEqual(state)
    expect(await fresh.export()).toEqual(state)
    expect(await fresh.workers.list()).toEqual(await harness.workers.list())
    const listed = ({ url }: FlexIamMock) => sdk({ url }).workspace.workers(sid).fetch()
    expect({ ...(await listed(fresh)).toJSON(), links: 0, url: 0 }).toEqual({
      ...(await listed(harness)).toJSON(),
      links: 0,
      url: 0,
    })
    await post(fresh.acsUrl(ACCOUNT), { SAMLResponse: buildResponse() })
    expect(await fresh.workers.find('ada@example.com', ACCOUNT)).toMatchObject({
      sid: (await harness.workers.find('ada@example.com', ACCOUNT))?.sid,
    })
  })

  test('has no secrets, no attempts, and no clock unless one was set', async () => {
    await withHarness(
      async (harness) => {
        const headers = { authorization: 'Bearer secret-token-of-sixteen' }
        const answer = await fetch(`${harness.url}/api/v1/export`, { headers })
        expect(await answer.json()).toEqual({ clock: null, connections: [], workers: [] })
        await harness.seed({ ...SEED, clock: { offsetSeconds: 60 } })
        const text = await (await fetch(`${harness.url}/api/v1/export`, { headers })).text()
        expect(text).not.toContain('secret-token')
        expect(Object.keys(JSON.parse(text))).toEqual(['clock', 'connections', 'workers'])
        expect(JSON.parse(text).clock).toEqual({ offsetSeconds: 60 })
      },
      { adminToken: 'secret-token-of-sixteen' },
    )
  })

  const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
  const time = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const connections = fc.uniqueArray(
    fc.record(
      {
        sid: fc.tuple(fc.constantFrom('AC', 'JQ'), hex).map((parts) => parts.join('')),
        friendlyName: fc.string({ maxLength: 200 }),
        idpIssuer: fc.string({ minLength: 1, unit: 'grapheme' }),
        certificates: fc.constantFrom([IDP_CERTIFICATE], []),
        signaturePolicy: fc.constantFrom('both' as const, 'either' as const),
        product: fc.constantFrom('google', 'okta'),
        clockSkewSeconds: fc.nat(86_400),
        contactUriFrom: fc.constantFrom('email' as const, 'nameId' as const),
        emptyValue: fc.constantFrom(...EMPTY_VALUES),
        severalValues: fc.constantFrom(...SEVERAL_VALUES),
        defaultRedirectUrl: fc.constant('https://flex.example.com/'),
      },
      { requiredKeys: ['sid'] },
    ),
    { selector: ({ sid }) => sid, maxLength: 5 },
  )
  const workers = fc.uniqueArray(
    fc.record(
      {
        accountSid: fc.constantFrom(ACCOUNT, OTHER),
        friendlyName: fc
          .string({ minLength: 1, maxLength: 16, unit: 'grapheme' })
          .filter((name) => !name.includes('\0')),
        attributes: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
        activityName: fc.constantFrom('Offline', 'Available', 'Break'),
        channels: fc.dictionary(
          fc.constantFrom('voice', 'chat'),
          fc.record({ capacity: fc.nat(50), available: fc.boolean() }),
        ),
        sid: hex.map((digits) => `WK${digits}`),
        identity: fc.stringMatching(/^[A-Za-z0-9_]{0,20}$/),
        createdAt: time,
        updatedAt: time,
        activityChangedAt: time,
        lastLoginId: fc.option(fc.stringMatching(/^[\w-]{22}$/)),
      },
      { requiredKeys: ['accountSid', 'friendlyName'] },
    ),
    { selector: ({ accountSid, friendlyName }) => `${accountSid} ${friendlyName.toLowerCase()}`, maxLength: 8 },
  )
  const clock = fc.option(
    fc.oneof(fc.record({ now: time }), fc.record({ offsetSeconds: fc.integer({ min: 1, max: 1e9 }) })),
  )

  test('of any seed exports the same again, and changes nothing in its own harness', async () => {
    await using harness = await startFlexIamMock()
    await fc.assert(
      fc.asyncProperty(fc.record({ connections, workers, clock }), async (document) => {
        await harness.reset()
        expect((await sow(harness, document)).status).toBe(204)
        const state = await exported(harness)
        expect([state.connections?.length, state.workers?.length]).toEqual([
          document.connections.length,
          document.workers.length,
        ])
        expect((await sow(harness, state)).status).toBe(204)
        expect(await exported(harness)).toEqual(state)
        await harness.reset()
        expect((await sow(harness, state)).status).toBe(204)
        expect(JSON.stringify(await exported(harness))).toBe(JSON.stringify(state))
      }),
      { numRuns: runs(15) },
    )
  })
})

test('serve --seed has its connections before it is ready', async () => {
  const child = startCli(['serve', '--port', '0', '--db', ':memory:', '--seed', fileWith(JSON.stringify(SEED))])
  try {
    const url = await printed(child, /ready: (\S+)/)
    const { clock, connections, workers } = (await (await fetch(`${url}/api/v1/export`)).json()) as SeedDocument
    expect(clock).toEqual({ now: '2026-12-01T10:00:00.000Z' })
    expect(connections).toMatchObject([{ sid: ACCOUNT, idpIssuer: ISSUER }])
    expect(workers).toHaveLength(2)
  } finally {
    child.kill()
  }
})

test.each<[string, string, RegExp]>([
  ['is not JSON', '{', /The seed file .* cannot be read/],
  ['is not an object', '[]', /The seed file .* it does not contain a JSON object/],
  ['has an invalid worker', '{"workers":[{"friendlyName":"x"}]}', /In the seed: workers\.0\.accountSid/],
])('serve exits with 2 for a seed file that %s', async (_what, content, says) => {
  const { exitCode, stderr, stdout } = await runCli([
    'serve',
    '--port',
    '0',
    '--db',
    ':memory:',
    '--seed',
    fileWith(content),
  ])
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(says)
})

test('a start that fails leaves no listener for signals behind', async () => {
  const count = () => process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')
  const before = count()
  expect((await runCli(['serve', '--seed', '/nowhere.json'])).exitCode).toBe(2)
  expect(count()).toBe(before)
})

test('serve exits with 2 for a missing seed file, also from the environment', async () => {
  const environment = { FLEX_IAM_SEED: '/nowhere/seed.json', FLEX_IAM_DB: ':memory:', FLEX_IAM_PORT: '0' }
  expect(await runCli(['serve'], '', environment)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('/nowhere'),
  })
})

test('a seed that is too large is refused before it is read, and at most ten errors are listed', () =>
  withHarness(async (harness) => {
    const refused = async (body: string) => {
      const answer = await sow(harness, body)
      const { detail } = (await answer.json()) as { detail: string }
      return [answer.status, detail]
    }
    const many = (item: string, count: number) => Array.from({ length: count }, () => item).join()
    expect(await refused(`{"connections":[${many('0', 1_000_001)}]}`)).toEqual([
      400,
      'The seed has more than 1000000 values.',
    ])
    expect(await refused(`{"workers":[${many('{}', 50_001)}]}`)).toEqual([
      400,
      expect.stringMatching(/^In the seed: workers: Too big: [^;]*50000 items\.$/),
    ])
    const [, detail] = await refused(`{"workers":[${many('{}', 40_000)}]}`)
    expect(String(detail).split('; ').length).toBe(11)
    expect(detail).toMatch(/; and \d more\.$/)
    const channels = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1]))
    const [, keys] = await refused(JSON.stringify({ workers: [{ ...ADA, channels }] }))
    expect(String(keys).length).toBeLessThan(500)
    expect(await refused(JSON.stringify({ workers: [{ ...ADA, attributes: { a: 'x'.repeat(1e6) } }] }))).toEqual([
      400,
      'In the seed: workers.0.attributes: must have at most 4096 characters of JSON.',
    ])
    expect(await exported(harness)).toEqual({ clock: null, connections: [], workers: [] })
    const commas = { text: `"${','.repeat(4_000)}` }
    const workers = Array.from({ length: 300 }, (_, index) => ({
      ...ADA,
      friendlyName: `${index}`,
      attributes: commas,
    }))
    expect((await sow(harness, { workers })).status).toBe(204) // brackets in a string do not count as values
  }))

test('a file that is too large or has too many values does not start a harness', async () => {
  const many = fileWith(`{"workers":[${Array.from({ length: 1_000_001 }, () => '0').join()}]}`)
  await expect(startFlexIamMock({ seed: many })).rejects.toThrow(/seed file .* more than 1000000 values/)
  await expect(startFlexIamMock({ seed: '/dev/zero' })).rejects.toThrow(/more than 33554432 bytes/)
  await expect(startFlexIamMock({ users: '/dev/zero' })).rejects.toThrow(/more than 33554432 bytes/)
})
