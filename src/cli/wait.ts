import type { Command } from 'commander'
import type { WaitFlags } from './run-wait.ts'

/** `wait`: until a login comes that fits, or the time is up. */
export function addWaitCommand(program: Command, outcome: { exitCode: number }): void {
  const collect = (value: string, list: string[] = []) => [...list, value]
  program
    .command('wait')
    .description('wait until a login at a running harness fits; every option has a twin in the environment, FLEX_IAM_…')
    .option('--url <url>', 'the harness (default http://localhost:8080)')
    .option('--worker <name>', 'the NameID, in any case')
    .option('--email <address>', 'the e-mail address, in any case')
    .option('--account <AC>', 'the account SID of the tenant')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant')
    .option('--outcome <name>', 'accepted or rejected')
    .option('--product <id>', 'the IdP product')
    .option(
      '--expect <file>',
      "what must hold of it: a file, or a line such as 'roles contains agent' (repeatable)",
      collect,
    )
    .option('--timeout <duration>', 'how long, such as 500ms, 60s or 5m (default 60s)')
    .option('--after <cursor>', 'only later ones: next of an earlier answer, or the id of an attempt')
    .option('--admin-token <token>', 'the token of a harness on another machine')
    .option('--format <name>', 'text, json, junit or github (default text)')
    .option('-o, --output <file>', 'write the result there instead of to standard output')
    .action(async (flags: WaitFlags) => {
      const { wait } = await import('./run-wait.ts')
      outcome.exitCode = await wait(flags)
    })
}
