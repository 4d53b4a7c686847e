import { Command, CommanderError, type Option } from 'commander'
import { HarnessError } from '../../core/errors.ts'
import { printable } from '../../core/report/printable.ts'
import { VERSION } from '../../version.ts'
import { addCheckCommand } from './check.ts'
import { addDiffCommand } from './diff.ts'
import { addExecCommand } from './exec.ts'
import { addExplainCommand } from './explain.ts'
import { addLoginCommand } from './login.ts'
import { addMintCommand } from './mint.ts'
import { addReadyzCommand } from './readyz.ts'
import { addSelftestCommand } from './selftest.ts'
import { addServeCommand } from './serve.ts'
import { addWaitCommand } from './wait.ts'

/** Usage or unreadable input. */
export const EXIT_USAGE = 2

/** Runs the command line; resolves to the exit code: 0 pass, 1 findings, 2 usage or unreadable input. */
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
  addWaitCommand(program, outcome)
  addExecCommand(program, outcome)
  addReadyzCommand(program, outcome)
  addLoginCommand(program, outcome)
  addSelftestCommand(program, outcome)
  readTwins(program)
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

const twinOf = (option: Option) => `FLEX_IAM_${option.name().replaceAll('-', '_').toUpperCase()}`

/** Flags without a twin: FLEX_IAM_DB is the database of `serve`, and `exec` has a harness of its own. */
const WITHOUT_TWIN = new Set(['exec --db'])

/** Every other flag has a twin in the environment: --admin-token is FLEX_IAM_ADMIN_TOKEN. `serve` reads its own. */
function readTwins(program: Command): void {
  for (const command of program.commands.filter((each) => each.name() !== 'serve')) {
    const options = command.options.filter(({ long }) => !WITHOUT_TWIN.has(`${command.name()} ${long}`))
    for (const option of options) option.env(twinOf(option)) // for its help
    command.hook('preAction', () => {
      for (const option of options) takeTwin(command, option)
    })
  }
}

/** What a flag does not say its twin does; an empty one is one that is not set. */
function takeTwin(command: Command, option: Option): void {
  const [name, text] = [option.attributeName(), process.env[twinOf(option)]]
  if (!text || command.getOptionValueSource(name) === 'cli') return
  const value = option.isBoolean() ? text !== '0' && text !== 'false' : text
  const isParsed = typeof value === 'string' && option.parseArg !== undefined
  command.setOptionValueWithSource(name, isParsed ? option.parseArg?.(value, undefined) : value, 'env')
}
