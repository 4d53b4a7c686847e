// node scripts/check-imports.js [FOLDER]
// Checks the imports of src against scripts/imports/table.js: rooms, packages, circles, unused entries, and casts.
// Exported names are unique.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { findCasts } from './imports/casts.js'
import { findRepeatedNames, readExports } from './imports/exports.js'
import { readImports } from './imports/read.js'
import { createResolver } from './imports/resolve.js'
import { findFaults } from './imports/rules.js'

const CODE = /\.[cm]?[jt]sx?$/

/** @param {string} root @returns {string[]} */
const listModules = (root) =>
  readdirSync(join(root, 'src'), { recursive: true })
    .map((path) => `src/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => CODE.test(path))
    .sort()

/** @param {string} root */
async function main(root) {
  const table = await import(pathToFileURL(join(root, 'scripts/imports/table.js')).href)
  const resolve = createResolver(root, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const files = listModules(root)
  if (files.length === 0) throw new Error(`no module in ${join(root, 'src')}`)
  const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
  const edges = sources
    .flatMap(({ file, text }) => readImports(file, text))
    .map((request) => ({ ...request, target: resolve(request) }))
  const exported = sources.flatMap(({ file, text }) => (file.endsWith('.cts') ? [] : readExports(file, text)))
  const faults = [
    ...findFaults(files, edges, table),
    ...findCasts(sources, table.CASTS ?? {}),
    ...findRepeatedNames(exported, table.SHARED_NAMES ?? {}),
  ]
  if (faults.length > 0) throw new Error(faults.join('\n'))
  console.log(`${files.length} modules, ${edges.length} imports`)
}

main(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url))).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
