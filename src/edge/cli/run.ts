import { type Command, CommanderError, Help } from 'commander'
import { HarnessError } from '../../core/errors.ts'
import { printable } from '../../core/report/printable.ts'
import { VERSION } from '../../version.ts'
import { CommandWithTwins } from './command-with-twins.ts'
import { COMMANDS } from './commands.ts'
import type { CommandOutcome } from './define.ts'

/** The exit code for usage errors and unreadable input. */
export const EXIT_USAGE = 2

/** Runs the command line; resolves to the exit code: 0 pass, 1 findings, 2 usage or unreadable input. */
export async function runCommandLine([node = '', main = '', ...given]: string[]): Promise<number> {
  const outcome = { exitCode: 0 }
  const args = withCommand(given)
  const program = createProgram()
  await loadCommand(program, args[0] === 'help' ? args[1] : args[0], outcome)
  try {
    await program.parseAsync([node, main, ...args])
    return outcome.exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE
    if (!(error instanceof HarnessError)) throw error
    process.stderr.write(`flex-iam-mock: ${printable(error.message)}\n${printable(error.hint)}\n`)
    return EXIT_USAGE
  }
}

const DEFAULT_COMMAND = 'serve'
const OF_PROGRAM = ['-h', '--help', '-V', '--version']

/** Options without a command belong to `serve`. A word that is not a command is a mistake, which Commander reports. */
function withCommand(args: string[]): string[] {
  const [first = '-'] = args
  return first.startsWith('-') && !OF_PROGRAM.includes(first) ? [DEFAULT_COMMAND, ...args] : args
}

const ABOUT_DEFAULT = `
Without a command, serve is run: flex-iam-mock --port 9000 is flex-iam-mock serve --port 9000.
flex-iam-mock <command> --help shows the options of a command, their environment variables, and an example.`

/** The program and the names of its commands, which is all that the list of commands needs. */
function createProgram(): Command {
  const program = new CommandWithTwins('flex-iam-mock')
    .description('A SAML 2.0 service-provider test harness that stands in for Twilio Flex single sign-on.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`flex-iam-mock: ${describeMistake(text)}\n`) })
    .configureHelp({ subcommandTerm })
    .showHelpAfterError('flex-iam-mock --help lists the commands and options.')
    .addHelpText('after', ABOUT_DEFAULT)
  for (const { name, about } of COMMANDS) {
    const hint = `flex-iam-mock ${name} --help lists the options and shows an example.`
    program.command(name).description(about).showHelpAfterError(hint)
  }
  return program
}

/** The error messages of Commander and their replacements: the flag as typed, and what is wrong with it. */
const WORDING: [RegExp, string][] = [
  [/^error: /, ''],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*' argument ('.*') is invalid\./s, '$1 $2'],
  [/^option '[^']*' value ('.*') from env '(\w+)' is invalid\./s, '$2 $1'],
  [/ Allowed choices are /, ' is not a known value. Use one of '],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*' argument missing$/, '$1 needs a value.'],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*'(?= cannot be used)/, '$1'],
  [/ with option '(?:-\w, )?(--[\w-]+)[^']*'$/, ' with $1'],
  [/environment variable '(\w+)'/g, '$1'],
  [/\n\(Did you mean (.+)\?\)$/s, '. Did you mean $1?'],
  [/(?<![.?])$/, '.'],
]

const describeMistake = (text: string): string =>
  printable(WORDING.reduce((message, [pattern, wording]) => message.replace(pattern, wording), text.trimEnd()))

function subcommandTerm(this: Help, command: Command): string {
  const entry = COMMANDS.find(({ name }) => name === command.name())
  if (entry === undefined) return Help.prototype.subcommandTerm.call(this, command)
  return `${entry.name} [options] ${entry.takes}`.trimEnd()
}

/** Loads only the file of one command. */
async function loadCommand(program: Command, name: string | undefined, outcome: CommandOutcome): Promise<void> {
  const entry = COMMANDS.find((each) => each.name === name)
  const command = program.commands.find((each) => each.name() === name)
  if (entry === undefined || command === undefined) return
  const { define } = await entry.load()
  define(command, outcome)
  command.addHelpText('after', `\nExample:\n  ${entry.example}`)
}
