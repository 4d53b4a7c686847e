/** A command as GitHub's runner takes it from a line of the log. */
export interface RunnerCommand {
  command: string
  properties: Record<string, string>
  message: string
}

const unescapeData = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
const unescapeProperty = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')

/** Reads a line as the runner does (ActionCommand.cs): `::name key=value::text`, or the older `##[name]text` anywhere. */
export function readCommand(line: string): RunnerCommand | null {
  const [, head, text = ''] = /^\s*::(.*?)::(.*)$/s.exec(line) ?? []
  if (head === undefined) return readOldCommand(line)
  const space = head.indexOf(' ')
  const pairs = space < 0 ? [] : head.slice(space + 1).split(',')
  const properties = pairs.map((pair) => {
    const [key = '', ...value] = pair.split('=')
    return [key, unescapeProperty(value.join('='))]
  })
  return {
    command: space < 0 ? head : head.slice(0, space),
    properties: Object.fromEntries(properties),
    message: unescapeData(text),
  }
}

function readOldCommand(line: string): RunnerCommand | null {
  const [, command, message = ''] = /##\[([^\]]*)\](.*)$/s.exec(line) ?? []
  return command === undefined ? null : { command, properties: {}, message }
}
