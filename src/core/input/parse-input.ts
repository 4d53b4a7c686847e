import type { z } from 'zod'
import { HarnessError } from '../errors.ts'
import { describeFaults, readEach } from './limits.ts'

/** The hint for requests. Callers that know more about the input give their own. */
const REQUEST_HINT = 'Correct the named fields. The page /docs of the harness describes the fields of every request.'

/**
 * Validates the input of a caller, and says which field is wrong and why.
 * @param hint how to correct it
 * @throws HarnessError INVALID_REQUEST
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  what: string,
  hint: string = REQUEST_HINT,
): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw invalid(what, result.error.issues, hint)
}

/** The same for a list that may be long, item by item. */
export function parseItems<S extends z.ZodType>(
  schema: S,
  items: readonly unknown[],
  what: string,
  name: string,
  hint: string,
): z.output<S>[] {
  const { values, issues } = readEach(schema, items)
  if (issues.length === 0) return values
  throw invalid(
    what,
    issues.map((issue) => ({ ...issue, path: [name, ...issue.path] })),
    hint,
  )
}

const invalid = (what: string, issues: readonly z.core.$ZodIssue[], hint: string) =>
  new HarnessError('INVALID_REQUEST', `In ${what}: ${describeFaults(issues)}.`, hint)
