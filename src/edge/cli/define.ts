import type { Command } from 'commander'

/** What a command returns to the process. */
export interface CommandOutcome {
  exitCode: number
}

/** Adds its arguments, its options and its action to a command. */
export type Define = (command: Command, outcome: CommandOutcome) => void
