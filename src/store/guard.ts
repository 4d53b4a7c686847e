import { HarnessError } from '../errors.ts'

const RETRIES = 25
const PAUSE_MS = 100

const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? '')
const isDatabaseError = (error: unknown) =>
  codeOf(error).startsWith('SQLITE') || /destroyed|not open/.test(error instanceof Error ? error.message : '')

/**
 * Does something with the database: waits while another process holds the lock, and tells what the database refuses as
 * STORE_UNAVAILABLE. `conflicts` is how often work that lost a race is done once more.
 */
export async function guard<T>(location: string, work: () => Promise<T>, conflicts = 0): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= retriesFor(error, conflicts)) throw isDatabaseError(error) ? unavailable(location, error) : error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

function retriesFor(error: unknown, conflicts: number): number {
  if (codeOf(error).startsWith('SQLITE_BUSY')) return RETRIES
  return codeOf(error).startsWith('SQLITE_CONSTRAINT') ? conflicts : 0
}

/** What to tell of a database that cannot be used. */
export function unavailable(location: string, cause: unknown): HarnessError {
  const reason = [codeOf(cause), cause instanceof Error ? cause.message : String(cause)].filter(Boolean).join(': ')
  const hint =
    'Check that the folder exists, can be written and has room, and that the file is a store of this version; or use --db :memory:.'
  return new HarnessError('STORE_UNAVAILABLE', `The store ${location} cannot be used: ${reason}`, hint, { cause })
}
