import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fchownSync,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Where output goes: a file that is replaced as a whole, or something that is written to directly. */
type Target =
  | { kind: 'file'; path: string; old: Stats | undefined }
  | { kind: 'special'; path: string }
  | { kind: 'descriptor'; number: number }

/**
 * Replaces a file as a whole or leaves it unchanged, whatever happens meanwhile. Only its owner may read the new one.
 * Anything that is not a plain file, such as a pipe or /dev/stdout, is written to directly.
 */
export function replaceFile(path: string, text: string): void {
  const target = findTarget(path)
  if (target.kind === 'file') replace(target.path, target.old, text)
  else if (target.kind === 'special') writeTo(openSync(target.path, constants.O_WRONLY | constants.O_APPEND), text)
  else writeToDescriptor(target.number, text)
}

/** Throws if a file cannot be replaced, as far as can be known without changing anything. */
export function checkReplaceable(path: string): void {
  const target = findTarget(path)
  if (target.kind === 'file') accessSync(dirname(target.path), constants.W_OK | constants.X_OK)
  if (target.kind === 'special') accessSync(target.path, constants.W_OK)
}

function findTarget(path: string): Target {
  if (path === '') throw new Error('its name is empty')
  const old = statSync(path, { throwIfNoEntry: false })
  if (old?.isDirectory() || path.endsWith('/')) throw new Error('it is a folder')
  const end = followLinks(path)
  const [, descriptor] = OWN_DESCRIPTOR.exec(end) ?? []
  if (descriptor !== undefined) return { kind: 'descriptor', number: Number(descriptor) }
  if (ANY_DESCRIPTOR.test(end) || (old && !old.isFile())) return { kind: 'special', path: end }
  if (old) accessSync(end, constants.W_OK) // not needed to replace it, but a protected file should stay
  return { kind: 'file', path: end, old }
}

const OWN_DESCRIPTOR = new RegExp(`^/(?:proc/${process.pid}|dev)/fd/(\\d+)$`)
const ANY_DESCRIPTOR = /^\/proc\/.+\/fd\/\d+$/

/** The target of symbolic links; it need not exist. An open file in /proc is a target, although it looks like a link. */
function followLinks(path: string): string {
  const end = join(realpathSync(dirname(resolve(path))), basename(path))
  const link = ANY_DESCRIPTOR.test(end) ? null : linkAt(end)
  return link === null ? end : followLinks(resolve(dirname(end), link))
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null // not a link, or nothing
  }
}

function replace(path: string, old: Stats | undefined, text: string): void {
  const folder = dirname(path)
  const temporary = join(folder, `.flex-iam-mock-${randomBytes(8).toString('hex')}.tmp`)
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeTo(file, text, () => {
      if (old) keepOwner(file, old)
      fsyncSync(file)
    })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(folder)
}

function writeTo(file: number, text: string, finish = () => {}): void {
  try {
    writeFileSync(file, text)
    finish()
  } finally {
    closeSync(file)
  }
}

/** A file that root replaces keeps its owner; other users own what they write. */
function keepOwner(file: number, { uid, gid }: Stats): void {
  if (process.getuid?.() === 0) fchownSync(file, uid, gid)
}

/** Without this, a power cut may undo the renaming. Not every system supports it. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {}
}

/** An open file, pipe or socket. The standard streams know how to wait for a reader. */
function writeToDescriptor(number: number, text: string): void {
  const stream = [undefined, process.stdout, process.stderr][number]
  if (stream) stream.write(text)
  else writeFileSync(number, text)
}
