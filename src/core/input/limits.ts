import { z } from 'zod'

/** Limits that several inputs share, in characters unless stated otherwise; docs/api.md lists them. */
export const SID_CHARACTERS = 34
export const NAME_CHARACTERS = 1_024
export const WORD_CHARACTERS = 100
export const URL_CHARACTERS = 2_048
/** A value of a claim, or a certificate. */
export const VALUE_CHARACTERS = 65_536
/** The size of a JSON request body. */
export const BODY_CHARACTERS = 524_288
/** Items in a list that people write by hand. */
export const LIST_ITEMS = 500
/** Items in a list. */
export const MAX_CURSOR = 1e15
const INSTANT_CHARACTERS = 64

/** A string. Its length is checked first; if it is too long, nothing else is checked. */
export const text = (max: number, error?: string) =>
  z.string().max(max, { abort: true, ...(error === undefined ? {} : { error }) })

/** A time in ISO 8601. */
export const instant = () => text(INSTANT_CHARACTERS).check(z.iso.datetime({ offset: true }))

/** A web URL. */
export const webUrl = () => text(URL_CHARACTERS).check(z.url({ protocol: /^https?$/, abort: true }))

/** A list. Its length is checked first, because zod would read every item of a list that is too long. */
export function list<S extends z.ZodType>(item: S, max: number, min = 0): z.ZodType<z.output<S>[], z.input<S>[]> {
  const sizeOf = (given: unknown) => (Array.isArray(given) ? given.length : 0)
  return sized(sizeOf, max, 'items', z.array(item).min(min).max(max))
}

/** Values by name. Their number is checked first. */
export function record<O, I>(value: z.ZodType<O, I>, max: number): z.ZodType<Record<string, O>, Record<string, I>> {
  const sizeOf = (given: unknown) => (typeof given === 'object' && given !== null ? Object.keys(given).length : 0)
  const schema = z.record(text(NAME_CHARACTERS), value).meta({ maxProperties: max })
  return sized(sizeOf, max, 'names', schema as unknown as z.ZodType<Record<string, O>, Record<string, I>>)
}

function sized<I, O>(
  sizeOf: (given: unknown) => number,
  max: number,
  what: string,
  schema: z.ZodType<O, I>,
): z.ZodType<O, I> {
  const within = (given: unknown, context: z.core.$RefinementCtx) => {
    const size = sizeOf(given)
    if (size > max) context.addIssue({ code: 'custom', message: `must have at most ${max} ${what}, not ${size}` })
    return given
  }
  return z.preprocess(within, schema) as unknown as z.ZodType<O, I>
}

const MOST_NAMED = 10
const MAX_SHOWN = 300

/** What is wrong with an input, each fault with its path; only as many as a person reads. */
export function describeFaults(issues: readonly z.core.$ZodIssue[]): string {
  const faults = issues
    .slice(0, MOST_NAMED)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ` : '') + shorten(message))
  return [...faults, ...(issues.length > MOST_NAMED ? [`and ${issues.length - MOST_NAMED} more`] : [])].join('; ')
}

const shorten = (message: string) => (message.length <= MAX_SHOWN ? message : `${message.slice(0, MAX_SHOWN)}…`)

/** Reads a long list item by item, and stops after as many faults as are shown: every fault takes memory. */
export function readEach<S extends z.ZodType>(
  schema: S,
  items: readonly unknown[],
): { values: z.output<S>[]; issues: z.core.$ZodIssue[] } {
  const values: z.output<S>[] = []
  const issues: z.core.$ZodIssue[] = []
  for (const [index, item] of items.entries()) {
    if (issues.length > MOST_NAMED) break
    const result = schema.safeParse(item)
    if (result.success) values.push(result.data)
    else issues.push(...result.error.issues.map((issue) => ({ ...issue, path: [index, ...issue.path] })))
  }
  return { values, issues }
}
