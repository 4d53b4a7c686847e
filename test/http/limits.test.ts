import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { idpLoginRequest } from '../../src/app/idp/login-request.ts'
import { idpUser, userList } from '../../src/app/idp/user.ts'
import { resetQuery } from '../../src/app/state/reset.ts'
import { seedDocument, seedWorker } from '../../src/app/state/seed-document.ts'
import { loginFilter } from '../../src/app/waiting/login-list.ts'
import { loginCriteria } from '../../src/app/waiting/login-query.ts'
import { whatIfChanges } from '../../src/app/what-if/what-if.ts'
import { workerQuery } from '../../src/app/workers/workers.ts'
import { connectionInput } from '../../src/core/connection/schemas.ts'
import { checkSettings } from '../../src/core/judge/check-response.ts'
import { mapRequest } from '../../src/core/what-if/map-claims.ts'
import { serveConfig } from '../../src/edge/config.ts'
import { ROUTES } from '../../src/edge/http/routes/index.ts'

/** Every schema that reads what a caller sends: of each route, and of the library, the command line and files. */
const SCHEMAS: [name: string, schema: z.ZodType][] = [
  ...ROUTES.flatMap(({ method, path, query, body }): [string, z.ZodType][] => [
    ...(query ? [[`${method} ${path} ?`, query] as [string, z.ZodType]] : []),
    ...(body ? [[`${method} ${path} body`, body.schema] as [string, z.ZodType]] : []),
  ]),
  ...Object.entries({
    serveConfig,
    idpUser,
    userList,
    idpWish: idpLoginRequest,
    checkSettings,
    connectionInput,
    loginCriteria,
    loginFilter,
    mapRequest,
    resetQuery,
    seedDocument,
    seedWorker,
    whatIfChanges,
    workerQuery,
  }),
]

/** What is read further by a schema of its own, which is tried here too. */
const READ_FURTHER = new Set([
  'serveConfig.seed',
  'serveConfig.users',
  'seedDocument.connections[]',
  'seedDocument.workers[]',
  'userList[]',
])
/** It is a whole worker, as GET /api/v1/workers gives it, of which attributes alone count. */
const TAKES_MORE = /(mapRequest|POST \/api\/v1\/map body)\.worker$/
/** Forms and calls of Flex's pages, of IdPs and of service providers. */
const OF_OTHERS = /^(GET|POST) \/(v1\/(Accounts|Flex)|iam|Flex|login|samlp|idp\/.*\/sso)/

type Json = Record<string, unknown> & { properties?: Record<string, Json>; items?: Json; anyOf?: Json[] }

const written = (schema: z.ZodType) =>
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { const: 'a Date of the library' })
    },
  }) as Json

/** What has no limit in a JSON Schema, by its path. */
function unlimited(schema: Json, path: string, definitions: Record<string, Json>): string[] {
  const { $ref, anyOf, oneOf, allOf, type, items, properties = {}, additionalProperties, propertyNames } = schema
  if (typeof $ref === 'string') return unlimited(definitions[$ref.split('/').at(-1) ?? ''] ?? {}, path, definitions)
  const further = [anyOf, oneOf, allOf].flatMap((each) => (each ?? []) as Json[])
  if (further.length > 0) return further.flatMap((each) => unlimited(each, path, definitions))
  if ('enum' in schema || 'const' in schema || type === 'boolean' || type === 'null' || 'not' in schema) return []
  const inside = [
    ...Object.entries(properties).flatMap(([name, each]) => unlimited(each, `${path}.${name}`, definitions)),
    ...(items ? unlimited(items, `${path}[]`, definitions) : []),
    ...(isSchema(additionalProperties) ? unlimited(additionalProperties, `${path}.*`, definitions) : []),
    ...(isSchema(propertyNames) ? unlimited(propertyNames, `${path} names`, definitions) : []),
  ]
  return [...(lacks(schema, path) ? [path] : []), ...inside]
}

const isSchema = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

