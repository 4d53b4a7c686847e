import { deflateRawSync } from 'node:zlib'
import { startRecordedHarness, TOKEN } from '../harness.js'

const AC = 'AC0123456789abcdef0123456789abcdef'
const JQ = 'JQ0123456789abcdef0123456789abcdef'
const WS = 'WS0123456789abcdef0123456789abcdef'

/** A host that is not this machine's, so that access control has something to decide. */
const FOREIGN = 'flex.example.com'

const PARAMETERS = {
  '{product}': 'entra',
  '{worker}': 'ada@example.com',
  '{domain}': 'agent-desktop',
  '{workspaceSid}': WS,
}

/** Parameters without which a request would wait for a login. */
const QUERIES = { '/api/v1/logins/wait': 'timeout=1ms' }

/** Paths that people enter by mistake, or that only look like an endpoint. */
const NEAR_MISSES = [
  '/',
  '/saml2',
  '/acs',
  '/saml/acs',
  '/SAML2/POST',
  '/login',
  '/login/callback',
  '/login/callback/',
  `/login/callback/?connection=${JQ}`,
  `/login/callback?connection=${AC}`,
  `/login/callback?Connection=${JQ}`,
  `/LOGIN/callback?connection=${JQ}`,
  `/login/callback?connection=${JQ.toLowerCase()}`,
  `/login/callback?connection=${JQ}&connection=${JQ}`,
  `/login/callback/${JQ}`,
  '/login/callback?connection=JQ1',
  `/v1/Accounts/${AC}/saml2/`,
  `/v1/Accounts/${AC}/saml2//`,
  `/v1/accounts/${AC}/saml2`,
  `/v1/Accounts/${AC}/SAML2`,
  `/v1/Accounts/${AC}`,
  `/v1/Accounts/${JQ}/saml2`,
  '/v1/Accounts/AC1/saml2',
  `/v1/Accounts/${AC.toUpperCase()}/saml2`,
  `/v1/Accounts/${AC}/saml2/acs`,
  `/v1/Accounts/${AC}/saml2?connection=${JQ}`,
  `/v2/Accounts/${AC}/saml2`,
  `/iam/Accounts/${AC}/saml2/`,
  `/iam/Accounts/${AC}/saml2/metadata`,
  `/iam/accounts/${AC}/saml2`,
  `/samlp/${JQ}`,
  `/samlp/metadata/?connection=${JQ}`,
  `/samlp/metadata?connection=${JQ}`,
  `/iam/v1/Accounts/${AC}/saml2`,
  `/preview/iam/Accounts/${AC}/saml2`,
  `/%2Fv1/Accounts/${AC}/saml2`,
  `/v1/Accounts/${AC}/saml2%20`,
  '/v1/Accounts/%E0%A4%A/saml2',
  `/v1/Accounts/{${AC}}/saml2`,
  `/adfs/ls?wa=wsignin1.0&wtrealm=urn:flex:${JQ}`,
  `/trust/2005/usernamemixed?connection=${JQ}`,
  '/api',
  '/api/v1',
  '/api/v2/logins',
  '/API/v1/logins',
  '/api/v1/nothing',
  '/assets/nothing.css',
  '/docs/',
  '/flex/',
  '/idp/nothing',
  `/idp/entra/${AC}/`,
  '/logins',
  '/logins/',
  '/v1/Workspaces/',
  '/v1/Nothing',
  '/favicon.ico',
  '/robots.txt',
]

/** The paths of the OpenAPI document, with a value for each parameter. */
function documentedPaths({ paths }) {
  return Object.keys(paths).flatMap((template) => {
    const path = template.replace(
      /\{[^}]*\}/g,
      (name) => PARAMETERS[name] ?? (name === '{sid}' ? sidFor(template) : `${name.slice(1, 3)}-1`),
    )
    const connected = /^\/(login\/callback|samlp)/.test(path) ? [`connection=${JQ}`] : []
    const query = [...connected, ...(QUERIES[template] ? [QUERIES[template]] : [])].join('&')
    return query ? [`${path}?${query}`] : [path]
  })
}

