import type { Command } from 'commander'
import { FORMATS } from './formats.ts'
import type { LoginFlags } from './run-login.ts'

/** `login`: somebody signs in at a running harness, as a browser would do it. */
export function addLoginCommand(program: Command, outcome: { exitCode: number }): void {
  program
    .command('login')
    .description('sign somebody in with the built-in IdP of a running harness, as a browser would')
    .option('--url <url>', 'the harness', 'http://localhost:8080')
    .option('--product <id>', 'the product whose hand the IdP writes in', 'plain')
    .option('--account <AC>', 'the account SID of the tenant (legacy, preview)')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant (enhanced)')
    .option('--user <file>', 'JSON object: email, fullName, roles, claims, nameId (default: the first user of the IdP)')
    .option('--fault <name>', 'what goes wrong; mint --list-faults lists it')
    .option('--relay-state <text>', 'RelayState')
    .option('--initiated-by <whom>', 'idp, or sp: begin at the login link with an AuthnRequest', 'idp')
    .option('--admin-token <token>', 'the admin token of the harness, where it has one')
    .option('--format <name>', [...FORMATS.keys()].join(', '), 'text')
    .option('-o, --output <file>', 'write the report there instead of to standard output')
    .action(async (flags: LoginFlags) => {
      const { login } = await import('./run-login.ts')
      outcome.exitCode = await login(flags)
    })
}
