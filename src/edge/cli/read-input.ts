import { HarnessError } from '../../core/errors.ts'
import { MAX_INPUT_BYTES, readAtMost } from '../read-file.ts'

/**
 * The bytes of a file, or of standard input for `-`. Some files never end, so reading stops at the limit.
 * @throws HarnessError UNREADABLE_INPUT
 */
export function readInput(path: string): Buffer {
  const name = path === '-' ? 'Standard input' : path
  try {
    const content = readAtMost(path, MAX_INPUT_BYTES)
    if (content !== null) return content
  } catch (cause) {
    const message = `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new HarnessError('UNREADABLE_INPUT', message, 'Check the name and permissions of the file.', { cause })
  }
  const message = `${name} has more than ${MAX_INPUT_BYTES} bytes.`
  throw new HarnessError('UNREADABLE_INPUT', message, 'Use a smaller file with the message.')
}
