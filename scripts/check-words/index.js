// Prints how often words occur that this project does not use: node scripts/check-words [--update] [ID | PATH]…
// Fails when a count differs from its budget. With an id or a path it prints each place instead.
import { parseArgs } from 'node:util'
import { checkWords } from './check-words.js'
import { show } from './ratchet.js'
import { WORDS } from './words.js'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { update: { type: 'boolean' } } })
const { hits, counts, budget, complaints } = checkWords(process.cwd(), { update: values.update ?? false })

const row = (...cells) => cells.map((cell, index) => (index < 2 ? cell.padEnd(18) : String(cell).padStart(7))).join('')
const isAsked = ({ id, file }) =>
  positionals.some((asked) => asked === id || file === asked || file.startsWith(`${asked.replace(/\/$/, '')}/`))

if (positionals.length > 0) {
  for (const hit of hits.filter(isAsked).sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)))
    console.log(`${hit.id.padEnd(18)}${show(hit)}`)
} else {
  console.log(row('id', 'list', 'count', 'budget'))
  for (const { id, list } of WORDS) console.log(row(id, list, counts[id], budget[id] ?? 0))
  for (const complaint of complaints) console.error(`\n${complaint}`)
  process.exitCode = complaints.length > 0 ? 1 : 0
}
