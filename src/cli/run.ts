import { Command, CommanderError } from 'commander'
import { HarnessError } from '../errors.ts'
import { printable } from '../report/printable.ts'
import { VERSION } from '../version.ts'
import { addCheckCommand } from './check.ts'
import { addDiffCommand } from './diff.ts'
import { addExplainCommand } from './explain.ts'
import { addLoginCommand } from './login.ts'
import { addMintCommand } from './mint.ts'
import { addServeCommand } from './serve.ts'
import { addWaitCommand } from './wait.ts'

/** Usage or unreadable input. */
export const EXIT_USAGE = 2

/** Runs the command line; resolves to the exit code: 0 pass, 1 findings, 2 usage or unreadable input, 3 timeout. */
export async function runCommandLine(argv: string[]): Promise<number> {
  const outcome = { exitCode: 0 }
  const program = new Command('flex-iam-mock')
    .description('A SAML 2.0 service-provider test harness that stands in for Twilio Flex single sign-on.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('Run with --help for the commands and options.')
  addServeCommand(program)
  addCheckCommand(program, outcome)
  addDiffCommand(program, outcome)
  addExplainCommand(program)
  addMintCommand(program)
  addLoginCommand(program, outcome)
  addWaitCommand(program, outcome)
  try {
    await program.parseAsync(argv)
    return outcome.exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE
    if (!(error instanceof HarnessError)) throw error
    process.stderr.write(`flex-iam-mock: ${printable(error.message)}\n${printable(error.hint)}\n`)
    return EXIT_USAGE
  }
}
