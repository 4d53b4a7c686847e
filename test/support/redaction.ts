import { type Bundle, readBundle } from '../../src/core/bundle/bundle.ts'
import { writeRedactedBundle } from '../../src/core/bundle/redaction/redacted-bundle.ts'
import type { CheckSettings } from '../../src/core/judge/check-response.ts'
import { readRecorded } from '../../src/core/judge/check-response.ts'
import { rejudge, reread } from '../../src/core/judge/recorded-login.ts'
import type { Report } from '../../src/index.ts'
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
  const original = rejudge(reread(login), '0.0.0')
  const text = writeRedactedBundle(login, original)
  const bundle = readBundle(text, () => '')
  return {
    original,
    text,
    header: text.slice(0, text.indexOf('\n\n')),
    xml: Buffer.from(bundle.samlResponse, 'base64').toString('utf8'),
    bundle,
    report: rejudge(reread(readRecorded(bundle.recording, bundle.settings, new Date(0))), '0.0.0'),
  }
}
