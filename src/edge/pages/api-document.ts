/** A JSON Schema, or a reference to one. */
export type ApiSchema = Record<string, unknown>

/** Examples by name. */
export type ApiExamples = Record<string, { summary: string; value: unknown }>

/** The body by media type. */
export type ApiContent = Record<string, { schema: ApiSchema; examples?: ApiExamples }>

/** A parameter of a path, a query or a header. */
export interface ApiParameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: ApiSchema
  example?: unknown
  examples?: ApiExamples
}

/** An answer with one status. */
export interface ApiAnswer {
  description: string
  headers?: Record<string, { description: string; schema: ApiSchema }>
  content?: ApiContent
}

/** One method of one path. */
export interface ApiOperation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: Record<string, string[]>[]
  parameters?: ApiParameter[]
  requestBody?: { required: boolean; content: ApiContent }
  responses: Record<string, ApiAnswer>
}

/** The parts of an OpenAPI 3.1 document that this harness writes. */
export interface ApiDocument {
  openapi: string
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string; description: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, ApiOperation>>
  components: { schemas: Record<string, ApiSchema>; securitySchemes: Record<string, ApiSchema> }
}
