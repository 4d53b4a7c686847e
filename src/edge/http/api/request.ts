import type { Request } from 'express'
import { HarnessError } from '../../../core/errors.ts'

/** A parameter of the path, decoded. */
export const param = (request: Request, name: string): string => String(request.params[name] ?? '')

/** The JSON of a request. Other types are not read: a form of a foreign page must not pass for an API call. */
export function bodyOf(request: Request): unknown {
  if (request.body !== undefined) return request.body
  throw new HarnessError(
    'INVALID_REQUEST',
    'The request has no JSON body.',
    'Send JSON with Content-Type: application/json.',
  )
}
