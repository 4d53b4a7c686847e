// node scripts/complete-lock-file.js [--check] [FOLDER]
// Run after `npm install`. npm leaves platform packages that the registry did not offer out of a lock file, and `npm ci`
// then fails on those platforms. This adds them, and every hash that is missing, from the registry.
// With --check it only names what is missing, without using the network. It covers every package-lock.json of the project.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {Record<string, any>} Entry what a lock file says of one package */
/** @typedef {{ path: string, name: string, version: string, entry: Entry }} Missing an entry that lacks its hash */

const SKIPPED = ['node_modules', 'dist', 'fixtures']
/** What a lock file takes from the registry, besides version and hash. */
const FIELDS = ['cpu', 'engines', 'libc', 'license', 'os']

/** @param {string} folder @returns {string[]} */
function findLockFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name)
    if (item.isFile()) return item.name === 'package-lock.json' ? [path] : []
    return item.name.startsWith('.') || SKIPPED.includes(item.name) ? [] : findLockFiles(path)
  })
}

/** @param {[string, Entry]} item @returns {Missing[]} */
const withoutHash = ([path, entry]) =>
  path === '' || entry.link || entry.integrity
    ? []
    : [{ path, name: entry.name ?? path.split('node_modules/').at(-1), version: entry.version, entry }]

/** @param {[string, Entry]} item @param {Record<string, Entry>} packages @returns {Missing[]} the optional dependencies without entry */
const withoutEntry = ([parent, { optionalDependencies = {}, dev }], packages) =>
  Object.entries(optionalDependencies)
    .map(([name, version]) => ({ path: `node_modules/${name}`, name, version, entry: { ...(dev && { dev }) } }))
    .filter(({ path }) => !(path in packages) && !(`${parent}/${path}` in packages))

/** @param {Record<string, Entry>} packages @returns {Missing[]} */
const findMissing = (packages) =>
  Object.entries(packages).flatMap((item) => [...withoutHash(item), ...withoutEntry(item, packages)])

/** @param {Missing} missing @returns {Entry} the registry's entry for it; empty if there is none */
function askRegistry({ name, version }) {
  try {
    const args = ['view', `${name}@${version}`, 'version', 'dist.integrity', ...FIELDS, '--json']
    return JSON.parse(execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return {}
  }
}

/** @param {Missing} missing @returns {[string, Entry]} */
function complete({ entry, path, ...wanted }) {
  const { version, 'dist.integrity': integrity, ...said } = askRegistry({ entry, path, ...wanted })
  const rest = Object.entries({ optional: true, ...entry, ...said }).sort(byKey)
  return [path, { version, integrity, ...Object.fromEntries(rest) }]
}

/** npm's order: objects after everything else. */
const byKey = ([a, one], [b, other]) => isObject(one) - isObject(other) || a.localeCompare(b, 'en')
const isObject = (value) => Number(typeof value === 'object' && !Array.isArray(value))

/** @param {Missing[]} missing */
const list = (missing) => missing.map(({ name, version }) => `\n  ${name}@${version}`).join('')

/** @param {string} file @param {Missing[]} missing */
function refuse(file, missing) {
  if (missing.length === 0) return
  throw new Error(
    `${file} has no hash of${list(missing)}\nRun \`node scripts/complete-lock-file.js\` and commit what it writes.`,
  )
}

/** @param {string} file @param {Entry} lock @param {Missing[]} missing */
function completeFile(file, lock, missing) {
  const entries = missing.map(complete)
  const unknown = missing.filter((_, index) => !entries[index][1].integrity)
  if (unknown.length > 0) throw new Error(`the registry has no hash of${list(unknown)}\n${file} is left as it was.`)
  const packages = Object.fromEntries(Object.entries({ ...lock.packages, ...Object.fromEntries(entries) }).sort(byKey))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
}

function main(args) {
  const root = args.find((arg) => !arg.startsWith('--')) ?? fileURLToPath(new URL('..', import.meta.url))
  const files = findLockFiles(root)
  if (files.length === 0) throw new Error(`no package-lock.json in ${root}`)
  for (const path of files) {
    const lock = JSON.parse(readFileSync(path, 'utf8'))
    const missing = findMissing(lock.packages)
    if (args.includes('--check')) refuse(relative(root, path), missing)
    else if (missing.length > 0) completeFile(path, lock, missing)
    console.log(`${relative(root, path)}: ${Object.keys(lock.packages).length} packages`)
  }
}

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
