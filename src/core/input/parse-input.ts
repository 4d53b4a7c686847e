import type { z } from 'zod'
import { HarnessError } from '../errors.ts'
import { describeFaults, readEach } from './limits.ts'

/**
 * Validates what a caller gave, and says which field is wrong and why.
 * @throws HarnessError INVALID_REQUEST
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, what: string): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw invalid(what, result.error.issues)
}

/** The same for a list that may be long, item by item. */
export function parseItems<S extends z.ZodType>(
  schema: S,
  items: readonly unknown[],
  what: string,
  name: string,
): z.output<S>[] {
  const { values, issues } = readEach(schema, items)
  if (issues.length === 0) return values
  throw invalid(
    what,
    issues.map((issue) => ({ ...issue, path: [name, ...issue.path] })),
  )
}

function invalid(what: string, issues: readonly z.core.$ZodIssue[]): HarnessError {
  return new HarnessError(
    'INVALID_REQUEST',
    `In ${what}: ${describeFaults(issues)}.`,
    'Correct the named fields; the README lists those of a connection, docs/library.md those of waitForLogin and of lists, docs/captured-response.md those of a check, docs/sign-in.md those of a sign-in, docs/workers.md those of a seed and of claims to map.',
  )
}
