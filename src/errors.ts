export type HarnessErrorCode =
  | 'INVALID_CONFIG'
  | 'INVALID_REQUEST'
  | 'UNKNOWN_CONNECTION'
  | 'UNKNOWN_LOGIN'
  | 'UNKNOWN_WORKER'
  | 'AMBIGUOUS_WORKER'
  | 'UNREADABLE_INPUT'
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
