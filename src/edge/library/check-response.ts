import type { Report } from '../../core/domain/report.ts'
import type { CapturedMessage } from '../../core/inputs/captured-message.ts'
import { type CheckSettings, checkMessage, readCase, readRecorded } from '../../core/judge/check-response.ts'
import type { Recording } from '../../core/judge/recorded-login.ts'
import { type ReadLogin, rejudge, reread } from '../../core/judge/recorded-login.ts'
import { VERSION } from '../../version.ts'

/** See `checkResponse`. */
export type CheckResponseSettings = CheckSettings

/**
 * Judges one SAMLResponse as a harness would, without a server or a store.
 * @param samlResponse the base64 form field
 * @param settings the tenant (`account` AC… or `connection` JQ…), the IdP's issuer and certificates, and further settings
 * @throws HarnessError INVALID_REQUEST or INVALID_CONFIG for invalid settings; never because of the message
 */
export async function checkResponse(samlResponse: string, settings: CheckResponseSettings): Promise<Report> {
  return checkMessage(samlResponse, settings, new Date(), VERSION)
}

/** Judges a captured message as it was sent: with all its fields, its binding, and the recorded facts if there are any. */
export function checkCaptured(
  { fields, binding }: Pick<CapturedMessage, 'fields' | 'binding'>,
  settings: CheckResponseSettings,
  recording: Recording | null = null,
): { login: ReadLogin; report: Report } {
  const now = new Date()
  const login = recording
    ? reread(readRecorded(recording, settings, now))
    : { id: null, ...readCase(fields, binding === 'post' ? 'POST' : 'GET', settings, now) }
  return { login, report: rejudge(login, VERSION) }
}
