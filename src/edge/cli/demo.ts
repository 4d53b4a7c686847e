import { readFileSync } from 'node:fs'
import { requireFault } from '../../app/idp/login-request.ts'
import { type Bundle, readBundle } from '../../core/bundle/bundle.ts'
import type { Report } from '../../core/domain/report.ts'
import { RESPONSE_STYLES } from '../../core/products/index.ts'
import type { FlexIamMock } from '../library/handle.ts'

const FOLDER = new URL('../../../fixtures/responses/', import.meta.url)

/** What the demo posts: one genuine login of each kind of IdP, then the most common mistakes. */
const LOGINS = [
  'entra/both',
  'salesforce/carol',
  'simplesamlphp/user-bob-sp-redirect',
  'node-samlp/enhanced-sp-redirect',
  'entra/namespaced',
  'entra/assertion',
  'simplesamlphp/roles-quoted-sp-redirect',
  'node-samlp/encrypt-sp-redirect',
]

/** Tenants that no captured response uses. */
const TENANT = `JQ${'0'.repeat(31)}1`
const ACCOUNT = `AC${'0'.repeat(31)}1`

/** Mistakes of the built-in IdP, each in a different response style. */
const MISTAKES: { product: string; fault: string; sid?: string }[] = [
  { product: 'entra', fault: 'email-namespaced' },
  { product: 'okta', fault: 'audience-with-slash' },
  { product: 'google', fault: 'response-unsigned' },
  { product: 'salesforce', fault: 'only-role-in-other-case' },
  { product: 'auth0', fault: 'destination-of-another-generation' },
  { product: 'adfs', fault: 'idp-has-no-name-id', sid: ACCOUNT },
  { product: 'keycloak', fault: 'wrong-key' },
  { product: 'plain', fault: 'clock-late' },
  { product: 'entra', fault: 'name-id-of-65-characters' },
  { product: 'okta', fault: 'replayed' },
]

/**
 * Posts captured responses of real IdPs over HTTP, each at its time of capture. Then signs in with the built-in IdP
 * in every response style and with ten mistakes. Prints the verdicts and the worker attributes.
 */
export async function runDemo(harness: FlexIamMock, staysUp: boolean): Promise<void> {
  const reports: [string, Report][] = []
  for (const name of LOGINS) reports.push([name, await postLogin(harness, loadBundle(name))])
  await send(harness, 'DELETE', '/api/v1/clock')
  const minted: [string, Report][] = []
  for (const { id } of RESPONSE_STYLES)
    minted.push([`idp/${id}`, await harness.idp.login({ product: id, sid: TENANT })])
  const mistakes: [string, Report][] = []
  for (const { sid = TENANT, ...mistake } of MISTAKES) {
    mistakes.push([
      `${mistake.product}: ${requireFault(mistake.fault).title}`,
      await harness.idp.login({ ...mistake, sid }),
    ])
  }
  const workers = await getJson<{ workers: { friendlyName: string; attributes: unknown }[] }>(
    harness,
    '/api/v1/workers',
  )
  print('Captured responses of real identity providers:')
  print(renderTable(reports))
  print('The built-in identity provider, in the response style of each product:')
  print(renderTable(minted))
  print('Ten mistakes that it can make, and how each is explained:\n')
  print(mistakes.map(explainMistake).join('\n'))
  print('Workers, as returned by /api/v1/workers/{name}/attributes:')
  print(
    JSON.stringify(
      Object.fromEntries(workers.workers.map(({ friendlyName, attributes }) => [friendlyName, attributes])),
      null,
      2,
    ),
  )
  print(
    staysUp
      ? renderNext(harness.url, reports)
      : '\nWithout --once it keeps running, and says what to open and call next.',
  )
}

function loadBundle(name: string): Bundle {
  const file = new URL(`${name}.response`, FOLDER)
  return readBundle(readFileSync(file, 'utf8'), (path) => readFileSync(new URL(path, file), 'utf8'))
}

async function postLogin(harness: FlexIamMock, { settings, samlResponse }: Bundle): Promise<Report> {
  const { account, connection, idpIssuer, certificates, now, relayState } = settings
  const sid = connection ?? account ?? ''
  await send(harness, 'PUT', '/api/v1/clock', { now })
  await send(harness, 'POST', '/api/v1/connections', { sid, idpIssuer, certificates })
  const body = new URLSearchParams({ SAMLResponse: samlResponse, ...(relayState ? { RelayState: relayState } : {}) })
  const answer = await fetch(harness.acsUrl(sid).replace(harness.url, harness.localUrl), { method: 'POST', body })
  return getJson(harness, `/api/v1/logins/${answer.headers.get('flex-iam-mock-login')}`)
}

async function send(harness: FlexIamMock, method: string, path: string, body?: unknown): Promise<Response> {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(harness.adminToken === null ? {} : { authorization: `Bearer ${harness.adminToken}` }),
  }
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const answer = await fetch(harness.localUrl + path, init)
  if (answer.ok) return answer
  throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
}

async function getJson<T>(harness: FlexIamMock, path: string): Promise<T> {
  return (await (await send(harness, 'GET', path)).json()) as T
}

function renderTable(reports: [string, Report][]): string {
  const width = Math.max(...reports.map(([name]) => name.length))
  const rows = reports.map(([name, { generation, outcome, findings }]) => {
    const causes = findings
      .filter(({ severity, status }) => severity === 'error' && status === 'fail')
      .map(({ id }) => id)
    return `${name.padEnd(width)}  ${generation.padEnd(8)}  ${outcome.padEnd(8)}  ${causes.join(', ')}`.trimEnd()
  })
  return `\n${rows.join('\n')}\n`
}

/** What went wrong, the check that reports it, and its fix. */
function explainMistake([title, { findings }]: [string, Report]): string {
  const cause = findings.find(({ severity, status }) => severity === 'error' && status === 'fail')
  return `${title}\n  ${cause?.id}: ${cause?.fix}\n`
}

function renderNext(url: string, reports: [string, Report][]): string {
  const rejected = reports.find(([, { outcome }]) => outcome === 'rejected')
  return `
Open   ${url}/logins/${rejected?.[1].id}   what the person who signed in sees after a rejected login
       ${url}/idp   the built-in identity provider: sign in as any user, with any mistake
Call   curl ${url}/api/v1/logins/latest
       curl ${url}/api/v1/workers/alice.agent@example.com/attributes
Next   save a connection for your IdP (POST /api/v1/connections) and set its Reply URL to
       ${url}/v1/Accounts/<your account SID>/saml2
`
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
