import express, { type Request, type RequestHandler, type Response } from 'express'
import type { z } from 'zod'
import { HarnessError } from '../../core/errors.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import { MAX_BODY_BYTES } from '../../core/saml/decode.ts'
import type { Sent } from './incoming-message.ts'

/** Reads the body of a request. Undefined if there is none of a type that it reads. */
export type BodyReader = (request: Request, response: Response) => Promise<unknown>

/** The body that a route takes. */
export interface RequestBody<B = unknown> {
  /** Its media types. */
  types: string[]
  /** The schema in the API document. */
  schema: z.ZodType
  required?: boolean
  read: BodyReader
  /** Turns what was read into what the handler gets. */
  parse(read: unknown): B
}

/** A body parser of express as a function. */
export const readBy =
  (parser: RequestHandler): BodyReader =>
  (request, response) =>
    new Promise((resolve, reject) => {
      parser(request, response, (error?: unknown) => (error ? reject(error) : resolve(request.body)))
    })

const readJson = readBy(express.json({ limit: '512kb', strict: false }))
const readBytesOnly = readBy(express.raw({ type: () => true, limit: MAX_BODY_BYTES }))

/** The bytes of a POST, regardless of its Content-Type. A body that is too large is a value without content. */
export async function readSent(request: Request, response: Response): Promise<Sent> {
  if (request.method !== 'POST') return { bytes: Buffer.alloc(0), oversize: null }
  try {
    const bytes = await readBytesOnly(request, response)
    return { bytes: Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0), oversize: null }
  } catch (error) {
    if ((error as { type?: string }).type !== 'entity.too.large') throw error
    const declared = Number(request.headers['content-length'])
    return { bytes: Buffer.alloc(0), oversize: declared > MAX_BODY_BYTES ? declared : MAX_BODY_BYTES + 1 }
  }
}

/** Other types are not read: a form on another site must not pass for an API call. */
function requireJson(read: unknown): unknown {
  if (read !== undefined) return read
  const hint = 'Send JSON with Content-Type: application/json.'
  throw new HarnessError('INVALID_REQUEST', 'The request has no JSON body.', hint)
}

/**
 * A JSON body.
 * @param parsed the schema that reads it, if not the one that describes it. The called function reads the rest.
 */
export function jsonBody<S extends z.ZodType, P extends z.ZodType = S>(
  schema: S,
  parsed?: P,
): RequestBody<z.output<P>> {
  const parse = (read: unknown) => parseInput((parsed ?? schema) as P, requireJson(read), 'the body')
  return { types: ['application/json'], schema, read: readJson, parse }
}

/** A JSON body that the called function reads. */
export const jsonAsSent = (schema: z.ZodType, read: BodyReader = readJson): RequestBody => ({
  types: ['application/json'],
  schema,
  read,
  parse: requireJson,
})

export const FORM = 'application/x-www-form-urlencoded'

/** The fields of a form as sent. Empty if there is no form. */
export const formBody = (schema: z.ZodType, limit: string): RequestBody<Record<string, unknown>> => ({
  types: [FORM],
  schema,
  read: readBy(express.urlencoded({ extended: false, limit })),
  parse: (read) => (read ?? {}) as Record<string, unknown>,
})

/** The bytes of a POST, for routes that read them themselves. */
export const bytesBody = (types: string[], schema: z.ZodType): RequestBody<Sent> => ({
  types,
  schema,
  read: readSent,
  parse: (read) => read as Sent,
})
