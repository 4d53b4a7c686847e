import { z } from 'zod'
import type { WorkerAttributes } from '../domain/worker.ts'
import { MAX_ATTRIBUTES_CHARACTERS } from '../flex/merge.ts'

/** Worker attributes of a caller: a JSON object of at most 4,096 characters, taken as it is, whatever its names are. */
export const workerAttributes = z
  .custom<WorkerAttributes>((given) => asJson(given)?.startsWith('{'), 'must be a JSON object')
  .meta({ type: 'object' })
  .refine((given) => (asJson(given)?.length ?? 0) <= MAX_ATTRIBUTES_CHARACTERS, {
    error: `must have at most ${MAX_ATTRIBUTES_CHARACTERS} characters of JSON`,
  })
  .transform((given): WorkerAttributes => JSON.parse(asJson(given) ?? '{}'))

function asJson(given: unknown): string | undefined {
  try {
    return JSON.stringify(given)
  } catch {
    return undefined
  }
}
