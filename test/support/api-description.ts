import { expect } from '@jest/globals'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { openApiDocument } from '../../src/edge/http/openapi/document.ts'
import type { DescribedRoute } from '../../src/edge/http/route.ts'
import { ROUTES } from '../../src/edge/http/routes/index.ts'
import type { ApiOperation } from '../../src/edge/pages/api-document.ts'

export const DOCUMENT = openApiDocument(ROUTES, '0', 'http://localhost:8080')
/** Every operation of the document by its route. */
export const OPERATIONS = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, ApiOperation] => [
    `${method.toUpperCase()} ${path}`,
    operation,
  ]),
)

/** Every record of a route, by its method and path. */
export const RECORDS: Record<string, DescribedRoute> = Object.fromEntries(
  ROUTES.map((each) => [`${each.method} ${each.path}`, each]),
)

const NAME = 'https://document.test/openapi.json'
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, allErrors: true })
formats.default(ajv)
for (const keyword of ['openapi', 'info', 'servers', 'tags', 'paths', 'components']) ajv.addKeyword(keyword)
ajv.addSchema({ $id: NAME, ...DOCUMENT }, NAME)

const compiled = new Map<string, ValidateFunction>()

/** What is wrong with a value, by a schema of the document; nothing when it is valid. */
export function faultsOf(schema: Record<string, unknown>, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/components/', `"${NAME}#/components/`)
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text))
  compiled.set(text, validate)
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** Holds an answer to what the document says of it. */
export async function expectDocumented(route: string, status: number, answer: Response): Promise<void> {
  const documented = OPERATIONS.find(([each]) => each === route)?.[1].responses[status]
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const text = await (type === 'text/event-stream' ? firstPiece(answer) : answer.text())
  expect({ status: answer.status, text: answer.status === status ? '' : text }).toEqual({ status, text: '' })
  expect(documented).toBeDefined()
  const { content = {}, headers = {} } = documented ?? {}
  for (const name of Object.keys(headers)) expect([name, answer.headers.get(name)]).toEqual([name, expect.any(String)])
  if (status >= 300 && status < 400) return // what a redirect says beside its Location is nobody's business
  if (Object.keys(content).length === 0) return expect(text).toBe('')
  expect(Object.keys(content)).toContain(type)
  expect(faultsOf(content[type]?.schema ?? {}, /json$/.test(type) ? JSON.parse(text) : text)).toEqual([])
}

/** The beginning of a stream that stays open. */
async function firstPiece({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const piece = await reader?.read()
  await reader?.cancel()
  return Buffer.from(piece?.value ?? []).toString()
}
