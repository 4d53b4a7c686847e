import { expect, test } from '@jest/globals'
import { latest, post, withHarness } from '../support/harness.ts'
import { ACCOUNT } from '../support/response.ts'
import { ask, WORKSPACE } from '../support/taskrouter.ts'

const WORKERS = `/v1/Workspaces/${WORKSPACE}/Workers`
const UNKNOWN = `${WORKERS}/WK${'0'.repeat(32)}`
const FORM = 'application/x-www-form-urlencoded'

interface Sent {
  method?: string
  form?: Record<string, string> | string
  user?: string
  headers?: Record<string, string>
}

type Case = [what: string, path: string, sent: Sent, status: number, code: number, message: RegExp]

const query = (parameters: Record<string, string>) => `${WORKERS}?${new URLSearchParams(parameters)}`
const expression = (text: string) => query({ TargetWorkersExpression: text })
const create = (form: Sent['form']): Sent => ({ method: 'POST', form: form ?? {} })
const named = (attributes: string) => create({ FriendlyName: 'New', Attributes: attributes })
const token = (place: string) => query({ Page: '1', PageToken: place })

const AUTHENTICATION: Case[] = [
  ['a user that is not a SID', WORKERS, { user: 'admin:secret' }, 401, 20003, /invalid username/],
  ['a short account SID', WORKERS, { user: 'AC123:secret' }, 401, 20003, /invalid username/],
  ['no password', WORKERS, { user: `${ACCOUNT}:` }, 401, 20003, /^Authenticate$/],
  ['no colon', WORKERS, { user: ACCOUNT }, 401, 20003, /invalid username/],
  [
    'a page on another site',
    WORKERS,
    { headers: { origin: 'https://evil.example.com' } },
    401,
    20003,
    /not open to pages/,
  ],
]

const PATHS: Case[] = [
  ['an unknown worker', UNKNOWN, {}, 404, 20404, /^The requested resource \/Workspaces\/WS\w+\/Workers\/WK0+ was not/],
  ['an update of an unknown worker', UNKNOWN, create({ FriendlyName: 'New' }), 404, 20404, /was not found/],
  ['a deletion of an unknown worker', UNKNOWN, { method: 'DELETE' }, 404, 20404, /was not found/],
  ['channels of an unknown worker', `${UNKNOWN}/Channels`, {}, 404, 20404, /was not found/],
  ['a worker by name', `${WORKERS}/Ada`, {}, 404, 20404, /was not found/],
  ['an unknown workspace', `/v1/Workspaces/WS${'0'.repeat(32)}`, {}, 404, 20404, /was not found/],
  ['a workspace that is not a SID', '/v1/Workspaces/none/Workers', {}, 404, 20404, /was not found/],
  ['an unknown activity', `/v1/Workspaces/${WORKSPACE}/Activities/WA${'0'.repeat(32)}`, {}, 404, 20404, /was not/],
  ['an unknown resource', `/v1/Workspaces/${WORKSPACE}/TaskQueues`, {}, 404, 20404, /\/TaskQueues was not/],
  ['a broken percent path', `${WORKERS}/%E0%A4%A`, {}, 400, 20001, /cannot be read/],
  ['an unsupported method', `/v1/Workspaces/${WORKSPACE}`, { method: 'DELETE' }, 405, 20004, /DELETE is not/],
  ['another method', WORKERS, { method: 'PUT' }, 405, 20004, /PUT is not allowed/],
]

