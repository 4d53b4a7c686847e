import { closeSync, constants, existsSync, openSync, realpathSync, statSync } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

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
  if (!isPath(file) || existsSync(file)) return
  closeSync(openSync(file, 'a', 0o600))
}

const isPath = (location: string) => location !== ':memory:' && !location.startsWith('file:')

/**
 * The URI by which SQLite reads a file that is there and writes nothing; null where there is none. Where there is a
 * write-ahead log it is read too; where there is none, SQLite would create an empty one without `immutable`.
 */
export function findReadOnlyUri(location: string): string | null {
  if (!isPath(location) || !existsSync(location)) return null
  const path = realpathSync(location)
  return `${pathToFileURL(path).href}?${existsSync(`${path}-wal`) ? 'mode=ro' : 'immutable=1'}`
}

const SMALLEST_DATABASE_BYTES = 512

/** Whether a file holds something, and less than any database. SQLite takes a single byte for nothing, and overwrites it. */
export function isTooShort(file: string): boolean {
  const { size } = statSync(file)
  return size > 0 && size < SMALLEST_DATABASE_BYTES
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
