import { z } from 'zod'
import type { WorkerAttributes } from '../domain/worker.ts'
import { MAX_ATTRIBUTES_CHARACTERS } from '../flex/merge.ts'

const TOO_LONG = `must have at most ${MAX_ATTRIBUTES_CHARACTERS} characters of JSON`
/** The shortest attribute is `"":0,`. */
const MAX_NAMES = Math.floor(MAX_ATTRIBUTES_CHARACTERS / 5)

/** Worker attributes from a caller: a JSON object of at most 4,096 characters, with any names. */
export const workerAttributes = z
  .custom<WorkerAttributes>(isWithin, { error: TOO_LONG, abort: true })
  .refine((given) => asJson(given)?.startsWith('{'), { error: 'must be a JSON object', abort: true })
  .meta({ type: 'object', maxProperties: MAX_NAMES })
  .refine((given) => (asJson(given)?.length ?? 0) <= MAX_ATTRIBUTES_CHARACTERS, TOO_LONG)
  .transform((given): WorkerAttributes => JSON.parse(asJson(given) ?? '{}'))

/** Whether a value may fit into this many characters of JSON. It stops reading once it cannot. */
function isWithin(given: unknown): boolean {
  return left(given, MAX_ATTRIBUTES_CHARACTERS) >= 0
}

/** How many of the characters are left after a value, which has at least one. */
function left(value: unknown, characters: number): number {
  if (typeof value === 'string') return characters - value.length
  if (typeof value !== 'object' || value === null) return characters - 1
  let rest = characters - 1
  for (const name in value) {
    if (rest < 0) return rest
    const named = Array.isArray(value) ? 0 : name.length
    rest = left((value as Record<string, unknown>)[name], rest - named)
  }
  return rest
}

function asJson(given: unknown): string | undefined {
  try {
    return JSON.stringify(given)
  } catch {
    return undefined
  }
}
