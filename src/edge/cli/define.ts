import type { Command } from 'commander'

/** What a command leaves for the process. */
export interface Outcome {
  exitCode: number
}

/** Adds its arguments, its options and its action to a command. */
export type Define = (command: Command, outcome: Outcome) => void
