import { writeFileSync } from 'node:fs'
import { HarnessError } from '../errors.ts'

/**
 * Writes a text to a file, or to standard output where none is named.
 * @throws HarnessError INVALID_REQUEST for a file that cannot be written
 */
export function writeOutput(text: string, output: string | undefined): void {
  if (output === undefined) return void process.stdout.write(text)
  try {
    writeFileSync(output, text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Check the folder and its permissions.'
    throw new HarnessError('INVALID_REQUEST', `${output} cannot be written: ${reason}`, hint, { cause })
  }
}
