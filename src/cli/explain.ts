import type { Command } from 'commander'
import { HarnessError } from '../errors.ts'
import { findCheck, renderCheck, renderList } from '../report/catalogue.ts'

/** `explain [CHECK-ID]`: what a check asks, on whose word, and what to do; without an id, the list. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description('say what a check asks for, and why')
    .argument('[check-id]', 'the id of a finding')
    .action((id?: string) => {
      process.stdout.write(id === undefined ? renderList() : explain(id))
    })
}

function explain(id: string): string {
  const check = findCheck(id)
  if (check) return renderCheck(check)
  throw new HarnessError('INVALID_REQUEST', `There is no check '${id}'.`, 'flex-iam-mock explain lists them.')
}
