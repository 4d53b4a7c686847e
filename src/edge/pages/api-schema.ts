import { type ComponentChild, h } from 'preact'
import type { ApiSchema } from './api-document.ts'

/** The anchor of a named schema. */
export const schemaAnchor = (name: string) => `schema-${name}`

const code = (text: string) => h('code', null, text)

/** Text in which parts between backticks are code. */
export function prose(text: string): ComponentChild[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? code(part) : part))
}

/** A list with a separator between the parts. */
function joined(parts: ComponentChild[], between: string): ComponentChild[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]))
}

/** The values of a schema in one line. A named schema is a link. */
export function describeSchema(schema: ApiSchema): ComponentChild {
  const { $ref: reference, anyOf, enum: values, const: only, type } = schema
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? ''
    return h('a', { href: `#${schemaAnchor(name)}` }, name)
  }
  if (Array.isArray(anyOf)) return joined(anyOf.map(describeSchema), ' or ')
  if (Array.isArray(values))
    return joined(
      values.map((value) => code(String(value))),
      ' or ',
    )
  if (only !== undefined) return code(JSON.stringify(only))
  if (type === 'array') return ['array of ', describeSchema((schema.items ?? {}) as ApiSchema)]
  if (type === 'object') return describeObject(schema)
  const types = [type ?? 'any JSON'].flat().map(String)
  return [types.join(' or '), ...limitsOf(schema)]
}

/** An object in one line. Optional fields have a question mark. */
function describeObject(schema: ApiSchema): ComponentChild {
  const { additionalProperties: others } = schema
  const fields = propertiesOf(schema).map(({ name, schema: each, required }) => [
    code(required ? name : `${name}?`),
    ': ',
    describeSchema(each),
  ])
  if (fields.length > 0) return ['{ ', ...joined(fields, ', '), ' }']
  return typeof others === 'object' && others !== null && Object.keys(others).length > 0
    ? ['object of ', describeSchema(others as ApiSchema)]
    : 'object'
}

const LIMITS: [keyword: string, tell: (value: unknown) => string][] = [
  ['format', (value) => `, ${value}`],
  ['minimum', (value) => `, at least ${value}`],
  ['maximum', (value) => `, at most ${value}`],
  ['minLength', (value) => (value === 1 ? ', not empty' : `, at least ${value} characters`)],
  ['maxLength', (value) => `, at most ${value} characters`],
  ['default', (value) => `, default ${JSON.stringify(value)}`],
]

function limitsOf(schema: ApiSchema): ComponentChild[] {
  const limits = LIMITS.flatMap(([keyword, tell]) => (schema[keyword] === undefined ? [] : [tell(schema[keyword])]))
  return typeof schema.pattern === 'string' ? [...limits, ', ', code(schema.pattern)] : limits
}

interface Property {
  name: string
  schema: ApiSchema
  required: boolean
}

function propertiesOf({ properties = {}, required = [] }: ApiSchema): Property[] {
  return Object.entries(properties as Record<string, ApiSchema>).map(([name, schema]) => ({
    name,
    schema,
    required: (required as string[]).includes(name),
  }))
}

/** A schema as a table of its fields, or as one line if it has none. */
export function schemaTable(schema: ApiSchema): ComponentChild {
  const properties = propertiesOf(schema)
  if (properties.length === 0) return h('p', null, describeSchema(schema))
  const rows = properties.map(({ name, schema: each, required }) => [
    [code(name), required ? '' : ' (optional)'],
    describeSchema(each),
    prose(typeof each.description === 'string' ? each.description : ''),
  ])
  return table(['Field', 'Value', 'Description'], rows)
}

const isEmpty = (cell: ComponentChild) => [cell].flat().every((part) => part === '')

/** A table with these columns, without the empty ones. */
export function table(columns: string[], rows: ComponentChild[][]): ComponentChild {
  const isUsed = columns.map((_, column) => rows.some((cells) => !isEmpty(cells[column])))
  const row = (cells: ComponentChild[], cell: (content: ComponentChild) => ComponentChild) =>
    h('tr', null, cells.filter((_, column) => isUsed[column]).map(cell))
  const head = row(columns, (name) => h('th', { scope: 'col' }, name))
  const body = rows.map((cells) => row(cells, (content) => h('td', null, content)))
  return h('table', null, h('thead', null, head), h('tbody', null, body))
}
