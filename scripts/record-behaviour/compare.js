// node scripts/record-behaviour/compare.js BEFORE AFTER [--strings] [--reviewed FILE] [--table FILE]
// Compares two recordings: docs/testing.md, "Proving that behaviour stayed". Exit code 1 for differences that count.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { linesById, listKinds, readKind } from './compare/read-records.js'
import { compareValues } from './compare/structure.js'

const SHOWN = 10
const SHOWN_CHARACTERS = 2_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { strings: { type: 'boolean', default: false }, reviewed: { type: 'string' }, table: { type: 'string' } },
})
const [before, after] = positionals
if (before === undefined || after === undefined || positionals.length > 2) {
  console.error('Usage: compare.js BEFORE AFTER [--strings] [--reviewed FILE] [--table FILE]')
  process.exit(2)
}

const keyOf = ({ before: one, after: other }) => `${one}\n${other}`

/** Reviewed pairs in which a fact differs: a JSON list of {before, after}. */
const reviewed = new Set(values.reviewed ? JSON.parse(readFileSync(values.reviewed, 'utf8')).map(keyOf) : [])

/** Every changed sentence, with the number of places. */
const sentences = new Map()

function countSentence(pair) {
  const { places = 0 } = sentences.get(keyOf(pair)) ?? {}
  sentences.set(keyOf(pair), { ...pair, places: places + 1 })
}

/** The differences of one record that count. */
function differencesOf(one, other) {
  const hard = []
  const found = {
    hard: (path, from, to, why, pairs = []) => hard.push({ path, from, to, why, pairs }),
    words: countSentence,
    isReviewed: (pair) => reviewed.has(keyOf(pair)),
  }
  const strict = { ...found, words: () => undefined }
  if (values.strings) compareValues(one, other, '', found)
  else findLeaves(one, other, '', strict)
  return hard
}

const isObject = (value) => typeof value === 'object' && value !== null

/** Without --strings: where two values differ, also inside JSON that is text. */
function findLeaves(one, other, path, found) {
  if (isObject(one) && isObject(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)])
    for (const key of keys) findLeaves(one[key], other[key], `${path}.${key}`, found)
  } else if (one !== other) found.hard(path, one, other, 'the values differ')
}

const textOf = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'))

/** Both texts from shortly before the first character in which they differ. */
function excerpts(from, to) {
  const [one, other] = [textOf(from), textOf(to)]
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  const start = Math.max(0, at - 200)
  return [one, other].map((text) => `${start > 0 ? '…' : ''}${text.slice(start, start + SHOWN_CHARACTERS)}`)
}

function printDifference({ path, from, to, why, pairs }) {
  const [one, other] =
    pairs.length > 0
      ? [pairs.map((pair) => pair.before), pairs.map((pair) => pair.after)].map((each) => each.join(' '))
      : excerpts(from, to)
  console.log(`    ${path || '.'}: ${why}\n      - ${one}\n      + ${other}`)
}

function printRecord({ id, differences }) {
  console.log(`  ${id}`)
  for (const difference of differences.slice(0, SHOWN)) printDifference(difference)
  if (differences.length > SHOWN) console.log(`    … and ${differences.length - SHOWN} more in this record`)
}

/** Compares one kind and prints what was found; returns the number of records with differences that count. */
function compareKind(kind) {
  const [one, other] = [readKind(before, kind), readKind(after, kind)]
  const lines = linesById(one)
  if (one.equals(other)) {
    console.log(`${kind}: ${lines.size} records, identical`)
    return 0
  }
  const others = linesById(other)
  const missing = [...lines.keys()].filter((id) => !others.has(id))
  const extra = [...others.keys()].filter((id) => !lines.has(id))
  const changed = [...lines].filter(([id, line]) => others.has(id) && !line.equals(others.get(id)))
  const hard = changed
    .map(([id, line]) => ({ id, differences: differencesOf(JSON.parse(line), JSON.parse(others.get(id))) }))
    .filter(({ differences }) => differences.length > 0)
  const words = changed.length - hard.length
  const counts = `${hard.length} changed, ${missing.length} missing, ${extra.length} extra`
  console.log(`${kind}: ${lines.size} records, ${counts}${values.strings ? `, ${words} in words alone` : ''}`)
  for (const id of missing.slice(0, SHOWN)) console.log(`  missing: ${id}`)
  for (const id of extra.slice(0, SHOWN)) console.log(`  extra: ${id}`)
  for (const record of hard.slice(0, SHOWN)) printRecord(record)
  return hard.length + missing.length + extra.length
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim()

/** Every changed sentence once, the most frequent first. */
function tableOf() {
  const rows = [...sentences.values()].sort((one, other) => other.places - one.places)
  const lines = rows.map(({ places, ...pair }) => `| ${cell(pair.before)} | ${cell(pair.after)} | ${places} |`)
  return ['| before | after | places |', '|---|---|---|', ...lines, ''].join('\n')
}

const kinds = [...new Set([...listKinds(before), ...listKinds(after)])].sort()
if (kinds.length === 0) {
  console.error(`There are no records in ${before} and ${after}.`)
  process.exit(2)
}
const different = kinds.map(compareKind).reduce((sum, each) => sum + each, 0)
if (values.strings && sentences.size > 0) {
  console.log(`\n${sentences.size} changed sentences; ‹1› stands for a fact that stayed.\n\n${tableOf()}`)
  if (values.table) writeFileSync(values.table, tableOf())
}
if (different > 0) console.log(`\n${different} records differ.`)
process.exitCode = different > 0 ? 1 : 0
