import type { Command } from 'commander'
import type { SelftestFlags } from './run-selftest.ts'

/** `selftest`: what this installation and other judges say of good, faulty and forged responses. */
export function addSelftestCommand(program: Command, outcome: { exitCode: number }): void {
  program
    .command('selftest')
    .description(
      'try good responses, faults and attacks on this installation, and ask xml-crypto, samlify and node-xmllint too',
    )
    .option('--all', 'each fault and attack in the hand of every product and at both generations: some minutes')
    .option('--only <names>', 'only these faults and attacks, with commas between them')
    .option('--format <name>', 'text or json', 'text')
    .option('-o, --output <file>', 'write it there instead of to standard output')
    .action(async (flags: SelftestFlags) => {
      const { selftest } = await import('./run-selftest.ts') // the other commands start without the judges
      outcome.exitCode = await selftest(flags)
    })
}
