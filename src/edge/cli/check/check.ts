import { isAsExpected } from '../../../core/domain/expectation.ts'
import { HarnessError } from '../../../core/errors.ts'
import { pickMessages } from '../../../core/inputs/formats.ts'
import { namesTenant } from '../../../core/judge/given-settings.ts'
import { checkCaptured } from '../../library/check-response.ts'
import type { Define } from '../define.ts'
import { EXPECT_HELP, holdAgainst, readExpectFlags } from '../expect.ts'
import { FORMATS } from '../formats.ts'
import { type CheckFlags, readCaptures, readFlags, settingsFor, warnOfVersion } from './input.ts'
import { keepBundle, printVerdicts } from './output.ts'
import { answerQuestions, type Questions } from './questions.ts'

interface OutputFlags extends Questions {
  format: string
  output?: string | undefined
  pick?: string | undefined
  bundle?: string | undefined
  redact?: boolean | undefined
  expect?: string[] | undefined
}

/** `check FILE|-`: the verdict on captured messages, without server and store. */
export const define: Define = (command, outcome) => {
  const collect = (value: string, list: string[] = []) => [...list, value]
  command
    .argument('<file>', 'the file, or - for standard input')
    .option('--idp-cert <file>', "the IdP's signing certificate (repeatable)", collect, [])
    .option('--idp-issuer <id>', "the IdP's entity ID, as in Identity Provider Issuer")
    .option('--idp-metadata <file>', "the IdP's metadata XML, instead of issuer and certificates")
    .option('--trust-embedded', 'judge by the certificate in the message and its issuer, which nobody has confirmed')
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
    .option('--expect <line or file>', EXPECT_HELP, collect)
    .option('--format <name>', [...FORMATS.keys()].join(', '), 'text')
    .option('-o, --output <file>', 'write the report there instead of to standard output')
    .option('--bundle <file>', 'write message, settings, time and verdict to this file, for check to judge again')
    .option('--redact', 'with --bundle: put stable pseudonyms in the place of names, addresses and values')
    .action(async (file: string, flags: CheckFlags & OutputFlags) => {
      const { format, output, pick, bundle, redact, whatIf, migrate, expect, ...settings } = flags
      outcome.exitCode = check(file, settings, { format, output, pick, bundle, redact, whatIf, migrate, expect })
    })
}

function check(
  file: string,
  flags: CheckFlags,
  { format, output, pick, bundle, redact = false, expect, ...questions }: OutputFlags,
) {
  if (redact && bundle === undefined)
    throw new HarnessError('INVALID_REQUEST', '--redact is for a bundle.', 'Name its file: --bundle OUT --redact.')
  const given = readFlags(flags)
  const expectations = readExpectFlags(expect)
  const captures = pickMessages(readCaptures(file), pick)
  warnOfVersion(captures)
  const verdicts = captures.map((capture) => {
    const { message, redacted } = capture
    const { login, report } = checkCaptured(
      message,
      settingsFor(capture, given),
      namesTenant(given) ? null : capture.recording,
    )
    const expected = expectations.length === 0 ? {} : { expected: holdAgainst(expectations, report) }
    return { message, redacted, login, report, ...answerQuestions(login, questions), ...expected }
  })
  if (bundle !== undefined) keepBundle(bundle, redact, verdicts)
  printVerdicts(verdicts, { file, format, output })
  const isFine = ({ report: { outcome }, expected }: (typeof verdicts)[number]) =>
    isAsExpected(expected ?? { results: [], wantsRejection: false }, outcome)
  return verdicts.every(isFine) ? 0 : 1
}
