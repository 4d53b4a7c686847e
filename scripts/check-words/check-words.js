// Looks for the words of words.js in everything of the project that a person reads.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findWords } from './find-words.js'
import { readPassages } from './passages.js'
import { complaintsOf, countById, lowered, withoutAllowed } from './ratchet.js'
import { WORDS } from './words.js'

const ROOTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs',
  'examples',
  'scripts',
  'src',
  'test',
]
const READ = /\.(?:[cm]?[jt]s|[jt]sx|md)$/
/** Generated documents count where their text comes from; the list itself names what it looks for. */
const NOT_READ =
  /\/node_modules$|^docs\/(?:checks|connections|faults|recipes)\.md$|^docs\/idp$|^scripts\/check-words\/words\.js$/
const BUDGET = 'scripts/check-words/budget.json'
const ALLOWED = 'scripts/check-words/allowed.json'

/**
 * @param {string} root the folder of the project
 * @param {{ update: boolean }} options `update` lowers the budget to what was counted
 */
export function checkWords(root, { update }) {
  const files = newestFirst(
    root,
    ROOTS.flatMap((path) => filesUnder(root, path)),
  )
  const passages = files.flatMap((file) => readPassages(file, readFileSync(join(root, file), 'utf8')))
  const { hits, unused } = withoutAllowed(findWords(passages, WORDS), readJson(root, ALLOWED) ?? [])
  const counts = countById(WORDS, hits)
  const before = readJson(root, BUDGET) ?? {}
  const budget = update ? lowered(counts, before) : before
  if (update) writeFileSync(join(root, BUDGET), `${JSON.stringify(budget, null, 2)}\n`)
  return { hits, counts, budget, complaints: complaintsOf(WORDS, hits, budget, unused) }
}

/** @returns {string[]} */
function filesUnder(root, path) {
  if (NOT_READ.test(path) || !existsSync(join(root, path))) return []
  if (READ.test(path)) return [path]
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || READ.test(entry.name))
    .flatMap(({ name }) => filesUnder(root, `${path}/${name}`))
}

/** Of many places a complaint shows a few: those of the files that were edited last. */
function newestFirst(root, files) {
  const editedAt = new Map(files.map((file) => [file, statSync(join(root, file)).mtimeMs]))
  return files.sort((a, b) => editedAt.get(b) - editedAt.get(a))
}

const readJson = (root, path) =>
  existsSync(join(root, path)) ? JSON.parse(readFileSync(join(root, path), 'utf8')) : null
