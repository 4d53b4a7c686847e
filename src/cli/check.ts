import type { Command } from 'commander'
import { checkCaptured } from '../check-response.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import type { CapturedMessage } from '../inputs/captured-message.ts'
import { pickMessages } from '../inputs/formats.ts'
import type { RecordedLogin } from '../login/recorded-login.ts'
import { type Paint, printable, renderText } from '../report/text.ts'
import { keepBundle, warnOfVersion } from './bundle-output.ts'
import { type Capture, type CheckFlags, readCaptures, readFlags, recordingOf, settingsOf } from './check-input.ts'

interface OutputFlags {
  format: string
  pick?: string | undefined
  bundle?: string | undefined
  redact?: boolean | undefined
}

/** A judged message. */
interface Verdict {
  message: CapturedMessage
  report: Report
  login: RecordedLogin
  redacted: Capture['redacted']
}

/** Where prose may go in each format, and what goes to standard output. */
const FORMATS: Record<string, (verdicts: Verdict[]) => void> = {
  text: (verdicts) => {
    for (const [index, { report }] of verdicts.entries()) {
      const heading = headingOf(verdicts, index)
      const text = renderText(report, process.stdout.isTTY ? colour : undefined)
      process.stdout.write(`${index > 0 ? '\n' : ''}${heading === null ? '' : `${heading}\n\n`}${text}`)
    }
  },
  json: (verdicts) => {
    const reports = verdicts.map(({ report }) => report)
    process.stderr.write(
      verdicts
        .map((_, index) => headingOf(verdicts, index))
        .flatMap((line) => (line === null ? [] : [`${line}\n`]))
        .join(''),
    )
    process.stdout.write(`${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`)
  },
}

/** `check FILE|-`: the verdict on captured messages, without server and store. */
export function addCheckCommand(program: Command, outcome: { exitCode: number }): void {
  const collect = (value: string, list: string[] = []) => [...list, value]
  program
    .command('check')
    .description(
      'judge captured SAMLResponses: XML, base64, form body, URL, HTML, HAR, SAML-tracer export, cURL, bundle',
    )
    .argument('<file>', 'the file, or - for standard input')
    .option('--idp-cert <file>', "the IdP's signing certificate (repeatable)", collect, [])
    .option('--idp-issuer <id>', "the IdP's entity ID, as in Identity Provider Issuer")
    .option('--idp-metadata <file>', "the IdP's metadata XML, instead of issuer and certificates")
    .option('--account <AC>', 'the account SID of the tenant (legacy, preview)')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant (enhanced)')
    .option('--generation <name>', 'legacy, preview or enhanced')
    .option('--acs <url>', "accepted Destination and Recipient instead of the tenant's real one (repeatable)", collect)
    .option('--audience <uri>', "accepted Audience instead of the tenant's real one")
    .option('--signature-policy <name>', 'both, response, assertion or either')
    .option('--clock-skew <seconds>', 'tolerance between the clocks', (text) =>
      /^\d+$/.test(text) ? Number(text) : Number.NaN,
    )
    .option('--now <ISO8601>', 'judge at this time (default: when it was captured, where the file says so; else now)')
    .option('--product <id>', 'the IdP product')
    .option('--pick <number>', 'of several messages in the file judge this one, counted from 1')
    .option('--bundle <file>', 'write message, settings, time and verdict to this file, for check to judge again')
    .option('--redact', 'with --bundle: put stable pseudonyms in the place of names, addresses and values')
    .option('--format <name>', 'text or json', 'text')
    .action(async (file: string, { format, pick, bundle, redact, ...flags }: CheckFlags & OutputFlags) => {
      outcome.exitCode = check(file, { format, pick, bundle, redact }, flags)
    })
}

function check(file: string, { format, pick, bundle, redact = false }: OutputFlags, flags: CheckFlags): number {
  const print = FORMATS[format]
  if (print === undefined)
    throw new HarnessError('INVALID_REQUEST', `There is no format '${format}'.`, 'Use --format text or --format json.')
  if (redact && bundle === undefined)
    throw new HarnessError('INVALID_REQUEST', '--redact is for a bundle.', 'Name its file: --bundle OUT --redact.')
  const given = readFlags(flags)
  const captures = pickMessages(readCaptures(file), pick)
  warnOfVersion(captures)
  const verdicts = captures.map((capture) => ({
    message: capture.message,
    redacted: capture.redacted,
    ...checkCaptured(capture.message, settingsOf(capture, given), recordingOf(capture, given)),
  }))
  if (bundle !== undefined) keepBundle(bundle, redact, verdicts)
  print(verdicts)
  return verdicts.every(({ report }) => report.outcome === 'accepted') ? 0 : 1
}

/** Where a message was found, for people; null where the file is that message. */
function headingOf(verdicts: Verdict[], index: number): string | null {
  const { found = null, url = null, at = null } = verdicts[index]?.message ?? {}
  if (found === null && verdicts.length === 1) return null
  const number = verdicts.length > 1 ? `${index + 1} of ${verdicts.length}: ` : ''
  const target = url === null ? '' : `, to ${url.length > 120 ? `${url.slice(0, 119)}…` : url}`
  return printable(`${number}${found ?? 'the input'}${target}${at === null ? '' : `, at ${at.toISOString()}`}`)
}

const CODES = { red: 31, green: 32, yellow: 33 }
const colour: Paint = (text, name) => `\u001b[${CODES[name]}m${text}\u001b[0m`
