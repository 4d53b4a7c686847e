import { closeSync, openSync, readSync } from 'node:fs'

/** The largest file that is read; the message inside has its own, smaller limit. */
export const MAX_INPUT_BYTES = 32 * 1024 * 1024

const CHUNK_BYTES = 1024 * 1024

/** The content of a file, or of standard input where it is called `-`; null where there is more. Some files never end. */
export function readAtMost(path: string, limit: number): Buffer | null {
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