const PARAMETERS: Case[] = [
  ['an unknown query parameter', query({ Friendlyname: 'x' }), {}, 400, 20001, /^Unknown parameter Friendlyname$/],
  ['a name of every object', query({ constructor: 'x' }), {}, 400, 20001, /^Unknown parameter constructor$/],
  ['an unknown form field', WORKERS, create({ FriendlyName: 'New', Skills: 'x' }), 400, 20001, /parameter Skills/],
  ['a repeated parameter', `${WORKERS}?FriendlyName=a&FriendlyName=b`, {}, 400, 20001, /FriendlyName was sent more/],
  ['a page size of 0', query({ PageSize: '0' }), {}, 400, 20001, /PageSize.*1 to 1000, not '0'/],
  ['a page size that is not a number', query({ PageSize: 'ten' }), {}, 400, 20001, /not 'ten'/],
  ['a page size beyond 1,000', query({ PageSize: '1001' }), {}, 400, 20007, /at most 1000/],
  ['a page without its token', query({ Page: '2' }), {}, 400, 40153, /Absolute paging/],
  ['an unknown page token', token('nonsense'), {}, 400, 21481, /^Invalid PageToken$/],
  ['an empty page token', token(''), {}, 400, 21481, /^Invalid PageToken$/],
  ['a page token of another list', token(`PAWA${'0'.repeat(32)}.`), {}, 400, 21481, /Invalid/],
  ['a page token that goes nowhere', token(`PXWK${'0'.repeat(32)}.`), {}, 400, 21481, /Invalid/],
  [
    'a page token of a fixed list that has no such place',
    `/v1/Workspaces/${WORKSPACE}/Activities?Page=1&PageToken=PAWA${'0'.repeat(32)}.`,
    {},
    400,
    21481,
    /Invalid/,
  ],
  [
    'an activity that is not a SID',
    query({ ActivitySid: 'Offline' }),
    {},
    400,
    20001,
    /ActivitySid.*WA followed by 32/,
  ],
  ['a task queue', query({ TaskQueueName: 'Everyone' }), {}, 400, 20001, /no task queues/],
  ['an unknown order', query({ Ordering: 'Priority' }), {}, 400, 20001, /DateCreated, DateStatusChanged/],
  ['an expression that ends early', expression('roles HAS'), {}, 400, 20001, /column 10: expected a key/],
  ['an expression with a typo', expression("roles HASS 'x'"), {}, 400, 20001, /column 7: expected a comparison/],
  ['an empty expression', expression(''), {}, 400, 20001, /column 1: expected a key/],
]

const BODIES: Case[] = [
  ['a worker without name', WORKERS, create({}), 400, 20001, /^Missing required parameter FriendlyName in the post/],
  ['a worker with an empty name', WORKERS, create({ FriendlyName: '' }), 400, 20001, /must not be empty/],
  ['a name beyond 64 characters', WORKERS, create({ FriendlyName: 'x'.repeat(65) }), 400, 20001, /at most 64/],
  ['a name that is taken', WORKERS, create({ FriendlyName: 'ADA' }), 400, 20001, /^Worker named ADA already exists/],
  ['malformed attributes', WORKERS, named('{"a":'), 400, 20001, /^Attributes is not a valid JSON object$/],
  ['attributes that are a list', WORKERS, named('[]'), 400, 20001, /not a valid JSON object/],
  ['attributes that are null', WORKERS, named('null'), 400, 20001, /not a valid JSON object/],
  ['empty attributes', WORKERS, named(''), 400, 20001, /not a valid JSON object/],
  ['oversized attributes', WORKERS, named(JSON.stringify({ a: 'x'.repeat(4_089) })), 400, 20001, /4097 characters/],
  ['oversized white space', WORKERS, named(`{}${' '.repeat(4_095)}`), 400, 20001, /4097 characters/],
  ['numbers that grow', WORKERS, named(`{"a":[${'1e20,'.repeat(800)}1]}`), 400, 20001, /more than the limit of 4096/],
  [
    'an unknown activity',
    WORKERS,
    create({ FriendlyName: 'New', ActivitySid: `WA${'0'.repeat(32)}` }),
    400,
    20001,
    /not an activity of this workspace/,
  ],
  [
    'a JSON body',
    WORKERS,
    { ...create('{"FriendlyName":"New"}'), headers: { 'content-type': 'application/json' } },
    400,
    20001,
    /form-?urlencoded|must be a form/,
  ],
  [
    'a body beyond 256 KiB',
    WORKERS,
    { ...create(`FriendlyName=New&Attributes=${'x'.repeat(300_000)}`), headers: { 'content-type': FORM } },
    413,
    20001,
    /too large/,
  ],
]

