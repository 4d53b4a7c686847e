import type { z } from 'zod'
import { HarnessError } from '../../../core/errors.ts'
import { bytesBody, type RequestBody } from '../body.ts'
import type { Call, RouteCall } from '../call.ts'
import { readFormFields } from '../form.ts'
import type { Sent } from '../incoming-message.ts'
import { TwilioProblem } from '../twilio-problem.ts'

const IS_MULTIPART = /^multipart\/form-data\b/i

/** Whether a body has a format that pages of Flex send and IdPs do not. Its fields may look like a login message. */
export const isCall = ({ headers }: Call, { bytes }: Sent): boolean =>
  IS_MULTIPART.test(headers['content-type'] ?? '') || /^\s*\{/.test(bytes.toString('utf8', 0, 64))

/** A body that a page of Flex sends, regardless of its Content-Type. */
export const flexBody = (types: string[], schema: z.ZodType): RequestBody<Sent> => ({
  ...bytesBody(types, schema),
  parse: (read) => {
    const sent = read as Sent
    if (sent.oversize === null) return sent
    throw new TwilioProblem('tooLarge', 'The request body is too large')
  },
})

/** The body as JSON, regardless of its Content-Type. @throws HarnessError INVALID_REQUEST */
export function jsonIn({ bytes }: Sent): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new HarnessError('INVALID_REQUEST', 'The body is not valid JSON.', 'Send a JSON object.')
  }
}

/** The fields of a form, multipart (as Flex's page sends it) or urlencoded. @throws HarnessError INVALID_REQUEST */
export async function formIn({
  headers,
  body: { bytes },
}: RouteCall<object, unknown, Sent>): Promise<Record<string, unknown>> {
  const type = headers['content-type'] ?? ''
  if (!IS_MULTIPART.test(type)) return Object.fromEntries(readFormFields(bytes.toString('utf8')))
  try {
    return Object.fromEntries(
      await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData(),
    )
  } catch {
    const hint = 'Send multipart/form-data with a boundary, or application/x-www-form-urlencoded.'
    throw new HarnessError('INVALID_REQUEST', 'The body is not a valid form.', hint)
  }
}
