import { makeInputs } from '../inputs.js'
import { INVOCATIONS } from '../invocations.js'
import { commandOf, runCommand } from '../run-command.js'

/** The commands listed by the main help. */
const commandsIn = (help) => [...help.matchAll(/^ {2}([a-z]+)(?= |$)/gm)].map(([, name]) => name)

const extrasOf = ({ env, stdin, before }) => ({
  ...(env && { env }),
  ...(stdin && { stdin }),
  ...(before && { before }),
})

/** (v) The help of every command, and the output, files and exit codes of usual and mistaken invocations. */
export async function record({ checkout, fixtures }) {
  const command = commandOf(checkout)
  const inputs = makeInputs(fixtures)
  const run = (invocation) => runCommand(command, inputs, invocation)
  const help = await run({ args: ['--help'] })
  const records = [{ id: '--help', ...help }]
  const helps = commandsIn(help.stdout).map((name) => ({ line: `${name} --help`, args: [name, '--help'] }))
  for (const [index, invocation] of [...helps, ...INVOCATIONS].entries()) {
    const { line, args, stdin } = invocation
    const result = await run({ ...invocation, seed: line, input: stdin === undefined ? '' : inputs[stdin] })
    const id = `${args.join(' ')} ${JSON.stringify(extrasOf(invocation))}`
    records.push({ id: index < helps.length ? line : id, ...result })
  }
  return records
}
