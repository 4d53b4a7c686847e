import type { Bundle } from '../../../core/bundle/bundle.ts'
import { writeRedactedBundle } from '../../../core/bundle/redaction/redacted-bundle.ts'
import { writeBundle } from '../../../core/bundle/write-bundle.ts'
import type { Report } from '../../../core/domain/report.ts'
import { HarnessError } from '../../../core/errors.ts'
import type { CapturedMessage } from '../../../core/inputs/captured-message.ts'
import type { RecordedLogin } from '../../../core/judge/recorded-login.ts'
import type { Paint } from '../../../core/report/format.ts'
import { printable } from '../../../core/report/printable.ts'
import { FORMATS } from '../formats.ts'
import { chosen } from '../options.ts'
import { writeOutput } from '../write-output.ts'
import { type Answers, renderAnswers } from './questions.ts'

/** A judged message, with what else was asked about it. */
export interface Verdict extends Answers {
  message: CapturedMessage
  report: Report
}

/** Where the reports go: `output` is a file, else standard output; `file` is what was read. */
interface Destination {
  file: string
  format: string
  output: string | undefined
}

/**
 * Writes the Reports in their format. Where a message was found goes to standard error, unless the format has a place for it.
 * @throws HarnessError INVALID_REQUEST for a format that cannot contain what was asked, or a file that cannot be written
 */
export function printVerdicts(verdicts: Verdict[], { file, format, output }: Destination): void {
  if (format === 'html' && verdicts.some(({ expected }) => expected !== undefined))
    throw new HarnessError(
      'INVALID_REQUEST',
      '--format html cannot be used with --expect.',
      'Use --expect with another format.',
    )
  const headings = verdicts.map((_, index) => headingOf(verdicts, index))
  if (format !== 'text') for (const line of headings) if (line !== null) process.stderr.write(`${line}\n`)
  const isPainted = output === undefined && process.stdout.isTTY && process.stdout.hasColors()
  const expected = verdicts.flatMap((verdict) => verdict.expected ?? [])
  const context = { ...(isPainted ? { paint: colour } : {}), headings, file: file === '-' ? null : file, expected }
  const reports = verdicts.map(({ report }) => report)
  writeOutput(renderAnswers(verdicts, format, chosen(FORMATS, format)(reports, context)), output)
}

/** Where a message was found, for people; null if the file is that message. */
function headingOf(verdicts: Verdict[], index: number): string | null {
  const { found = null, url = null, at = null } = verdicts[index]?.message ?? {}
  if (found === null && verdicts.length === 1) return null
  const number = verdicts.length > 1 ? `${index + 1} of ${verdicts.length}: ` : ''
  const target = url === null ? '' : `, to ${url.length > 120 ? `${url.slice(0, 119)}…` : url}`
  return printable(`${number}${found ?? 'the input'}${target}${at === null ? '' : `, at ${at.toISOString()}`}`)
}

const CODES = { red: 31, green: 32, yellow: 33 }
const colour: Paint = (text, name) => `\u001b[${CODES[name]}m${text}\u001b[0m`

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
    throw new HarnessError(
      'INVALID_REQUEST',
      `The file contains ${verdicts.length} messages.`,
      'Choose one with --pick.',
    )
  if (verdict.redacted) throw new HarnessError('INVALID_REQUEST', 'The bundle is already redacted.', 'Copy the file.')
  const write = redact ? writeRedactedBundle : writeBundle
  writeOutput(write(verdict.login, verdict.report), file)
}
