import type { Command } from 'commander'
import { EXPECT_HELP } from './expect-flags.ts'
import { FORMATS } from './formats.ts'
import type { WaitFlags } from './run-wait.ts'

/** `wait`: until a login that fits was recorded by a running harness. */
export function addWaitCommand(program: Command, outcome: { exitCode: number }): void {
  const collect = (value: string, list: string[] = []) => [...list, value]
  program
    .command('wait')
    .description('wait for a login at a running harness, and say whether it is what was expected')
    .option('--url <url>', 'the harness', 'http://localhost:8080')
    .option('--worker <name>', 'the NameID')
    .option('--email <address>', 'the e-mail claim')
    .option('--account <AC>', 'the account SID of the tenant')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant')
    .option('--product <id>', 'the IdP product')
    .option('--outcome <name>', 'accepted or rejected')
    .option('--expect <line or file>', EXPECT_HELP, collect)
    .option('--after <cursor>', 'only logins after this one: the id of an attempt, or a cursor')
    .option('--timeout <duration>', 'how long: 500ms, 30s, 2m', '60s')
    .option('--admin-token <token>', 'the admin token of the harness, where it has one')
    .option('--format <name>', [...FORMATS.keys()].filter((name) => name !== 'html').join(', '), 'text')
    .option('-o, --output <file>', 'write the report there instead of to standard output')
    .action(async (flags: WaitFlags) => {
      const { wait } = await import('./run-wait.ts')
      outcome.exitCode = await wait(flags)
    })
}
