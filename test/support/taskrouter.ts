import { readFileSync } from 'node:fs'
import { expect } from '@jest/globals'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import twilio from 'twilio'
import type { FlexIamMock } from '../../src/index.ts'
import { ACCOUNT } from './response.ts'

/** The workspace of an account. */
const workspaceOf = (account: string) => `WS${account.slice(2)}`
export const WORKSPACE = workspaceOf(ACCOUNT)

const { RequestClient } = twilio

/** Twilio's own HTTP client, which goes to the harness or nowhere. */
class LocalClient extends RequestClient {
  readonly asked: string[] = []
  readonly #origin: string
  readonly #headers: Record<string, string>

  constructor(origin: string, headers: Record<string, string> = {}) {
    super()
    this.#origin = origin
    this.#headers = headers
  }

  /** Where a request goes in truth. */
  protected target(uri: string): string {
    return uri
  }

  override request: InstanceType<typeof RequestClient>['request'] = (options) => {
    const uri = this.target(options.uri)
    if (new URL(uri).origin !== this.#origin) throw new Error(`The SDK was sent to ${uri}`)
    this.asked.push(uri)
    return super.request({ ...options, uri, headers: { ...options.headers, ...this.#headers } })
  }
}

/** One that takes what is meant for Twilio to the harness. */
class DivertedClient extends LocalClient {
  readonly #origin: string

  constructor(origin: string, headers: Record<string, string>) {
    super(origin, headers)
    this.#origin = origin
  }

  protected override target(uri: string): string {
    return uri.replace('https://taskrouter.twilio.com', this.#origin)
  }
}

/** Twilio's SDK, asked about one account of the harness; its own HTTP client is set. */
export function sdk(
  { url }: Pick<FlexIamMock, 'url'>,
  account = ACCOUNT,
  headers: Record<string, string> = {},
  token = 'any-token',
) {
  const httpClient = new DivertedClient(url, headers)
  const client = twilio(account, token, { httpClient, accountSid: account, autoRetry: false })
  return { client, httpClient, workspace: client.taskrouter.v1.workspaces(workspaceOf(account)) }
}

/** Twilio's SDK, with the harness as its baseUrl and nothing else; `user` may be an API key. */
export function sdkByBaseUrl({ url }: Pick<FlexIamMock, 'url'>, user = ACCOUNT): twilio.Twilio {
  const client = twilio(user, 'any-token', { httpClient: new LocalClient(url), accountSid: ACCOUNT })
  client.taskrouter.baseUrl = url
  return client
}

/** A request as a program without SDK makes it. */
export function ask(
  url: string,
  {
    method = 'GET',
    form,
    ...headers
  }: { method?: string; form?: Record<string, string> | string; [header: string]: unknown } = {},
  user = `${ACCOUNT}:any-token`,
): Promise<Response> {
  const authorization = `Basic ${Buffer.from(user).toString('base64')}`
  const body = form === undefined ? null : typeof form === 'string' ? form : new URLSearchParams(form)
  const type: Record<string, string> =
    typeof form === 'string' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
  return fetch(url, { method, body, headers: { authorization, ...type, ...(headers as Record<string, string>) } })
}

const DOCUMENT = JSON.parse(readFileSync(new URL('./taskrouter/openapi.json', import.meta.url), 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addFormat('uri-map', true)
ajv.addSchema(DOCUMENT, 'taskrouter')

const pointer = (...parts: string[]) => parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')

/** Holds a body to Twilio's OpenAPI document, and every resource in it to all its fields and no others. */
export function expectDocumented(path: string, method: string, status: number, body: unknown): void {
  const where = pointer('paths', path, method, 'responses', String(status), 'content', 'application/json', 'schema')
  const validate = ajv.getSchema(`taskrouter#/${where.replaceAll('{', '%7B').replaceAll('}', '%7D')}`)
  if (validate === undefined) throw new Error(`The document has no ${method} ${path} ${status}`)
  validate(body)
  expect(validate.errors ?? []).toEqual([])
  const schema = DOCUMENT.paths[path][method].responses[status].content['application/json'].schema
  const key = Object.keys(schema.properties ?? {}).find((name) => name !== 'meta')
  const reference: string = key ? schema.properties[key].items.$ref : schema.$ref
  const fields = Object.keys(DOCUMENT.components.schemas[reference.split('/').at(-1) ?? ''].properties).sort()
  const resources = key ? (body as Record<string, object[]>)[key] : [body as object]
  for (const resource of resources ?? []) expect(Object.keys(resource).sort()).toEqual(fields)
}
