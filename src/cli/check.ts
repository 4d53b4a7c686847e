import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { checkCaptured } from '../check-response.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import type { CapturedMessage } from '../inputs/captured-message.ts'
import { pickMessages } from '../inputs/formats.ts'
import type { ReadLogin } from '../login/recorded-login.ts'
import type { Paint } from '../report/format.ts'
import { FORMATS } from '../report/index.ts'
import { printable } from '../report/printable.ts'
import { keepBundle, warnOfVersion } from './bundle-output.ts'
import { type Capture, type CheckFlags, readCaptures, readFlags, recordingOf, settingsOf } from './check-input.ts'
import { type Answers, answerQuestions, type Questions, renderAnswers } from './check-questions.ts'

/** A judged message. */
interface Verdict extends Answers {
  message: CapturedMessage
  report: Report
  login: ReadLogin
  redacted: Capture['redacted']
}

interface OutputFlags extends Questions {
  format: string
  output?: string
  pick?: string
  bundle?: string
  redact?: boolean
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
    .option('--what-if', 'say which smallest change of settings would have let it in (formats text and json)')
    .option('--migrate <door>', 'rehearse the move to legacy, enhanced, or a SID there (formats text and json)')
    .option('--format <name>', [...FORMATS.keys()].join(', '), 'text')
    .option('-o, --output <file>', 'write the report there instead of to standard output')
    .option('--bundle <file>', 'write message, settings, time and verdict to this file, for check to judge again')
    .option('--redact', 'with --bundle: put stable pseudonyms in the place of names, addresses and values')
    .action(
      async (
        file: string,
        { format, output, pick, bundle, redact = false, whatIf, migrate, ...flags }: CheckFlags & OutputFlags,
      ) => {
        const verdicts = judgeFile(file, pick, flags, { whatIf, migrate })
        const text = render(verdicts, format, { file, toTerminal: output === undefined })
        keepBundle(bundle, redact, verdicts)
        write(text, output)
        outcome.exitCode = verdicts.every(({ report }) => report.outcome === 'accepted') ? 0 : 1
      },
    )
}

function judgeFile(file: string, pick: string | undefined, flags: CheckFlags, questions: Questions): Verdict[] {
  const given = readFlags(flags)
  const captures = pickMessages(readCaptures(file), pick)
  warnOfVersion(captures)
  return captures.map((capture) => {
    const { message, redacted } = capture
    const { login, report } = checkCaptured(message, settingsOf(capture, given), recordingOf(capture, given))
    return { message, redacted, login, report, ...answerQuestions(login, questions) }
  })
}

function render(
  verdicts: Verdict[],
  format: string,
  { file, toTerminal }: { file: string; toTerminal: boolean },
): string {
  const renderer = FORMATS.get(format)
  if (renderer === undefined)
    throw new HarnessError(
      'INVALID_REQUEST',
      `There is no format '${format}'.`,
      `Use one of ${[...FORMATS.keys()].join(', ')}.`,
    )
  const headings = verdicts.map((_, index) => headingOf(verdicts, index))
  if (format !== 'text') for (const line of headings) if (line !== null) process.stderr.write(`${line}\n`)
  const paint = toTerminal && process.stdout.isTTY && process.stdout.hasColors() ? { paint: colour } : {}
  const reports = verdicts.map(({ report }) => report)
  const text = renderer(reports, { ...paint, headings, file: file === '-' ? null : file })
  return renderAnswers(verdicts, format, text)
}

/** Where a message was found, for people; null where the file is that message. */
function headingOf(verdicts: Verdict[], index: number): string | null {
  const { found = null, url = null, at = null } = verdicts[index]?.message ?? {}
  if (found === null && verdicts.length === 1) return null
  const number = verdicts.length > 1 ? `${index + 1} of ${verdicts.length}: ` : ''
  const target = url === null ? '' : `, to ${url.length > 120 ? `${url.slice(0, 119)}…` : url}`
  return printable(`${number}${found ?? 'the input'}${target}${at === null ? '' : `, at ${at.toISOString()}`}`)
}

function write(text: string, output: string | undefined): void {
  if (output === undefined) return void process.stdout.write(text)
  try {
    writeFileSync(output, text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Check the folder and its permissions.'
    throw new HarnessError('INVALID_REQUEST', `${output} cannot be written: ${reason}`, hint, { cause })
  }
}

const CODES = { red: 31, green: 32, yellow: 33 }
const colour: Paint = (text, name) => `\u001b[${CODES[name]}m${text}\u001b[0m`
