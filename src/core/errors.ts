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

/** A caller's mistake, told by its stable `code`. `message` says what and where, `hint` what to do about it. */
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

/** STORE_UNAVAILABLE, where there is more to say. `message` says where the store is; `reason` does not. */
export class StoreUnavailableError extends HarnessError {
  readonly store: string
  /** What is wrong, in words that hold no names of files: for anybody. */
  readonly reason: string
  /** What the database said itself, for the log. */
  readonly detail: string

  constructor(store: string, reason: string, detail = reason, options?: ErrorOptions) {
    const hint =
      'Check that the folder exists, can be written and has room, and that the file is a store of this version; or use --db :memory:.'
    super('STORE_UNAVAILABLE', `The store ${store} cannot be used: ${detail}`, hint, options)
    this.store = store
    this.reason = reason
    this.detail = detail
  }
}

/** Why a login was not the one that was waited for: in words, and the expectation that it missed, where it was one. */
export interface Miss {
  because: string
  expectation: string | null
  /** What was found in its place. */
  actual: string | null
}

/** A login that did arrive while another one was waited for. */
export interface MissedLogin extends Miss {
  login: LoginSummary
}

/** What a login missed, and how much of what was wanted it met. */
type WeighedMiss = MissedLogin & { met: number }

/** LOGIN_TIMEOUT: no login that was waited for. `missed` holds the newest attempts, the newest first. */
export class LoginTimeoutError extends HarnessError {
  readonly missed: MissedLogin[]
  /** The one that met most of what was wanted, the newest of those; null when none arrived. */
  readonly nearest: MissedLogin | null

  /** @param older those that came before the newest and might be the nearest */
  constructor(timeout: number, missed: readonly WeighedMiss[], older: readonly WeighedMiss[] = []) {
    const [nearest] = [...missed, ...older].sort((one, other) => other.met - one.met)
    const seen = nearest
      ? `the nearest of those that arrived is ${nearest.login.id}: ${nearest.because}`
      : 'none arrived'
    const message = `No login that was waited for within ${timeout} ms; ${seen}.`
    super('LOGIN_TIMEOUT', message, 'Look at missed, or at the page of each attempt: /logins/{id}.')
    this.name = 'LoginTimeoutError'
    const tell = ({ met: _, ...miss }: WeighedMiss): MissedLogin => miss
    this.missed = missed.map(tell)
    this.nearest = nearest ? tell(nearest) : null
  }
}
