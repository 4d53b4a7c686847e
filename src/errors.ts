import type { ExpectationResult } from './domain/expectation.ts'
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

/** A login that did arrive while another one was waited for, and why it was not the one. */
export interface MissedLogin {
  login: LoginSummary
  because: string
}

/** The login that came nearest to what was waited for; `expectations` is empty where it misses a criterion already. */
export interface NearestLogin extends MissedLogin {
  expectations: ExpectationResult[]
}

/** Which logins came while one was waited for. */
export interface MissedLogins {
  /** The newest, the newest first. */
  missed: MissedLogin[]
  nearest: NearestLogin | null
  /** The cursor behind all of them, to wait on from there. */
  next: string
}

/** LOGIN_TIMEOUT: no login that was waited for. */
export class LoginTimeoutError extends HarnessError implements MissedLogins {
  readonly missed: MissedLogin[]
  readonly nearest: NearestLogin | null
  readonly next: string

  constructor(message: string, { missed, nearest, next }: MissedLogins) {
    super('LOGIN_TIMEOUT', message, 'Look at the page of the nearest attempt: /logins/{id}.')
    this.name = 'LoginTimeoutError'
    this.missed = missed
    this.nearest = nearest
    this.next = next
  }
}
