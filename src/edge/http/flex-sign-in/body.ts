import type { Request } from 'express'
import { HarnessError } from '../../../core/errors.ts'
import { readFormFields } from '../form.ts'

const IS_MULTIPART = /^multipart\/form-data\b/i

/** Whether a body is in one of the forms that pages call with and no IdP posts in: what its fields hold may look like a message. */
export const isCall = (request: Request): boolean =>
  IS_MULTIPART.test(request.headers['content-type'] ?? '') || /^\s*\{/.test(bytesOf(request).toString('utf8', 0, 64))

const bytesOf = ({ body }: Request) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))

/** The body as JSON, whatever type it is said to have. @throws HarnessError INVALID_REQUEST */
export function jsonIn(request: Request): unknown {
  try {
    return JSON.parse(bytesOf(request).toString('utf8'))
  } catch {
    throw new HarnessError('INVALID_REQUEST', 'The body is no JSON.', 'Send a JSON object.')
  }
}

/** The fields of a form, multipart (as Flex's page sends it) or urlencoded. @throws HarnessError INVALID_REQUEST */
export async function formIn(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? ''
  if (!IS_MULTIPART.test(type)) return Object.fromEntries(readFormFields(bytesOf(request).toString('utf8')))
  try {
    return Object.fromEntries(
      await new Response(new Uint8Array(bytesOf(request)), { headers: { 'content-type': type } }).formData(),
    )
  } catch {
    const hint = 'Send multipart/form-data with its boundary, or application/x-www-form-urlencoded.'
    throw new HarnessError('INVALID_REQUEST', 'The body is no form.', hint)
  }
}
