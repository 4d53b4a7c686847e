import { findCircles } from './circles.js'

/** @typedef {import('./read.js').Import & { target: import('./resolve.js').Target }} Edge */
/** @typedef {{ ROOMS: Record<string, string[]>, FENCES: Record<string, string[]>, PURE: string[] }} Table */

const TABLE = 'scripts/imports/table.js'
const inside = (path, place) => path === `src/${place}` || path.startsWith(`src/${place}/`)

/** @param {string} path @param {Table} table @returns {string | undefined} the room of a module */
const roomOf = (path, { ROOMS }) =>
  Object.keys(ROOMS)
    .filter((room) => inside(path, room))
    .sort((a, b) => b.length - a.length)[0]

/** @param {Edge} edge @param {string} text @returns {string} */
const complain = ({ file, line, kind, specifier }, text) =>
  `${file}:${line}: ${kind}${specifier === null ? '' : ` '${specifier}'`}: ${text}`

/** @param {Edge} edge */
function checkResolved(edge) {
  if (edge.target.name !== null) return []
  if (edge.specifier === null) return [complain(edge, 'what is imported is computed. Write it as a literal.')]
  const advice =
    edge.target.type === 'package' ? 'Add it to dependencies of package.json and install it' : 'Mend the path'
  return [complain(edge, `this resolves to nothing. ${advice}.`)]
}

/** A URL may name a file that ships beside the code. @param {Edge} edge */
function checkInside(edge) {
  if (edge.target.type !== 'file' || edge.target.name === null || edge.kind === 'URL') return []
  return [complain(edge, 'this is outside src, and not in the package. Move it into src.')]
}

/** @param {Edge} edge @param {Table} table */
function checkRoom(edge, table) {
  if (edge.target.type !== 'module') return []
  const [from, to] = [roomOf(edge.file, table), roomOf(edge.target.name, table)]
  if (from === undefined || to === undefined || from === to || table.ROOMS[from].includes(to)) return []
  const allowed = table.ROOMS[from].length > 0 ? `only ${table.ROOMS[from].join(', ')}` : 'no other room'
  return [complain(edge, `${from} may import ${allowed}, not ${to}. Move the code, or pass the value from above.`)]
}

/** @param {Edge} edge @param {Table} table */
function checkFence(edge, { FENCES }) {
  const { target } = edge
  if (!['package', 'node'].includes(target.type) || target.name === null) return []
  const places = FENCES[target.name]
  if (places === undefined && target.type === 'node') return []
  if (places === undefined)
    return [complain(edge, `no row says who may use ${target.name}. Add one to FENCES in ${TABLE}.`)]
  if (places.some((place) => inside(edge.file, place))) return []
  return [complain(edge, `only ${places.join(', ')} may use ${target.name}. Move the code there.`)]
}

/** @param {Edge} edge @param {Table} table */
function checkPure(edge, { PURE }) {
  const room = PURE.find((one) => inside(edge.file, one))
  if (room === undefined || !['node', 'package'].includes(edge.target.type)) return []
  return [complain(edge, `${room} is pure: it uses no part of Node and no package. Take what it gives as an argument.`)]
}

/**
 * Type-only imports count: modules whose types need each other cannot be read apart. URLs do not: what they name runs
 * separately, as a thread or a process.
 * @param {Edge[]} edges
 */
function checkCircles(edges) {
  /** @type {Map<string, Map<string, Edge>>} the first import of each module by each module */
  const graph = new Map()
  for (const edge of edges.filter(({ kind, target }) => target.type === 'module' && kind !== 'URL')) {
    const own = graph.get(edge.file) ?? new Map()
    graph.set(edge.file, own.set(edge.target.name, own.get(edge.target.name) ?? edge))
  }
  return findCircles(new Map([...graph].map(([file, own]) => [file, [...own.keys()]]))).map((circle) => {
    const way = [...circle, circle[0]].join(' → ')
    const edge = graph.get(circle.at(-1)).get(circle[0])
    return complain(edge, `this closes a circle, ${way}. Move what both need into a module of its own.`)
  })
}

/** @param {string[]} files @param {Table} table */
const checkHomes = (files, table) =>
  files
    .filter((file) => roomOf(file, table) === undefined)
    .map((file) => `${file}:1: this file is in no room. Move it into one, or add a row to ROOMS in ${TABLE}.`)

/** The rooms are ordered from bottom to top: none may import one that imports it. @param {Table} table */
const checkOrder = ({ ROOMS }) =>
  findCircles(new Map(Object.entries(ROOMS))).map(
    (circle) => `${TABLE}: ROOMS goes in a circle, ${[...circle, circle[0]].join(' → ')}. Remove one of these entries.`,
  )

/** @param {string[]} files @param {Edge[]} edges @param {Table} table */
function checkUnused(files, edges, table) {
  const rooms = files.map((file) => roomOf(file, table))
  const used = new Set(
    edges.map(({ file, target }) => `${roomOf(file, table)} ${target.name && roomOf(target.name, table)}`),
  )
  const fenced = (name, place) => edges.some(({ file, target }) => target.name === name && inside(file, place))
  return [
    ...Object.keys(table.ROOMS).flatMap((room) => (rooms.includes(room) ? [] : [`ROOMS has the row ${room}`])),
    ...entriesOf(table.ROOMS).flatMap(([room, to]) => (used.has(`${room} ${to}`) ? [] : [`ROOMS.${room} has ${to}`])),
    ...entriesOf(table.FENCES).flatMap(([name, place]) => (fenced(name, place) ? [] : [`FENCES.${name} has ${place}`])),
    ...table.PURE.flatMap((room) => (rooms.includes(room) ? [] : [`PURE has ${room}`])),
  ].map((entry) => `${TABLE}: ${entry}, which nothing in src uses. Remove it.`)
}

/** @param {Record<string, string[]>} rows @returns {[string, string][]} */
const entriesOf = (rows) => Object.entries(rows).flatMap(([row, entries]) => entries.map((entry) => [row, entry]))

/**
 * What is wrong with these imports, one line each.
 * @param {string[]} files @param {Edge[]} edges @param {Table} table @returns {string[]}
 */
export function findFaults(files, edges, table) {
  const each = [checkResolved, checkInside, checkRoom, checkFence, checkPure]
  return [
    ...checkHomes(files, table),
    ...edges.flatMap((edge) => each.flatMap((check) => check(edge, table))),
    ...checkCircles(edges),
    ...checkOrder(table),
    ...checkUnused(files, edges, table),
  ]
}
