import { HarnessError } from '../../core/errors.ts'
import { checkReplaceable, replaceFile } from './replace-file.ts'

/**
 * Writes a text to a file, which it replaces as a whole or not at all, or to standard output where none is named.
 * @throws HarnessError INVALID_REQUEST for a file that cannot be written
 */
export function writeOutput(text: string, output: string | undefined): void {
  if (output === undefined) process.stdout.write(text)
  else explainFailure(output, () => replaceFile(output, text))
}

/**
 * Says early that a file cannot be written, without touching it.
 * @throws HarnessError INVALID_REQUEST
 */
export const requireWritable = (output: string): void => explainFailure(output, () => checkReplaceable(output))

function explainFailure(output: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException
    const hint = HINTS[code ?? ''] ?? 'Check the folder and its permissions.'
    throw new HarnessError('INVALID_REQUEST', `${output} cannot be written: ${message}`, hint, { cause })
  }
}

const HINTS: Record<string, string> = {
  EBUSY: 'A file that is mounted by itself cannot be replaced: mount its folder.',
  ENOSPC: 'Make room on the disk.',
}
