import { closeSync, openSync, readSync } from 'node:fs'
import { HarnessError } from '../errors.ts'

/** The largest file that is read; the message inside has its own, smaller limit. */
const MAX_INPUT_BYTES = 32 * 1024 * 1024

/**
 * The bytes of a file, or of standard input where it is called `-`. Some files never end, so no more is read than counts.
 * @throws HarnessError UNREADABLE_INPUT
 */
export function readInput(path: string): Buffer {
  const name = path === '-' ? 'Standard input' : path
  try {
    const content = readAtMost(path, MAX_INPUT_BYTES)
    if (content !== null) return content
  } catch (cause) {
    const message = `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new HarnessError('UNREADABLE_INPUT', message, 'Check the name and the permissions of the file.', { cause })
  }
  const message = `${name} has more than ${MAX_INPUT_BYTES} bytes.`
  throw new HarnessError('UNREADABLE_INPUT', message, 'Give a file with less around the message.')
}

const CHUNK_BYTES = 1024 * 1024

/** The content, or null where there is more. */
function readAtMost(path: string, limit: number): Buffer | null {
  const file = path === '-' ? 0 : openSync(path, 'r')
  try {
    const chunks: Buffer[] = []
    for (let size = 0; size <= limit; ) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
      const length = readSync(file, chunk)
      if (length === 0) return Buffer.concat(chunks)
      chunks.push(chunk.subarray(0, length))
      size += length
    }
    return null
  } finally {
    if (file !== 0) closeSync(file)
  }
}
