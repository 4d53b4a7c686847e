import { HarnessError, StoreUnavailableError } from '../core/errors.ts'

const RETRIES = 25
const PAUSE_MS = 100

const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? '')
const isDatabaseError = (error: unknown) =>
  codeOf(error).startsWith('SQLITE') || /destroyed|not open/.test(error instanceof Error ? error.message : '')

/**
 * Runs work on the database: waits while another process holds the lock, and reports errors of the database as
 * STORE_UNAVAILABLE. `conflicts` is how often work that lost a race is repeated.
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

/** The error for a database that cannot be used. */
export function unavailable(location: string, cause: unknown): StoreUnavailableError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const isNamed = message.startsWith(codeOf(cause)) // as by the system
  const detail = isNamed ? message : `${codeOf(cause)}: ${message}`
  return new StoreUnavailableError(location, reasonOf(cause), detail, { cause })
}

/** The error for a file that is not a store of this version; nothing was written to it. */
export function refused(location: string, misfit: string): HarnessError {
  const hint = 'Use a different file with --db, or delete this one if you do not need it.'
  return new HarnessError('STORE_UNAVAILABLE', `The store ${location} cannot be used: ${misfit}.`, hint)
}

/** SQLite's codes in words; longer codes start with the shorter ones. */
const REASONS = {
  SQLITE_FULL: 'its disk is full',
  SQLITE_READONLY: 'it is read-only',
  SQLITE_IOERR: 'reading or writing its file fails',
  SQLITE_CORRUPT: 'its file is damaged',
  SQLITE_NOTADB: 'its file is damaged',
  SQLITE_BUSY: 'another process has locked it',
}

function reasonOf(cause: unknown): string {
  const known = Object.entries(REASONS).find(([code]) => codeOf(cause).startsWith(code))
  return known?.[1] ?? 'the log of the harness says why'
}
