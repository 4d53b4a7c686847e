import { afterAll, beforeAll } from '@jest/globals'
import * as values from '../../src/edge/http/openapi/examples.ts'
import { pathParameter } from '../../src/edge/http/openapi/path-parameters.ts'
import type { RequestExample } from '../../src/edge/http/route.ts'
import { type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { RECORDS } from './api-description.ts'
import { loadFixture } from './fixtures.ts'
import { latest, post, postFixture, withHarness } from './harness.ts'
import { IDP_KEY } from './idp.ts'
import { buildResponse, IDP_CERTIFICATE, ISSUER, NOW } from './response.ts'

/** A request that an example describes, and what it gets. */
export interface ApiRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
  status: number
}

/** Every example of every operation, by its route and what it shows. */
export const EXAMPLES = Object.entries(RECORDS).flatMap(([route, { examples = { '': {} } }]) =>
  Object.entries(examples).map(([shows, example]): [route: string, shows: string, RequestExample] => [
    route,
    shows,
    example,
  ]),
)

export const ADMIN_TOKEN = 'a-token-of-enough-length'
const BASIC = `Basic ${Buffer.from(`${values.ACCOUNT}:${ADMIN_TOKEN}`).toString('base64')}`
const BEARER = `Bearer ${ADMIN_TOKEN}`

/** What the examples speak of, in a harness: texts of the document, and what they are here. */
type Real = [example: string, here: string][]

const OPTIONS = { adminToken: ADMIN_TOKEN, idpKey: IDP_KEY }

/** Runs a test with a harness of its own, in which there is what the examples speak of. */
export const withExamples = (test: (harness: FlexIamMock, real: Real) => Promise<void>): Promise<void> =>
  withHarness(async (harness) => test(harness, await fill(harness)), OPTIONS)

/** The same with one harness for all tests of a file, for requests that are refused and so change nothing. */
export function sharedExamples() {
  let harness: FlexIamMock
  let real: Real
  beforeAll(async () => {
    harness = await startFlexIamMock(OPTIONS)
    real = await fill(harness)
  })
  afterAll(() => harness.close())
  return (test: (harness: FlexIamMock, real: Real) => Promise<void>): Promise<void> => test(harness, real)
}

async function fill(harness: FlexIamMock): Promise<Real> {
  harness.clock.freeze(NOW)
  await postFixture(harness, loadFixture('responses/entra/both'))
  const refused = await latest(harness)
  const ssoUrl = 'https://idp.example.com/sso'
  const trustedUrls = ['https://app.example.com/flex/']
  for (const sid of [values.CONNECTION, values.ACCOUNT])
    await harness.connect({ sid, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], ssoUrl, trustedUrls })
  await post(harness.acsUrl(values.ACCOUNT), { SAMLResponse: buildResponse() })
  return realOf(harness, refused)
}

async function realOf(harness: FlexIamMock, refused: Report): Promise<Real> {
  const [worker] = await harness.workers.list()
  const url = `${harness.url}/v1/Workspaces/${values.WORKSPACE}/Activities`
  const listed = await (await fetch(url, { headers: { authorization: BASIC } })).json()
  return [
    [values.LOGIN, refused.id ?? ''],
    [values.EARLIER_LOGIN, (await latest(harness)).id ?? ''],
    [values.FINGERPRINT, refused.signatures[0]?.certificate?.sha256 ?? ''],
    [values.WORKER, worker?.sid ?? ''],
    [values.ACTIVITY, (listed as { activities: { sid: string }[] }).activities[0]?.sid ?? ''],
  ]
}

/** The request of an example, with what is real here. `instead` stands for parameters of the path. */
export function requestOf(
  route: string,
  { query, body, status }: RequestExample,
  real: Real,
  instead: Record<string, string> = {},
): ApiRequest {
  const operation = RECORDS[route]
  const [method = '', template = ''] = route.split(' ')
  const path = template.replaceAll(/\{(\w+)\}/g, (_all, name) =>
    encodeURIComponent(instead[name] ?? String(pathParameter(name).example)),
  )
  const [type] = operation?.body?.types ?? []
  const headers = {
    ...(body === undefined || type === undefined ? {} : { 'content-type': type }),
    ...(operation?.access === 'twilio' ? { authorization: BASIC } : {}),
    ...(operation?.access === 'token' ? { authorization: BEARER } : {}),
  }
  const search = query ? `?${new URLSearchParams(query)}` : ''
  return {
    method,
    headers,
    path: put(real, path + search),
    body: body === undefined ? null : put(real, writeBody(type, body)),
    status: status ?? Number(Object.keys(operation?.answers ?? {})[0]),
  }
}

const put = (real: Real, text: string) => real.reduce((all, [example, here]) => all.replaceAll(example, here), text)

function writeBody(type: string | undefined, body: unknown): string {
  if (type === 'application/x-www-form-urlencoded')
    return `${new URLSearchParams(Object.entries(body as object).map(([name, value]) => [name, String(value)]))}`
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** Sends it. Redirects are not followed. */
export function sendRequest(
  { url }: FlexIamMock,
  { method, path, headers, body }: ApiRequest,
  more: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + path, { method, body, headers: { ...headers, ...more }, redirect: 'manual' })
}
