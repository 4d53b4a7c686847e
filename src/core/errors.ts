import { formatDuration } from './domain/duration.ts'
import type { LoginSummary } from './domain/report.ts'

export type HarnessErrorCode =
  | 'INVALID_CONFIG'
  | 'INVALID_REQUEST'
  | 'UNKNOWN_CONNECTION'
  | 'UNKNOWN_LOGIN'
  | 'UNKNOWN_WORKER'
  | 'AMBIGUOUS_WORKER'
  | 'UNREADABLE_INPUT'
  | 'LOGIN_TIMEOUT'
  | 'STORE_UNAVAILABLE'

/** A mistake of the caller, with a stable `code`. `message` says what is wrong and where, `hint` how to correct it. */
export class HarnessError extends Error {
  readonly code: HarnessErrorCode
  readonly hint: string

  constructor(code: HarnessErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HarnessError'
    this.code = code
    this.hint = hint
  }
}

/** STORE_UNAVAILABLE with a reason. `message` says where the store is; `reason` does not. */
export class StoreUnavailableError extends HarnessError {
  readonly store: string
  /** What is wrong, without file names, so that anyone may see it. */
  readonly reason: string
  /** The message of the database, for the log. */
  readonly detail: string

  constructor(store: string, reason: string, detail = reason, options?: ErrorOptions) {
    const hint =
      'Check that the folder exists, is writable and has free space, and that the file is a store of this version. Or use --db :memory:.'
    super('STORE_UNAVAILABLE', `The store ${store} cannot be used: ${detail}`, hint, options)
    this.store = store
    this.reason = reason
    this.detail = detail
  }
}

/** Why a login did not match: in words, and the expectation that it missed, if it was one. */
export interface Miss {
  because: string
  expectation: string | null
  /** What was found instead. */
  actual: string | null
}

/** A login that arrived but did not match. */
export interface MissedLogin extends Miss {
  login: LoginSummary
}

/** What a login missed, and how many of the conditions it met. */
type WeighedMiss = MissedLogin & { met: number }

/** LOGIN_TIMEOUT: no matching login arrived in time. `missed` holds the latest attempts, newest first. */
export class LoginTimeoutError extends HarnessError {
  readonly missed: MissedLogin[]
  /** The attempt that met the most conditions, the newest of those; null if none arrived. */
  readonly nearest: MissedLogin | null

  /** @param older attempts before the latest ones, which may still be the nearest */
  constructor(timeout: number, missed: readonly WeighedMiss[], older: readonly WeighedMiss[] = []) {
    const [nearest] = [...missed, ...older].sort((one, other) => other.met - one.met)
    const time = formatDuration(timeout)
    const message = nearest
      ? `No matching login arrived within ${time}. The closest is ${nearest.login.id}: ${nearest.because}.`
      : `No login arrived within ${time}.`
    super('LOGIN_TIMEOUT', message, 'See the page of each attempt: /logins/{id}.')
    this.name = 'LoginTimeoutError'
    const tell = ({ met: _, ...miss }: WeighedMiss): MissedLogin => miss
    this.missed = missed.map(tell)
    this.nearest = nearest ? tell(nearest) : null
  }
}
