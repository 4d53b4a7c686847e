import { writeFileSync } from 'node:fs'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import type { RecordedLogin } from '../login/recorded-login.ts'
import { writeBundle } from '../login/write-bundle.ts'
import { printable } from '../report/printable.ts'
import { VERSION } from '../version.ts'

/**
 * Writes the bundle of the one message that was judged.
 * @throws HarnessError INVALID_REQUEST for several messages or a file that cannot be written
 */
export function keepBundle(file: string, verdicts: { login: RecordedLogin; report: Report }[]): void {
  const [verdict, ...more] = verdicts
  if (verdict === undefined || more.length > 0)
    throw new HarnessError('INVALID_REQUEST', `There are ${verdicts.length} messages.`, 'Choose one with --pick.')
  try {
    writeFileSync(file, writeBundle(verdict.login, verdict.report))
  } catch (cause) {
    const message = `${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new HarnessError('INVALID_REQUEST', message, 'Name another file behind --bundle.', { cause })
  }
}

/** Another version may judge otherwise, so it says that it is another one. */
export function warnOfVersion(captures: { version: string | null }[]): void {
  for (const { version } of captures) {
    if (version === null || version === VERSION) continue
    process.stderr.write(`The bundle was written by version ${printable(version)}; this is ${VERSION}.\n`)
  }
}
