import type { z } from 'zod'
import { HarnessError } from '../errors.ts'

const MOST_NAMED = 10

/**
 * Validates what a caller gave, and says which field is wrong and why.
 * @throws HarnessError INVALID_REQUEST
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, what: string): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const { issues } = result.error
  const faults = issues
    .slice(0, MOST_NAMED)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  if (issues.length > MOST_NAMED) faults.push(`and ${issues.length - MOST_NAMED} more`)
  throw new HarnessError(
    'INVALID_REQUEST',
    `In ${what}: ${faults.join('; ')}.`,
    'Correct the named fields; the README lists those of a connection, docs/library.md those of waitForLogin and of lists, docs/captured-response.md those of a check, docs/sign-in.md those of a sign-in, docs/workers.md those of a seed and of claims to map.',
  )
}
