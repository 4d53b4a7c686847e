import { closeSync, constants, existsSync, openSync, realpathSync, statSync } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

/** The file of a store, as it was when the store was opened. */
export interface StoreFile {
  path: string
  dev: bigint
  ino: bigint
}

/**
 * Creates a database file that does not exist yet, readable only by its owner; SQLite gives its companion files the same
 * mode. An existing file keeps its mode, and is not opened here: closing it would release this process's locks on it.
 */
export function createPrivately(file: string): void {
  if (!isPath(file) || existsSync(file)) return
  closeSync(openSync(file, 'a', 0o600))
}

const isPath = (location: string) => location !== ':memory:' && !location.startsWith('file:')

/**
 * The URI with which SQLite reads an existing file and writes nothing; null if there is no file. A write-ahead log is read
 * too; without one, `immutable` stops SQLite from creating an empty log.
 */
export function findReadOnlyUri(location: string): string | null {
  if (!isPath(location) || !existsSync(location)) return null
  const path = realpathSync(location)
  return `${pathToFileURL(path).href}?${existsSync(`${path}-wal`) ? 'mode=ro' : 'immutable=1'}`
}

const SMALLEST_DATABASE_BYTES = 512

/** Whether a file is not empty, but shorter than any database. SQLite treats a single byte as empty, and overwrites it. */
export function isTooShort(file: string): boolean {
  const { size } = statSync(file)
  return size > 0 && size < SMALLEST_DATABASE_BYTES
}

/** Identifies the file; null for a store in memory, whose path is empty. */
export function identifyFile(path: string): StoreFile | null {
  if (path === '') return null
  const { dev, ino } = statSync(path, { bigint: true })
  return { path, dev, ino }
}

/** With less space than this, a login may not fit, and SQLite's log cannot be merged into the database. */
const MIN_FREE_BYTES = 1n << 20n

/** What is wrong with the file, without its name; null if nothing is. */
export async function findFault({ path, dev, ino }: StoreFile): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(({ code }: NodeJS.ErrnoException) => code)
  if (found === 'ENOENT' || found === 'ENOTDIR') return 'its file was deleted'
  if (typeof found !== 'object') return 'its file cannot be reached'
  if (found.dev !== dev || found.ino !== ino) return 'its file was replaced'
  return findLimit(path)
}

/** A disk may be full or read-only while SQLite can still write a little to files that it has open. */
async function findLimit(path: string): Promise<string | null> {
  const isWritable = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) return 'its file is read-only'
  const { bavail, bsize, blocks } = await statfs(path, { bigint: true })
  const isCounted = blocks > 0n // some file systems do not count blocks
  return isCounted && bavail * bsize < MIN_FREE_BYTES ? 'its disk is full' : null
}
