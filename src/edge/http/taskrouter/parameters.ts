import { z } from 'zod'
import { sidPattern } from '../../../core/domain/sid.ts'
import { badParameter } from '../twilio-problem.ts'

/** Reads one parameter. Throws a TwilioProblem that names it. */
export interface Reader<T> {
  (textParameter: string, name: string): T
  /** The accepted values, for the API document. Absent if none are accepted. */
  schema?: z.ZodType
}

/** A reader with the schema of what it accepts. */
export function reader<T>(schema: z.ZodType, read: Reader<T>): Reader<T> {
  return Object.assign(read, { schema })
}

/** The parameters that an operation takes, by name. */
export type Readers = Record<string, Reader<unknown>>

/** The values that were sent. */
export type Values<R extends Readers> = { [name in keyof R]?: ReturnType<R[name]> }

/** Reads all parameters that were sent. Unknown and repeated ones are refused. */
export function readParameters<R extends Readers>(sent: [name: string, value: string][], readers: R): Values<R> {
  const values = new Map<string, unknown>()
  for (const [name, textParameter] of sent) {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (read === undefined) throw badParameter(`Unknown parameter ${shortenValue(name)}`)
    if (values.has(name)) throw badParameter(`Parameter ${name} was sent more than once`)
    values.set(name, read(textParameter, name))
  }
  return Object.fromEntries(values) as Values<R>
}

const MAX_SHOWN = 64
export const shortenValue = (textParameter: string) =>
  textParameter.length <= MAX_SHOWN ? textParameter : `${textParameter.slice(0, MAX_SHOWN)}…`

const MAX_TEXT = 1_024

/** Any text up to the length of a name. */
export const textParameter = reader(z.string().max(MAX_TEXT), (value, name) => {
  if (value.length <= MAX_TEXT) return value
  throw badParameter(`${name} must have at most ${MAX_TEXT} characters`)
})

/** `true`, `1` and `yes` are true, and anything else is false, as Twilio documents. */
export const truth = reader(z.boolean(), (value) => ['true', '1', 'yes'].includes(value.toLowerCase()))

/** A whole number in a range. */
export function wholeNumber(min: number, max: number): Reader<number> {
  return reader(z.int().min(min).max(max), (value, name) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (number >= min && number <= max) return number
    throw badParameter(`${name} must be a whole number from ${min} to ${max}, not '${shortenValue(value)}'`)
  })
}

/** A SID with this prefix. */
export function sid(prefix: string): Reader<string> {
  const pattern = sidPattern(prefix)
  return reader(z.string().max(34).regex(pattern), (value, name) => {
    if (pattern.test(value)) return value
    throw badParameter(`${name} must be ${prefix} followed by 32 hexadecimal digits, not '${shortenValue(value)}'`)
  })
}

/** A parameter of TaskRouter that this harness does not support. */
export function unsupported(reason: string): Reader<never> {
  return (_value, name) => {
    throw badParameter(`${name} is not supported: ${reason}`)
  }
}
