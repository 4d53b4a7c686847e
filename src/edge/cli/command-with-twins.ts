import { Command, type Option } from 'commander'

/** Flags without an environment variable: FLEX_IAM_DB is the database of `serve`, and `exec` has its own harness. */
const WITHOUT_TWIN = new Set(['exec --db', 'serve --demo', 'serve --once'])

/** A command whose flags can also be set by environment variables: --admin-token is FLEX_IAM_ADMIN_TOKEN. */
export class CommandWithTwins extends Command {
  override createCommand(name: string): CommandWithTwins {
    return new CommandWithTwins(name)
  }

  override addOption(option: Option): this {
    const twin = `FLEX_IAM_${option.name().replaceAll('-', '_').toUpperCase()}`
    const hasTwin = this.parent !== null && !WITHOUT_TWIN.has(`${this.name()} ${option.long}`)
    return super.addOption(hasTwin && !isUnset(option, process.env[twin]) ? option.env(twin) : option)
  }
}

/** Commander uses every variable that exists. Here an empty one counts as unset, and 0 or false does not turn anything on. */
function isUnset(option: Option, text: string | undefined): boolean {
  return text === '' || (option.isBoolean() && (text === '0' || text === 'false'))
}
