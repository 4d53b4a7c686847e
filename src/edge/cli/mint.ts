import type { Command } from 'commander'
import type { MintFlags } from './run-mint.ts'
import { requireOther, writeOutput } from './write-output.ts'

/** `mint`: one signed response in a product's shape. */
export function addMintCommand(program: Command): void {
  program
    .command('mint')
    .description('write one signed response, as a product would, with a fault or without')
    .option('--product <id>', 'whose hand it is written in', 'plain')
    .option('--account <AC>', 'the account SID of the tenant (legacy, preview)')
    .option('--connection <JQ>', 'the SSO connection SID of the tenant (enhanced)')
    .option('--generation <name>', 'legacy, preview or enhanced')
    .option('--user <file>', 'JSON object: email, fullName, roles, claims, nameId')
    .option('--fault <name>', 'what goes wrong')
    .option('--list-faults', 'list what can go wrong')
    .option('--acs <url>', "Destination and Recipient (default: the tenant's real one)")
    .option('--audience <uri>', "Audience (default: the tenant's real one)")
    .option('--in-response-to <id>', 'the ID of the AuthnRequest that it answers')
    .option('--relay-state <text>', 'RelayState, in a bundle')
    .option('--now <ISO8601>', 'the time of the login (default: now)')
    .option('--key <file>', 'RSA private key (PEM) to sign with (default: a new one)')
    .option('--format <name>', 'xml, base64, or a bundle, which has all that check needs', 'xml')
    .option('-o, --output <file>', 'write it there instead of to standard output')
    .action(async (flags: MintFlags) => {
      const { listFaults, mint } = await import('./run-mint.ts') // the other commands start without what signs
      requireOther(flags.output, [flags.key, flags.user])
      writeOutput(flags.listFaults ? listFaults() : await mint(flags), flags.output)
    })
}
