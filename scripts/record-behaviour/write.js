import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

const byId = (one, other) => (one.id < other.id ? -1 : 1)

/** Writes the records of a kind, a line of JSON each, sorted by id. */
export async function writeRecords(out, kind, records) {
  const ids = new Set(records.map(({ id }) => id))
  if (ids.size !== records.length) throw new Error(`two records of the kind ${kind} have the same id`)
  const lines = [...records].sort(byId)
  const texts = (function* () {
    for (const record of lines) yield `${JSON.stringify(record)}\n`
  })()
  await pipeline(Readable.from(texts), createGzip({ level: 6 }), createWriteStream(join(out, `${kind}.ndjson.gz`)))
}
