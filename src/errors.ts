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

/** LOGIN_TIMEOUT: no login that was waited for. `missed` holds the newest attempts, the newest first. */
export class LoginTimeoutError extends HarnessError {
  readonly missed: MissedLogin[]

  constructor(message: string, missed: MissedLogin[]) {
    super('LOGIN_TIMEOUT', message, 'Look at missed, or at the page of each attempt: /logins/{id}.')
    this.name = 'LoginTimeoutError'
    this.missed = missed
  }
}
