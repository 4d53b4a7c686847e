import { closeSync, openSync, readSync } from 'node:fs'
import { HarnessError } from '../core/errors.ts'
import { refuseManyValues } from '../core/input/json-values.ts'

/** The size limit of a file. The message in it has its own, smaller limit. */
export const MAX_INPUT_BYTES = 32 * 1024 * 1024

const CHUNK_BYTES = 1024 * 1024

/** The content of a file, or of standard input for `-`. Null if it is larger than the limit, as some files never end. */
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

/**
 * Reads the text of a file and converts it with `read`.
 * @param what the kind of file, for the error: `seed`
 * @throws HarnessError UNREADABLE_INPUT, also if `read` throws; INVALID_REQUEST for a file with too many values
 */
export function readTextFile<T = string>(
  path: string,
  what: string,
  hint: string,
  read: (text: string) => T = String as never,
): T {
  try {
    return read(contentOf(path, what))
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new HarnessError('UNREADABLE_INPUT', `The ${what} file ${path} cannot be read: ${reason}`, hint, { cause })
  }
}

/**
 * The JSON object or list in a file. Its content is not validated.
 * @throws HarnessError UNREADABLE_INPUT; INVALID_REQUEST for a file with too many values
 */
export function readJsonFile<T>(path: string, what: string, kind: 'object' | 'list', hint: string): T {
  return readTextFile(path, what, hint, (text) => {
    const content: unknown = JSON.parse(text)
    if (kind === 'list' ? Array.isArray(content) : isObject(content)) return content as T
    throw new Error(`it does not contain a JSON ${kind}`)
  })
}

/** Whether something read from JSON is an object, not a list. */
export const isObject = (given: unknown) => typeof given === 'object' && given !== null && !Array.isArray(given)

function contentOf(path: string, what: string): string {
  const content = readAtMost(path, MAX_INPUT_BYTES)
  if (content === null) throw new Error(`it has more than ${MAX_INPUT_BYTES} bytes`)
  refuseManyValues(content, `The ${what} file ${path}`)
  return content.toString('utf8').replace(/^\uFEFF/, '') // a byte order mark, which Windows editors add
}
