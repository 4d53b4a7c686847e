import type { Command } from 'commander'
import { isAsExpected } from '../../core/domain/expectation.ts'
import { HarnessError } from '../../core/errors.ts'
import { pickMessages } from '../../core/inputs/formats.ts'
import { checkCaptured } from '../library/check-response.ts'
import { keepBundle, warnOfVersion } from './bundle-output.ts'
import { type CheckFlags, readCaptures, readFlags, recordingOf, settingsOf } from './check-input.ts'
import { printVerdicts } from './check-output.ts'
import { answerQuestions, type Questions } from './check-questions.ts'
import { addOtherConnectionFlags, connectionFlag } from './connection-flags.ts'
import { EXPECT_HELP, holdAgainst, readExpectFlags } from './expect-flags.ts'

import { FORMATS } from './formats.ts'
import { requireOther } from './write-output.ts'

interface OutputFlags extends Questions {
  format: string
  output?: string | undefined
  pick?: string | undefined
  bundle?: string | undefined
  redact?: boolean | undefined
  expect?: string[] | undefined
}

/** `check FILE|-`: the verdict on captured messages, without server and store. */
export function addCheckCommand(program: Command, outcome: { exitCode: number }): void {
  const collect = (value: string, list: string[] = []) => [...list, value]
  const command = program
    .command('check')
    .description(
      'judge captured SAMLResponses: XML, base64, form body, URL, HTML, HAR, SAML-tracer export, cURL, bundle',
    )
    .argument('<file>', 'the file, or - for standard input')
    .option('--idp-cert <file>', "the IdP's signing certificate (repeatable)", collect, [])
    .addOption(connectionFlag('idpIssuer'))
    .option('--idp-metadata <file>', "the IdP's metadata XML, instead of issuer and certificates")
    .option('--trust-embedded', 'judge by the certificate in the message and its issuer, which nobody has confirmed')
    .option('--account <AC>', 'the account SID of the tenant (legacy, preview)')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant (enhanced)')
    .option('--generation <name>', 'legacy, preview or enhanced')
    .option('--acs <url>', "accepted Destination and Recipient instead of the tenant's real one (repeatable)", collect)
    .option('--audience <uri>', "accepted Audience instead of the tenant's real one")
    .addOption(connectionFlag('signaturePolicy'))
    .addOption(connectionFlag('clockSkewSeconds'))
    .option('--now <ISO8601>', 'judge at this time (default: when it was captured, where the file says so; else now)')
    .addOption(connectionFlag('product'))
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
  addOtherConnectionFlags(command)
}

function check(
  file: string,
  flags: CheckFlags,
  { format, output, pick, bundle, redact = false, expect, ...questions }: OutputFlags,
) {
  if (redact && bundle === undefined)
    throw new HarnessError('INVALID_REQUEST', '--redact is for a bundle.', 'Name its file: --bundle OUT --redact.')
  requireOther(output, [file, bundle, ...flags.idpCert, flags.idpMetadata])
  requireOther(bundle, [file, ...flags.idpCert, flags.idpMetadata])
  const given = readFlags(flags)
  const expectations = readExpectFlags(expect)
  const captures = pickMessages(readCaptures(file), pick)
  warnOfVersion(captures)
  const verdicts = captures.map((capture) => {
    const { message, redacted } = capture
    const { login, report } = checkCaptured(message, settingsOf(capture, given), recordingOf(capture, given))
    const expected = expectations.length === 0 ? {} : { expected: holdAgainst(expectations, report) }
    return { message, redacted, login, report, ...answerQuestions(login, questions), ...expected }
  })
  if (bundle !== undefined) keepBundle(bundle, redact, verdicts)
  printVerdicts(verdicts, { file, format, output })
  const isFine = ({ report: { outcome }, expected }: (typeof verdicts)[number]) =>
    isAsExpected(expected ?? { results: [], wantsRejection: false }, outcome)
  return verdicts.every(isFine) ? 0 : 1
}
