import { type Command, Option } from 'commander'
import {
  CONNECTION_FIELDS,
  FIELD_NAMES,
  type FieldName,
  type FieldsWith,
  fieldOf,
} from '../../core/domain/connection-fields.ts'

type FlaggedField = FieldsWith<'flag', object>
const isFlagged = (name: FieldName): name is FlaggedField => fieldOf(name).flag !== null

/** The flag of `check` that sets a field. Its value is validated with the other settings. */
function connectionFlag(name: FlaggedField): Option {
  const { flag, kind } = CONNECTION_FIELDS[name]
  const option = new Option(`--${flag.name} <${flag.value}>`, flag.help)
  return kind === 'seconds' ? option.argParser((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN)) : option
}

/** Adds the flags of all fields that the command does not define itself. */
export function addOtherConnectionFlags(command: Command): void {
  const options = FIELD_NAMES.filter(isFlagged).map(connectionFlag)
  for (const option of options) if (!command.options.some(({ long }) => long === option.long)) command.addOption(option)
}
