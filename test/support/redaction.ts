import type { Report } from '../../src/index.ts'
import { type Bundle, readBundle } from '../../src/inputs/bundle.ts'
import type { CheckSettings } from '../../src/login/check-response.ts'
import { readRecorded } from '../../src/login/check-response.ts'
import { judgeAgain, readAgain } from '../../src/login/recorded-login.ts'
import { writeRedactedBundle } from '../../src/login/redaction/redacted-bundle.ts'
import { USUAL_RECORDING } from './fixture-cases.ts'

/** A login before and after it was redacted, and the Report of each. */
export interface Redacted {
  original: Report
  text: string
  header: string
  xml: string
  bundle: Bundle
  report: Report
}

/** Redacts a message and judges what comes of it. */
export function redact(settings: CheckSettings, recording: Partial<Bundle['recording']>): Redacted {
  const login = readRecorded({ ...USUAL_RECORDING, ...recording }, settings, new Date(0))
  const original = judgeAgain(readAgain(login), '0.0.0')
  const text = writeRedactedBundle(login, original)
  const bundle = readBundle(text, () => '')
  return {
    original,
    text,
    header: text.slice(0, text.indexOf('\n\n')),
    xml: Buffer.from(bundle.samlResponse, 'base64').toString('utf8'),
    bundle,
    report: judgeAgain(readAgain(readRecorded(bundle.recording, bundle.settings, new Date(0))), '0.0.0'),
  }
}
