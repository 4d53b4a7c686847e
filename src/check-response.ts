import type { Report } from './domain/report.ts'
import type { CapturedMessage } from './inputs/captured-message.ts'
import { type CheckSettings, checkMessage, readCase } from './login/check-response.ts'
import { type Case, judge } from './login/inspect.ts'
import { VERSION } from './version.ts'

/** See `checkResponse`. */
export type CheckResponseSettings = CheckSettings

/**
 * Judges one SAMLResponse without server and store, as the harness would.
 * @param samlResponse the base64 form field
 * @param settings the tenant (`account` AC… or `connection` JQ…), the IdP's issuer and certificates, and what else differs
 * @throws HarnessError INVALID_REQUEST or INVALID_CONFIG for settings that cannot be used; never for the message
 */
export async function checkResponse(samlResponse: string, settings: CheckResponseSettings): Promise<Report> {
  return checkMessage(samlResponse, settings, new Date(), VERSION)
}

/** A captured message as it came: all its fields, by the binding that was used, and what it is held against. */
export function caseOfCapture(
  { fields, binding }: Pick<CapturedMessage, 'fields' | 'binding'>,
  settings: CheckResponseSettings,
): Case {
  return readCase(fields, binding === 'post' ? 'POST' : 'GET', settings, new Date())
}

/** The Report of a case. */
export function judgeCase(judged: Case): Report {
  return judge(judged, VERSION).report
}
