import type { z } from 'zod'
import type {
  ApiAnswer,
  ApiContent,
  ApiDocument,
  ApiExamples,
  ApiOperation,
  ApiParameter,
} from '../../pages/api-document.ts'
import type { Answer } from '../answer.ts'
import type { RequestBody } from '../body.ts'
import type { DescribedRoute } from '../route.ts'
import { answersOf } from './answers-of.ts'
import { COMPONENTS } from './components.ts'
import { type JsonSchema, toJsonSchemas } from './json-schemas.ts'
import { pathParameter } from './path-parameters.ts'
import { SECURITY, SECURITY_SCHEMES } from './security.ts'
import { TAGS } from './tags.ts'

type Written = Map<z.ZodType, JsonSchema>
type Examples = NonNullable<DescribedRoute['examples']>

const INFO = {
  title: 'flex-iam-mock',
  description:
    'A SAML 2.0 service-provider test harness that stands in for Twilio Flex single sign-on. Requests from this machine need no token unless the harness has an admin token. Requests from pages on other sites are refused.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}

/** The OpenAPI 3.1 document of these routes, made from the schemas that validate requests. */
export function openApiDocument(routes: readonly DescribedRoute[], version: string, url: string): ApiDocument {
  const named = Object.fromEntries(Object.entries(COMPONENTS).map(([name, [schema]]) => [name, schema]))
  const schemas = toJsonSchemas(named, inlineSchemas(routes))
  const paths: ApiDocument['paths'] = {}
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: writeOperation(route, schemas.inline) }
  const components = Object.entries(COMPONENTS).map(([name, [, description]]) => [
    name,
    { description, ...schemas.named[name] },
  ])
  return {
    openapi: '3.1.0',
    info: { ...INFO, version },
    servers: [{ url, description: 'This harness' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: Object.fromEntries(components), securitySchemes: SECURITY_SCHEMES },
  }
}

/** Every schema that a route uses, by a name of its own. */
function inlineSchemas(routes: readonly DescribedRoute[]): Map<z.ZodType, string> {
  const used = routes.flatMap((route) => [
    ...(route.query ? [route.query] : []),
    ...Object.values(route.headers ?? {}),
    ...(route.body ? [route.body.schema] : []),
    ...Object.values(answersOf(route)).flatMap(({ content = {} }) => Object.values(content)),
  ])
  return new Map([...new Set(used)].map((schema, index) => [schema, `inline ${index}`]))
}

function writeOperation(route: DescribedRoute, written: Written): ApiOperation {
  const { path, id, tag, summary, description, access, query, headers = {}, body, examples = {} } = route
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name)),
    ...(query ? queryParameters(query, examples, written) : []),
    ...Object.entries(headers).map(([name, schema]) => parameterOf(name, 'header', written.get(schema) ?? {}, false)),
  ]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: SECURITY[access],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: writeBody(body, examples, written) } : {}),
    responses: Object.fromEntries(
      Object.entries(answersOf(route)).map(([status, answer]) => [status, writeAnswer(answer, written)]),
    ),
  }
}

function parameterOf(name: string, place: ApiParameter['in'], given: JsonSchema, required: boolean): ApiParameter {
  const { description, ...schema } = given
  return { name, in: place, required, ...(typeof description === 'string' ? { description } : {}), schema }
}

function queryParameters(query: z.ZodType, examples: Examples, written: Written): ApiParameter[] {
  const { properties = {}, required = [] } = (written.get(query) ?? {}) as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => {
    const shown = examplesOf(examples, ({ query: sent }) => asSent(sent?.[name], schema))
    const parameter = parameterOf(name, 'query', schema, required.includes(name))
    return { ...parameter, ...(Object.keys(shown).length > 0 ? { examples: shown } : {}) }
  })
}

/** Query values are text. Those of numbers are written as numbers. */
const asSent = (text: string | undefined, { type }: JsonSchema): unknown =>
  text !== undefined && type === 'integer' ? Number(text) : text

const slug = (summary: string) => summary.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

function examplesOf(examples: Examples, valueIn: (example: Examples[string]) => unknown): ApiExamples {
  const shown = Object.entries(examples).flatMap(([summary, example]) => {
    const value = valueIn(example)
    return value === undefined ? [] : [[slug(summary), { summary, value }] as const]
  })
  return Object.fromEntries(shown)
}

function writeBody(
  { types, schema, required = true }: RequestBody,
  examples: Examples,
  written: Written,
): NonNullable<ApiOperation['requestBody']> {
  const shown = examplesOf(examples, ({ body }) => body)
  const content = { schema: written.get(schema) ?? {}, ...(Object.keys(shown).length > 0 ? { examples: shown } : {}) }
  return { required, content: Object.fromEntries(types.map((type) => [type, content])) }
}

function writeAnswer({ description, content, headers }: Answer, written: Written): ApiAnswer {
  return {
    description,
    ...(headers
      ? {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' } }]),
          ),
        }
      : {}),
    ...(content ? { content: writeContent(content, written) } : {}),
  }
}

const writeContent = (content: Record<string, z.ZodType>, written: Written): ApiContent =>
  Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema: written.get(schema) ?? {} }]))
