import { Command, CommanderError, Help, type Option } from 'commander'
import { HarnessError } from '../../core/errors.ts'
import { printable } from '../../core/report/printable.ts'
import { VERSION } from '../../version.ts'
import { COMMANDS } from './commands.ts'
import type { Outcome } from './define.ts'

/** Usage or unreadable input. */
export const EXIT_USAGE = 2

/** Runs the command line; resolves to the exit code: 0 pass, 1 findings, 2 usage or unreadable input. */
export async function runCommandLine(argv: string[]): Promise<number> {
  const outcome = { exitCode: 0 }
  const program = createProgram()
  await loadCommand(program, argv.slice(2), outcome)
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

const DEFAULT_COMMAND = 'serve'

/** The program and its commands by name, which is all that the list of commands needs. */
function createProgram(): Command {
  const program = new Command('flex-iam-mock')
    .description('A SAML 2.0 service-provider test harness that stands in for Twilio Flex single sign-on.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('Run with --help for the commands and options.')
    .configureHelp({ subcommandTerm })
  for (const { name, about } of COMMANDS)
    program.command(name, { isDefault: name === DEFAULT_COMMAND }).description(about)
  return program
}

function subcommandTerm(this: Help, command: Command): string {
  const entry = COMMANDS.find(({ name }) => name === command.name())
  if (entry === undefined) return Help.prototype.subcommandTerm.call(this, command)
  return `${entry.name} [options] ${entry.takes}`.trimEnd()
}

/** Loads the file of the command that the arguments name, and no other. */
async function loadCommand(program: Command, args: readonly string[], outcome: Outcome): Promise<void> {
  const name = nameIn(args)
  const entry = COMMANDS.find((each) => each.name === name)
  const command = program.commands.find((each) => each.name() === name)
  if (entry === undefined || command === undefined) return
  const { define } = await entry.load()
  define(command, outcome)
  if (name !== DEFAULT_COMMAND) readTwins(command) // serve reads its own
}

const WITHOUT_COMMAND = ['-h', '--help', '-V', '--version']

/** The command that the arguments name, or the default one. */
function nameIn([first = DEFAULT_COMMAND, second]: readonly string[]): string | undefined {
  if (first === 'help') return second
  if (WITHOUT_COMMAND.includes(first)) return undefined
  return COMMANDS.some(({ name }) => name === first) ? first : DEFAULT_COMMAND
}

const twinOf = (option: Option) => `FLEX_IAM_${option.name().replaceAll('-', '_').toUpperCase()}`

/** Flags without a twin: FLEX_IAM_DB is the database of `serve`, and `exec` has a harness of its own. */
const WITHOUT_TWIN = new Set(['exec --db'])

/** Every other flag has a twin in the environment: --admin-token is FLEX_IAM_ADMIN_TOKEN. */
function readTwins(command: Command): void {
  const options = command.options.filter(({ long }) => !WITHOUT_TWIN.has(`${command.name()} ${long}`))
  for (const option of options) option.env(twinOf(option)) // for its help
  command.hook('preAction', () => {
    for (const option of options) takeTwin(command, option)
  })
}

/** What a flag does not say its twin does; an empty one is one that is not set. */
function takeTwin(command: Command, option: Option): void {
  const [name, text] = [option.attributeName(), process.env[twinOf(option)]]
  if (!text || command.getOptionValueSource(name) === 'cli') return
  const value = option.isBoolean() ? text !== '0' && text !== 'false' : text
  const isParsed = typeof value === 'string' && option.parseArg !== undefined
  command.setOptionValueWithSource(name, isParsed ? option.parseArg?.(value, undefined) : value, 'env')
}
