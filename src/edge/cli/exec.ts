import type { Command } from 'commander'
import type { ExecFlags } from './run-exec.ts'

/** `exec -- CMD`: a harness for as long as a command runs. */
export function addExecCommand(program: Command, outcome: { exitCode: number }): void {
  program
    .command('exec')
    .description('start a harness on a free port, run a command with FLEX_IAM_URL set, and pass its exit code on')
    .argument('<command...>', 'the command and its arguments, behind --')
    .option('--seed <file>', 'JSON file with connections and workers to begin with')
    .option('--users <file>', 'JSON list of users of the built-in IdP')
    .option('--idp-key <file>', 'RSA private key (PEM) that the built-in IdP signs with')
    .option('--db <file>', 'SQLite file (default: in memory)')
    .option('--port <number>', 'TCP port (default: a free one)')
    .option('--export-on-exit <file>', 'write connections, workers and clock there when the command has ended')
    .action(async (command: string[], flags: ExecFlags) => {
      const { execute } = await import('./run-exec.ts')
      outcome.exitCode = await execute(command, flags)
    })
}
