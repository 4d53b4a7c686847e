import type { JudgedContext } from './login.ts'
import type { LoginSummary, Report } from './report.ts'

/** A posted response and everything concluded from it. */
export interface LoginAttempt {
  summary: LoginSummary
  report: Report
  /** The form field as posted, or null if there was none to store. */
  samlResponse: string | null
  /** What else the verdict depended on. */
  basis: JudgedContext
  /** Null unless a trusted key signed the message. */
  clock: IdpClock | null
}

/** The clock of an IdP minus ours, in seconds. */
export interface IdpClock {
  issuer: string
  offsetSeconds: number
}

/** An attempt as it is read back. */
export type StoredAttempt = Pick<LoginAttempt, 'report' | 'samlResponse' | 'basis'>
