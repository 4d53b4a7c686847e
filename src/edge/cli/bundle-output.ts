import type { Bundle } from '../../core/bundle/bundle.ts'
import { writeRedactedBundle } from '../../core/bundle/redaction/redacted-bundle.ts'
import { writeBundle } from '../../core/bundle/write-bundle.ts'
import type { Report } from '../../core/domain/report.ts'
import { HarnessError } from '../../core/errors.ts'
import type { RecordedLogin } from '../../core/judge/recorded-login.ts'
import { printable } from '../../core/report/printable.ts'
import { VERSION } from '../../version.ts'
import { writeOutput } from './write-output.ts'

interface Judged {
  login: RecordedLogin
  report: Report
  redacted: Bundle['redacted']
}

/**
 * Writes the bundle of the one message that was judged.
 * @throws HarnessError INVALID_REQUEST for several messages or a file that cannot be written
 */
export function keepBundle(file: string, redact: boolean, verdicts: Judged[]): void {
  const [verdict, ...more] = verdicts
  if (verdict === undefined || more.length > 0)
    throw new HarnessError('INVALID_REQUEST', `There are ${verdicts.length} messages.`, 'Choose one with --pick.')
  if (verdict.redacted)
    throw new HarnessError('INVALID_REQUEST', 'The bundle is a redacted one already.', 'Copy the file.')
  const write = redact ? writeRedactedBundle : writeBundle
  writeOutput(write(verdict.login, verdict.report), file)
}

/** Another version may judge otherwise, so it says that it is another one. */
export function warnOfVersion(captures: { version: string | null }[]): void {
  for (const { version } of captures) {
    if (version === null || version === VERSION) continue
    process.stderr.write(`The bundle was written by version ${printable(version)}; this is ${VERSION}.\n`)
  }
}
