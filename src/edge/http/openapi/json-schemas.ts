import { z } from 'zod'

/** A JSON Schema (2020-12). */
export type JsonSchema = Record<string, unknown>

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>

/**
 * Describes times only by their format, and whole numbers without the bounds of JavaScript. A Date of the library is a
 * time too, and equal alternatives are written once.
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
 * Converts schemas to JSON Schemas of what can be sent. A named schema is written once and referenced everywhere.
 * @param inline schemas that are written in place; their names are not used
 */
export function toJsonSchemas(
  named: Record<string, z.ZodType>,
  inline: Map<z.ZodType, string>,
): { named: Record<string, JsonSchema>; inline: Map<z.ZodType, JsonSchema> } {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  // wrapped in arrays, so that nothing can refer to a schema without a name
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
