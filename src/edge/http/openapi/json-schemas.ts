import { z } from 'zod'

/** A JSON Schema (2020-12). */
export type JsonSchema = Record<string, unknown>

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>

/**
 * Times are told by their format alone, and whole numbers without the bounds of JavaScript; a Date of the library is a
 * time too, and what is the same twice is said once.
 */
const override: Override = ({ zodSchema, jsonSchema }) => {
  const { type } = zodSchema._zod.def
  if (type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (type !== 'union' || !jsonSchema.anyOf) return
  const [first, ...others] = new Map(jsonSchema.anyOf.map((each) => [JSON.stringify(each), each])).values()
  if (first === undefined || others.length > 0) return
  delete jsonSchema.anyOf
  Object.assign(jsonSchema, first)
}

/**
 * Turns schemas into JSON Schemas of what may be sent. A named schema is written once, wherever it is used.
 * @param inline by any name: these are not referred to but by their users
 */
export function toJsonSchemas(
  named: Record<string, z.ZodType>,
  inline: Map<z.ZodType, string>,
): { named: Record<string, JsonSchema>; inline: Map<z.ZodType, JsonSchema> } {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  // a list of one kind each, so that nothing can refer to what has no name
  for (const [schema, id] of inline) registry.add(z.array(schema), { id })
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
    override,
  })
  const written = (id: string): JsonSchema => {
    const { $schema: _, $id: __, ...schema } = (schemas[id] ?? {}) as JsonSchema
    return schema
  }
  return {
    named: Object.fromEntries(Object.keys(named).map((id) => [id, written(id)])),
    inline: new Map([...inline].map(([schema, id]) => [schema, written(id).items as JsonSchema])),
  }
}
