import { readFixtures } from '../fixtures.js'
import { connect, startRecordedHarness } from '../harness.js'
import { deliver } from './posts.js'

const AC = 'AC0123456789abcdef0123456789abcdef'
const NOW = '2026-12-01T10:00:00Z'

/** The login that requests can read, made from this fixture. */
const LOGIN = 'failures/audience-is-the-acs-url.response'

const SEED = {
  connections: [
    { sid: AC, idpIssuer: 'https://idp.example.com/metadata', ssoUrl: 'https://idp.example.com/sso' },
    { sid: `JQ${AC.slice(2)}`, idpIssuer: 'https://idp.example.com/metadata', ssoUrl: 'https://idp.example.com/sso' },
  ],
  workers: [{ accountSid: AC, friendlyName: 'ada@example.com', attributes: { email: 'ada@example.com', team: 7 } }],
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const FORM = 'application/x-www-form-urlencoded'

/** Bodies that no route accepts. */
const BAD_BODIES = {
  'no body': undefined,
  'an empty body': '',
  'no JSON': '{"a": ',
  'a list': '[]',
  null: 'null',
  'an unknown key': '{"unknownKey": 1}',
}

const encode = (type, value) => {
  if (typeof value === 'string') return value
  return type === FORM ? new URLSearchParams(value).toString() : JSON.stringify(value)
}

/** The bodies of one operation: its examples, by number because their names may be reworded, and mistakes. */
function bodiesOf({ requestBody }) {
  if (requestBody === undefined) return [{ name: '', body: undefined, headers: {} }]
  return Object.entries(requestBody.content).flatMap(([type, { examples = {} }]) => {
    const good = Object.values(examples).map(({ value }, index) => [`example ${index + 1}`, encode(type, value)])
    return [...good, ...Object.entries(BAD_BODIES)].map(([name, body]) => ({
      name: `${type} ${name}`,
      body,
      headers: body === undefined ? {} : { 'content-type': type },
    }))
  })
}

const exampleOf = ({ example, examples }) => example ?? Object.values(examples ?? {})[0]?.value

/** The queries of one operation: none, each example of a parameter, each parameter with nonsense, and one that is unknown. */
function queriesOf(parameters) {
  const named = parameters.filter((each) => each.in === 'query')
  const required = named.filter((each) => each.required).map((each) => [each.name, String(exampleOf(each) ?? '')])
  const withOne = (name, value) => [...required.filter(([key]) => key !== name), [name, String(value)]]
  const examples = named.flatMap((each) => {
    const values = [each.example, ...Object.values(each.examples ?? {}).map(({ value }) => value)]
    return values.filter((value) => value !== undefined).map((value) => withOne(each.name, value))
  })
  const nonsense = named.map(({ name }) => withOne(name, 'no sense'))
  const queries = [required, ...examples, ...nonsense, withOne('unknown', 1)]
  return [...new Set(queries.map((query) => new URLSearchParams(query).toString()))]
}

/** Waiting would take too long. */
const hurry = (path, query) => (path.endsWith('/wait') && !/timeout=/.test(query) ? `${query}&timeout=1ms` : query)

/** The path with the SIDs of existing resources; those of workspaces and the like come from the API. */
function fillPath(template, parameters, ids) {
  return template.replace(/\{([^}]*)\}/g, (_, name) => {
    const documented = parameters.find((each) => each.in === 'path' && each.name === name)
    return encodeURIComponent(ids[name] ?? exampleOf(documented ?? {}) ?? name)
  })
}

async function idsOf({ send, api }) {
  const basic = { authorization: `Basic ${Buffer.from(`${AC}:any`).toString('base64')}` }
  const list = async (path) => JSON.parse((await send('GET', path, basic)).body)
  const [workspace] = (await list('/v1/Workspaces')).workspaces ?? []
  const inside = `/v1/Workspaces/${workspace?.sid}`
  const [activity] = (await list(`${inside}/Activities`)).activities ?? []
  const [worker] = (await list(`${inside}/Workers`)).workers ?? []
  const [channel] = (await list(`${inside}/Workers/${worker?.sid}/Channels`)).channels ?? []
  const login = JSON.parse((await api('GET', '/logins/latest')).body).id
  return {
    ...{ workspaceSid: workspace?.sid, activitySid: activity?.sid, workerSid: worker?.sid, channelSid: channel?.sid },
    ...{ id: login, a: login, b: login, sid: AC, worker: 'ada@example.com', product: 'entra' },
  }
}

/** The same state before each request: connections, a worker, and one login. */
async function prepare({ flex, begin, send, api }, id, fixture) {
  await begin(id, NOW)
  await flex.seed(SEED)
  await connect(api, { sid: AC, idpIssuer: 'https://idp.example.com/metadata', ssoUrl: 'https://idp.example.com/sso' })
  await deliver(send, fixture, {})
}

function requestsOf({ paths }) {
  return Object.entries(paths).flatMap(([template, operations]) =>
    METHODS.filter((method) => method in operations).flatMap((method) => {
      const { parameters = [], ...operation } = operations[method]
      const all = [...(operations.parameters ?? []), ...parameters]
      return queriesOf(all).flatMap((query, index) =>
        bodiesOf(operation)
          .slice(0, index === 0 ? undefined : 1)
          .map((body) => ({ ...body, method: method.toUpperCase(), template, parameters: all, query })),
      )
    }),
  )
}

/** Every documented request: its examples and common mistakes. */
export async function record({ checkout, fixtures }) {
  const harness = await startRecordedHarness(checkout)
  const fixture = readFixtures(fixtures).find(({ id }) => id === LOGIN)
  const document = JSON.parse((await harness.send('GET', '/openapi.json')).body)
  const records = []
  for (const { method, template, parameters, query, name, body, headers } of requestsOf(document)) {
    const id = `${method} ${template}?${query} ${name}`
    await prepare(harness, template, fixture)
    const path = fillPath(template, parameters, await idsOf(harness))
    const asked = hurry(path, query)
    const basic = { authorization: `Basic ${Buffer.from(`${AC}:any`).toString('base64')}` }
    const sent = { ...(template.startsWith('/v1/Workspaces') ? basic : {}), ...headers }
    const answer = await harness.send(method, asked ? `${path}?${asked}` : path, sent, body)
    records.push({ id, answer })
  }
  await harness.stop()
  return records
}