test.each([...AUTHENTICATION, ...PATHS, ...PARAMETERS, ...BODIES])(
  '%s is refused with Twilio’s code and format, and nothing is written',
  async (_what, path, { user, headers, ...sent }, status, code, message) => {
    await withHarness(async ({ url, workers }) => {
      await ask(url + WORKERS, { method: 'POST', form: { FriendlyName: 'Ada', Attributes: '{"a":1}' } })
      const before = await workers.list()
      expect(before).toHaveLength(1)
      const answer = await ask(url + path, { ...sent, ...headers }, user)
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toContain('application/json')
      expect(answer.headers.has('www-authenticate')).toBe(false)
      const detail = code === 20003 && !/pages/.test(message.source) ? { detail: expect.any(String) } : {}
      expect(await answer.json()).toEqual({
        code,
        message: expect.stringMatching(message),
        more_info: `https://www.twilio.com/docs/errors/${code}`,
        status,
        ...detail,
      })
      expect(await workers.list()).toEqual(before)
    })
  },
)

const UPDATES: [what: string, form: Record<string, string>][] = [
  ['the name of another worker', { FriendlyName: 'bob', Attributes: '{"b":2}' }],
  ['malformed attributes', { FriendlyName: 'Eve', Attributes: '{' }],
  ['an unknown activity', { FriendlyName: 'Eve', ActivitySid: `WA${'0'.repeat(32)}` }],
  ['an unknown field', { FriendlyName: 'Eve', Available: 'true' }],
]

test.each(UPDATES)('an update with %s does not change the worker', async (_what, form) => {
  await withHarness(async ({ url, workers }) => {
    for (const name of ['Ada', 'Bob']) await ask(url + WORKERS, { method: 'POST', form: { FriendlyName: name } })
    const before = await workers.list()
    const ada = await workers.find('ada')
    const answer = await ask(`${url}${WORKERS}/${ada?.sid}`, { method: 'POST', form })
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code: 20001 })])
    expect(await workers.list()).toEqual(before)
  })
})

test('a request without credentials is refused, even at an unknown path', async () => {
  await withHarness(async ({ url }) => {
    for (const path of [WORKERS, `${WORKERS}/none/of/this`, '/v1/Workspaces'])
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answer = await fetch(url + path, { method })
        expect(await answer.json()).toEqual({
          code: 20003,
          detail: 'Your AccountSid or AuthToken was incorrect.',
          message: 'Authentication Error - No credentials provided',
          more_info: 'https://www.twilio.com/docs/errors/20003',
          status: 401,
        })
      }
  })
})

test('if two workers with the same name are created at the same time, one is refused', async () => {
  await withHarness(async ({ url, workers }) => {
    const creations = ['Ada', 'ADA', 'ada'].map((FriendlyName) =>
      ask(url + WORKERS, { method: 'POST', form: { FriendlyName } }),
    )
    const statuses = (await Promise.all(creations)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([201, 400, 400])
    expect(await workers.list()).toHaveLength(1)
  })
})

test('a login message that is posted to TaskRouter is recorded as misdirected', async () => {
  await withHarness(async (harness) => {
    await post(harness.url + WORKERS, { SAMLResponse: 'YQ==' })
    expect((await latest(harness)).findings.find(({ id }) => id === 'door-is-an-acs')).toMatchObject({ status: 'fail' })
  })
})

test('attributes of 4,096 characters and names of 64 are stored', async () => {
  await withHarness(async ({ url, workers }) => {
    const Attributes = JSON.stringify({ a: 'x'.repeat(4_088) })
    const FriendlyName = '€'.repeat(64)
    expect(Attributes).toHaveLength(4_096)
    expect((await ask(url + WORKERS, { method: 'POST', form: { FriendlyName, Attributes } })).status).toBe(201)
    expect(await workers.find(FriendlyName)).toMatchObject({ attributes: JSON.parse(Attributes) })
  })
})

test('keys with a meaning in JavaScript are ordinary attributes', async () => {
  await withHarness(async ({ url }) => {
    const Attributes = '{"__proto__":{"a":1},"constructor":2}'
    await ask(url + WORKERS, { method: 'POST', form: { FriendlyName: 'Ada', Attributes } })
    const list = async (text: string) =>
      ((await (await ask(url + expression(text))).json()) as { workers: { attributes: string }[] }).workers
    expect(await list('__proto__.a == 1 AND constructor == 2')).toMatchObject([{ attributes: Attributes }])
    expect(await list('toString != NULL OR a == 1')).toEqual([])
  })
})
