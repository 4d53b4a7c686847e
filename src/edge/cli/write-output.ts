import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { HarnessError } from '../../core/errors.ts'

import { checkReplaceable, replaceFile } from './replace-file.ts'

/**
 * Writes to a file, which is replaced as a whole or not at all, or to standard output if none is given.
 * @throws HarnessError INVALID_REQUEST for a file that cannot be written
 */
export function writeOutput(text: string, output: string | undefined): void {
  if (output === undefined) process.stdout.write(text)
  else explainFailure(output, () => replaceFile(output, text))
}

/**
 * Reports early that a file cannot be written, without touching it.
 * @throws HarnessError INVALID_REQUEST
 */
export const requireWritable = (output: string): void => explainFailure(output, () => checkReplaceable(output))

/**
 * Reports early that a file would replace one that the same command reads or writes.
 * @throws HarnessError INVALID_REQUEST
 */
export function requireOther(output: string | undefined, used: readonly (string | undefined)[]): void {
  const same = used.find((each) => output !== undefined && each !== undefined && isSameFile(output, each))
  if (same === undefined) return
  const message = `${output} cannot be written: it would overwrite ${same}, which this command uses.`
  throw new HarnessError('INVALID_REQUEST', message, 'Use another file.')
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }))
  if (a === undefined || b === undefined) return resolve(one) === resolve(other)
  return a.isFile() && a.dev === b.dev && a.ino === b.ino
}

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
  EBUSY: 'A file that is a mount point cannot be replaced. Mount its folder instead.',
  ENOSPC: 'Free some space on the disk.',
}