const LIMITS: Record<string, string[]> = {
  string: ['maxLength'],
  array: ['maxItems'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
}

function lacks(schema: Json, path: string): boolean {
  const { type, additionalProperties } = schema
  if (type === 'object') {
    if (TAKES_MORE.test(path) || OF_OTHERS.test(path)) return false
    return additionalProperties !== false && !('maxProperties' in schema)
  }
  const needed = LIMITS[String(type)]
  return needed ? !needed.every((name) => name in schema) : !READ_FURTHER.has(path)
}

test.each(SCHEMAS)('%s has a maximum for every list, text, number and record', (name, schema) => {
  const json = written(schema)
  expect(unlimited(json, name, (json.$defs ?? {}) as Record<string, Json>)).toEqual([])
})

type Definition = z.core.$ZodTypeDef & Record<string, unknown>
const definitionOf = (schema: z.core.$ZodType) => schema._zod.def as Definition
const isZod = (value: unknown): value is z.core.$ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value

/** Every schema inside another, each once. */
function* within(schema: z.core.$ZodType, seen = new Set<unknown>()): Generator<z.core.$ZodType> {
  if (seen.has(schema)) return
  seen.add(schema)
  yield schema
  for (const value of Object.values(definitionOf(schema)))
    for (const each of isZod(value) ? [value] : typeof value === 'object' && value !== null ? Object.values(value) : [])
      if (isZod(each)) yield* within(each, seen)
}

/** The names of its checks in their order; one of its own comes before them. */
function checksOf(schema: z.core.$ZodType): string[] {
  const { check, checks = [] } = definitionOf(schema) as unknown as { check?: string; checks?: z.core.$ZodCheck[] }
  return [...(check === undefined ? [] : [check]), ...checks.map((each) => each._zod.def.check)]
}

/** An input that is one too large, of items that are all wrong. */
const TOO_LARGE: Record<string, (max: number) => unknown> = {
  array: (max) => Array.from({ length: max + 1 }, () => Symbol('wrong')),
  record: (max) => Object.fromEntries(Array.from({ length: max + 1 }, (_, index) => [`${index}`, Symbol('wrong')])),
}

/** What a schema that checks a size first wraps; null where it is another. */
function sizedBy(schema: z.core.$ZodType): { kind: string; max: number } | null {
  const { type, in: first, out } = definitionOf(schema)
  if (type !== 'pipe' || !isZod(first) || !isZod(out) || definitionOf(first).type !== 'transform') return null
  const { maxItems, maxProperties, anyOf = [] } = written(out as z.ZodType)
  const max = [maxItems, maxProperties, ...(anyOf as Json[]).map((each) => each.maxItems)].find(
    (each) => each !== undefined,
  )
  const kind = maxProperties === undefined ? 'array' : 'record'
  return typeof max === 'number' ? { kind, max } : null
}

test.each(SCHEMAS)('%s checks each maximum before anything else, and reports one error', (_name, schema) => {
  const all = [...within(schema)]
  const sized = new Set<unknown>()
  for (const each of all) {
    const limit = sizedBy(each)
    if (limit === null) continue
    const { success, error } = z.safeParse(each, TOO_LARGE[limit.kind]?.(limit.max))
    expect({ success, issues: error?.issues.length }).toEqual({ success: false, issues: 1 })
    for (const inner of within(definitionOf(each).out as z.core.$ZodType)) {
      const { type } = definitionOf(inner)
      if (type !== 'array' && type !== 'record') continue
      sized.add(inner)
      break
    }
  }
  const wrong = all.filter((each) => {
    const { type, element } = definitionOf(each)
    if (type === 'array') return !sized.has(each) && !(isZod(element) && definitionOf(element).type === 'unknown')
    if (type === 'record') return !sized.has(each)
    const checks = checksOf(each)
    return type === 'string' && checks.length > 1 && checks[0] !== 'max_length'
  })
  expect(wrong.map((each) => [definitionOf(each).type, checksOf(each)])).toEqual([])
})
