import { closeSync, constants, existsSync, openSync, statSync } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'

/** The file that a store lives in, as it was when the store was opened. */
export interface StoreFile {
  path: string
  dev: bigint
  ino: bigint
}

/**
 * Creates a database file that is not there yet, for its owner alone; SQLite gives what it puts beside it the same mode.
 * One that is there keeps its mode, and is not opened here: to close it would end the locks that this process has on it.
 */
export function createPrivately(file: string): void {
  if (file === ':memory:' || file.startsWith('file:') || existsSync(file)) return
  closeSync(openSync(file, 'a', 0o600))
}

/** Remembers which file it is; null for a store in memory, whose path is empty. */
export function identifyFile(path: string): StoreFile | null {
  if (path === '') return null
  const { dev, ino } = statSync(path, { bigint: true })
  return { path, dev, ino }
}

/** With less room than this a login may not fit, and SQLite's log cannot be folded into the database. */
const MIN_FREE_BYTES = 1n << 20n

/** What is wrong with the file, without its name; null when nothing is. */
export async function findFault({ path, dev, ino }: StoreFile): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(({ code }: NodeJS.ErrnoException) => code)
  if (found === 'ENOENT' || found === 'ENOTDIR') return 'its file was deleted'
  if (typeof found !== 'object') return 'its file cannot be reached'
  if (found.dev !== dev || found.ino !== ino) return 'its file was replaced by another one'
  return findLimit(path)
}

/** A disk may be full or read-only while SQLite can still write a little to files that it has open. */
async function findLimit(path: string): Promise<string | null> {
  const isWritable = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) return 'its file can only be read'
  const { bavail, bsize, blocks } = await statfs(path, { bigint: true })
  const isCounted = blocks > 0n // some file systems count no blocks
  return isCounted && bavail * bsize < MIN_FREE_BYTES ? 'its disk is full' : null
}
