import type { Report } from '../../domain/report.ts'
import type { RecordedLogin } from '../../judge/recorded-login.ts'
import { readCertificate } from '../../saml/certificate.ts'
import { failedOf, type Line, writeLogin } from '../write-bundle.ts'
import { redactLogin } from './redact-login.ts'

/**
 * Writes a login as a bundle that may be shared with anyone. Its signatures cannot be valid, so it states the original
 * verdict, and says what was removed.
 */
export function writeRedactedBundle(original: RecordedLogin, report: Report): string {
  const { login, removed } = redactLogin(original, report)
  const total = removed.reduce((sum, [, count]) => sum + count, 0)
  const kinds = removed.map(([what, count]) => `${count} ${what}`).join(', ')
  const configured = original.settings.connection?.certificates.map((each) => readCertificate(each).sha256) ?? []
  const signing = report.signatures.flatMap(({ certificate }) => certificate?.sha256 ?? [])
  const lines: Line[] = [
    ['version', report.judged.version],
    ['redacted', 'true'],
    ['stated-outcome', report.outcome],
    ['stated-fail', failedOf(report)],
    ['removed', `${total} values: ${kinds || 'none'}`],
    ...[...new Set(configured)].map((sha256): Line => ['configured-certificate', sha256]),
    ...[...new Set(signing)].map((sha256): Line => ['signing-certificate', sha256]),
  ]
  return writeLogin(login, lines)
}