const sidFor = (template) => (/^\/(v1|iam)\//.test(template) ? AC : JQ)

const samlXml = (root) =>
  `<samlp:${root} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2026-12-01T10:00:00Z"/>`
const SOAP = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><t:RequestSecurityTokenResponse xmlns:t="http://docs.oasis-open.org/ws-sx/ws-trust/200512"/></s:Body></s:Envelope>`
const XML_OF = {
  SAMLResponse: samlXml('Response'),
  SAMLRequest: samlXml('AuthnRequest'),
  wresult: '<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"/>',
}
const FIELDS = Object.keys(XML_OF)

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

function inQuery(field) {
  const value = field === 'wresult' ? XML_OF[field] : deflateRawSync(XML_OF[field]).toString('base64')
  return { name: `${field} in query`, query: new URLSearchParams({ [field]: value }).toString() }
}

function inForm(field) {
  const value = field === 'wresult' ? XML_OF[field] : Buffer.from(XML_OF[field]).toString('base64')
  return { name: `${field} in form`, headers: FORM, body: new URLSearchParams({ [field]: value }).toString() }
}

const asXml = (name, type, body) => ({ name: `${name} as ${type}`, headers: { 'content-type': type }, body })

const NOTHING = { name: 'nothing' }
const EMPTY_FORM = { name: 'an empty form', headers: FORM, body: '' }
const IN_QUERY = FIELDS.map(inQuery)
const IN_BODY = [
  ...FIELDS.map(inForm),
  EMPTY_FORM,
  asXml('Response', 'text/xml', XML_OF.SAMLResponse),
  asXml('SOAP', 'application/soap+xml', SOAP),
  { name: 'JSON', headers: { 'content-type': 'application/json' }, body: '{"SAMLResponse":"PHg+"}' },
]

const CARRIED = {
  GET: [NOTHING, ...IN_QUERY],
  HEAD: [NOTHING, ...IN_QUERY],
  OPTIONS: [NOTHING, ...IN_QUERY],
  POST: [NOTHING, ...IN_QUERY, ...IN_BODY],
  PUT: [NOTHING, ...IN_QUERY, ...IN_BODY],
  DELETE: [NOTHING, ...IN_QUERY, inForm('SAMLResponse')],
}

const AUTHORIZATION = {
  none: {},
  Basic: { authorization: `Basic ${Buffer.from(`${AC}:${TOKEN}`).toString('base64')}` },
  Bearer: { authorization: `Bearer ${TOKEN}` },
}

const SEED = {
  connections: [
    { sid: AC, idpIssuer: 'https://idp.example.com/metadata' },
    { sid: JQ, idpIssuer: 'https://idp.example.com/metadata' },
  ],
  workers: [{ accountSid: AC, friendlyName: 'ada@example.com', attributes: { email: 'ada@example.com' } }],
}

const JSON_TYPE = /^application\/(problem\+)?json/

/** The parts of an answer that show how the request was understood. */
function outlineOf({ status, headers, body }) {
  const of = (name) => headers.find(([each]) => each === name)?.[1] ?? null
  const type = of('content-type')
  const said = JSON_TYPE.test(type ?? '') && body ? JSON.parse(body) : {}
  const { code = null, detail = null, message = null, hint = null } = said ?? {}
  return {
    status,
    type,
    location: of('location'),
    allow: of('allow'),
    challenge: of('www-authenticate'),
    code,
    detail,
    message,
    hint,
  }
}

/** The conclusions of the recorded attempt, if there is one. */
async function attemptOf(flex) {
  const report = await flex.logins.latest()
  if (report === null) return null
  const { generation, account, connection, acs, outcome, twilioError, findings } = report
  const failed = findings.filter(({ status }) => status === 'fail')
  const [{ id, expected, received, difference, fix } = {}] = failed
  const first = { id, expected, received, difference, fix }
  return { generation, account, connection, acs, outcome, twilioError, first, failed: failed.map((each) => each.id) }
}

const withQuery = (path, query) => (query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path)

async function recordPath({ flex, begin, send }, path) {
  const records = []
  for (const [method, variants] of Object.entries(CARRIED)) {
    for (const { name, query, headers, body } of variants) {
      for (const [who, authorization] of Object.entries(AUTHORIZATION)) {
        const id = `${path} ${method} ${name}, ${who}`
        await begin(id)
        await flex.seed(SEED)
        const sent = { host: FOREIGN, ...headers, ...authorization }
        const answer = await send(method, withQuery(path, query), sent, body)
        records.push({ id, ...outlineOf(answer), attempt: await attemptOf(flex) })
      }
    }
  }
  return records
}

/** (iv) Path × method × field × Authorization: where a login message is recognised, and what other requests get. */
export async function record({ checkout }) {
  const harness = await startRecordedHarness(checkout, { adminToken: TOKEN })
  const document = JSON.parse((await harness.send('GET', '/openapi.json', AUTHORIZATION.Bearer)).body)
  const records = []
  for (const path of new Set([...documentedPaths(document), ...NEAR_MISSES]))
    records.push(...(await recordPath(harness, path)))
  await harness.stop()
  return records
}
