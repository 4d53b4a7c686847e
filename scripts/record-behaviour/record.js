// node scripts/record-behaviour/record.js [--checkout DIR] [--out DIR] [--fixtures DIR] [--only KIND,KIND]
// Records what a built checkout does, only through its public interfaces: docs/testing.md, "Proving that behaviour stayed".
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { commandOf } from './run-command.js'

/** What is recorded, each kind in its own process and file; the slowest start first. */
const KINDS = ['commands', 'formats', 'posts', 'reports', 'misdirected', 'idp', 'answers', 'requests', 'documents']
const AT_ONCE = 2

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const { values } = parseArgs({
  options: {
    checkout: { type: 'string', default: ROOT },
    out: { type: 'string', default: join(ROOT, 'recorded-behaviour') },
    fixtures: { type: 'string' },
    only: { type: 'string', default: KINDS.join() },
  },
})
const checkout = resolve(values.checkout)
const out = resolve(values.out)
const fixtures = resolve(values.fixtures ?? join(checkout, 'fixtures'))

/** Records one kind and prints its cost. */
function recordKind(kind) {
  const began = performance.now()
  const args = ['--import', join(HERE, 'preload.js'), join(HERE, 'run-kind.js'), kind, checkout, fixtures, out]
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, TZ: 'UTC' }, stdio: 'inherit' })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => {
      if (code !== 0) return fail(new Error(`the records of the kind ${kind} failed`))
      const seconds = Math.round((performance.now() - began) / 1_000)
      const kilobytes = Math.round(statSync(join(out, `${kind}.ndjson.gz`)).size / 1_000)
      console.log(`${kind.padEnd(12)} ${String(seconds).padStart(4)} s ${String(kilobytes).padStart(6)} kB`)
      done(undefined)
    })
  })
}

/** Takes kinds from the list until it is empty. */
async function work(kinds) {
  for (let kind = kinds.shift(); kind !== undefined; kind = kinds.shift()) await recordKind(kind)
}

function readKinds() {
  const wanted = values.only.split(',')
  const unknown = wanted.filter((kind) => !KINDS.includes(kind))
  if (unknown.length > 0) throw new Error(`unknown kind ${unknown}: use ${KINDS.join(', ')}`)
  return KINDS.filter((kind) => wanted.includes(kind))
}

if (!existsSync(commandOf(checkout))) throw new Error(`${checkout} is not built: run npm run build there`)
mkdirSync(out, { recursive: true })
const kinds = readKinds()
await Promise.all(Array.from({ length: AT_ONCE }, () => work(kinds)))
