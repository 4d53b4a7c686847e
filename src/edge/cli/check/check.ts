import { Option } from 'commander'
import { isAsExpected } from '../../../core/domain/expectation.ts'
import { HarnessError } from '../../../core/errors.ts'
import { pickMessages } from '../../../core/inputs/formats.ts'
import { namesTenant } from '../../../core/judge/given-settings.ts'
import { checkCaptured } from '../../library/check-response.ts'
import { addOtherConnectionFlags } from '../connection-flags.ts'
import type { Define } from '../define.ts'
import { EXPECT_HELP, holdAgainst, readExpectFlags } from '../expect.ts'
import { FORMATS } from '../formats.ts'
import {
  accountOption,
  connectionOption,
  formatOption,
  generationOption,
  nowOption,
  outputOption,
  parsed,
  productOption,
  repeatable,
  signaturePolicyOption,
} from '../options.ts'
import { requireOther } from '../write-output.ts'
import { type CheckFlags, readCaptures, readFlags, settingsFor, warnOfVersion } from './input.ts'
import { keepBundle, printVerdicts } from './output.ts'
import { answerQuestions, type Questions, readDestination } from './questions.ts'

interface OutputFlags extends Questions {
  format: string
  output?: string | undefined
  pick?: string | undefined
  bundle?: string | undefined
  redact?: boolean | undefined
  expect?: string[] | undefined
}

/** `check FILE|-`: judges captured messages, without a server or store. */
export const define: Define = (command, outcome) => {
  command
    .argument('<file>', 'the file, or - for standard input')
    .option('--idp-cert <file>', 'the signing certificate of the IdP (repeatable)', repeatable)
    .option('--idp-issuer <id>', 'the entity ID of the IdP, as in Identity Provider Issuer')
    .option('--idp-metadata <file>', 'the metadata XML of the IdP, instead of issuer and certificates')
    .addOption(trustEmbeddedOption())
    .addOption(accountOption())
    .addOption(connectionOption())
    .addOption(generationOption())
    .option(
      '--acs <url>',
      "accepted Destination and Recipient instead of the tenant's real one (repeatable)",
      repeatable,
    )
    .option('--audience <uri>', "accepted Audience instead of the tenant's real one")
    .addOption(signaturePolicyOption())
    .addOption(clockSkewOption())
    .addOption(nowOption('judge at this time (default: the time of capture, if the file contains it; otherwise now)'))
    .addOption(productOption())
    .option('--pick <number>', 'the number of the message to judge, if the file contains several')
    .option('--what-if', 'print the smallest settings change that would make it pass (formats text and json)')
    .addOption(migrateOption())
    .option('--expect <line or file>', EXPECT_HELP, repeatable)
    .addOption(formatOption(FORMATS.keys()))
    .addOption(outputOption())
    .option('--bundle <file>', 'write message, settings, time and verdict to this file, which check can judge again')
    .option('--redact', 'with --bundle: replace names, addresses and values with stable pseudonyms')
    .action(async (file: string, flags: CheckFlags & OutputFlags) => {
      const { format, output, pick, bundle, redact, whatIf, migrate, expect, ...settings } = flags
      outcome.exitCode = check(file, settings, { format, output, pick, bundle, redact, whatIf, migrate, expect })
    })
  addOtherConnectionFlags(command)
}

const trustEmbeddedOption = () =>
  new Option('--trust-embedded', 'judge by the certificate and issuer in the message, which are unconfirmed').conflicts(
    ['idpCert', 'idpMetadata'],
  )

const MOST_SKEW = 86_400

const clockSkewOption = () =>
  new Option('--clock-skew <seconds>', 'tolerated clock skew').argParser(
    parsed(
      (text) => (/^\d{1,5}$/.test(text) && Number(text) <= MOST_SKEW ? Number(text) : null),
      `is not a whole number of seconds, at most ${MOST_SKEW}.`,
    ),
  )

const migrateOption = () =>
  new Option(
    '--migrate <to>',
    'rehearse the migration to legacy, enhanced, or a SID there (formats text and json)',
  ).argParser(
    parsed(readDestination, 'is not a migration target. Use legacy, enhanced, or the SID of the tenant there.'),
  )

function check(
  file: string,
  flags: CheckFlags,
  { format, output, pick, bundle, redact = false, expect, ...questions }: OutputFlags,
) {
  if (redact && bundle === undefined)
    throw new HarnessError('INVALID_REQUEST', '--redact needs --bundle.', 'Add its file: --bundle OUT --redact.')
  const { idpCert = [], idpMetadata } = flags
  requireOther(output, [file, bundle, ...idpCert, idpMetadata])
  requireOther(bundle, [file, ...idpCert, idpMetadata])
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
