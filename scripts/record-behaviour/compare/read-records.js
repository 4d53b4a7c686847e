import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const SUFFIX = '.ndjson.gz'

/** The kinds that a folder has records of. */
export const listKinds = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort()

/** All bytes of a kind; none where there are no records. */
export function readKind(folder, kind) {
  const file = join(folder, kind + SUFFIX)
  return existsSync(file) ? gunzipSync(readFileSync(file)) : Buffer.alloc(0)
}

/** The lines of a kind by the id of their record; a line is parsed when it is needed. */
export function linesById(bytes) {
  const lines = new Map()
  for (let start = 0, end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) {
    const line = bytes.subarray(start, end)
    const [, id] = /^\{"id":("(?:[^"\\]|\\.)*")/.exec(line.subarray(0, 4_096).toString('utf8'))
    lines.set(JSON.parse(id), line)
  }
  return lines
}
