import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { checkCaptured } from '../check-response.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import type { CapturedMessage } from '../inputs/captured-message.ts'
import { pickMessages } from '../inputs/formats.ts'
import type { Paint } from '../report/format.ts'
import { FORMATS } from '../report/index.ts'
import { printable } from '../report/printable.ts'
import { type CheckFlags, readCaptures, readFlags, settingsOf } from './check-input.ts'

/** A judged message. */
interface Verdict {
  message: CapturedMessage
  report: Report
}

interface OutputFlags {
  pick?: string
  format: string
  output?: string
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
    .option('--format <name>', [...FORMATS.keys()].join(', '), 'text')
    .option('-o, --output <file>', 'write the report there instead of to standard output')
    .action(async (file: string, flags: CheckFlags & OutputFlags) => {
      outcome.exitCode = check(file, flags)
    })
}

function check(file: string, { pick, format, output, ...flags }: CheckFlags & OutputFlags): number {
  const render = FORMATS.get(format)
  if (render === undefined) {
    const hint = `Use one of ${[...FORMATS.keys()].join(', ')}.`
    throw new HarnessError('INVALID_REQUEST', `There is no format '${format}'.`, hint)
  }
  const given = readFlags(flags)
  const verdicts = pickMessages(readCaptures(file), pick).map((capture) => ({
    message: capture.message,
    report: checkCaptured(capture.message, settingsOf(capture, given)),
  }))
  const reports = verdicts.map(({ report }) => report)
  const headings = verdicts.map((_, index) => headingOf(verdicts, index))
  const isForTerminal = output === undefined && process.stdout.isTTY && process.stdout.hasColors()
  const context = { headings, file: file === '-' ? null : file, ...(isForTerminal ? { paint: colour } : {}) }
  if (format === 'json') process.stderr.write(headings.flatMap((line) => (line === null ? [] : [`${line}\n`])).join(''))
  write(render(reports, context), output)
  return reports.every(({ outcome }) => outcome === 'accepted') ? 0 : 1
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
