// Cuts files into passages: the pieces of text that a person reads, with the line on which each piece begins.
import { parseSync } from 'oxc-parser'

/**
 * @typedef {{ line: number, text: string }} Piece
 * @typedef {'comment' | 'docstring' | 'string' | 'prose'} Kind
 * @typedef {{ file: string, kind: Kind, pieces: Piece[] }} Passage
 */

const PARSED = /\.(?:[cm]?[jt]s|[jt]sx)$/

/** @param {string} file @param {string} content @returns {Passage[]} */
export const readPassages = (file, content) =>
  (PARSED.test(file) ? readSource(file, content) : readMarkdown(content)).map((passage) => ({ file, ...passage }))

/** @param {string} file @param {string} content @returns {Omit<Passage, 'file'>[]} */
function readSource(file, content) {
  const { program, comments, errors } = parseSync(file, content)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const lineOf = lineFinder(content)
  return [...readComments(content, comments, lineOf), ...readStrings(program, lineOf)]
}

/** @param {string} content @returns {(offset: number) => number} */
function lineFinder(content) {
  const ends = [...content.matchAll(/\n/g)].map(({ index }) => index)
  return (offset) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (/** @type {number} */ (ends[middle]) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

/** Line comments that follow each other on lines of their own are one passage. */
function readComments(content, comments, lineOf) {
  const groups = []
  for (const comment of comments) {
    const last = groups.at(-1)?.at(-1)
    const follows = last && /^\s*$/.test(content.slice(last.end, comment.start))
    if (follows && last.type === 'Line' && comment.type === 'Line') groups.at(-1).push(comment)
    else groups.push([comment])
  }
  return groups.map((group) => ({
    kind: group[0].value.startsWith('*') ? 'docstring' : 'comment',
    pieces: group.flatMap(({ value, start }) => piecesOf(value.replace(/^\*/, ''), lineOf(start), /^\s*\* ?/)),
  }))
}

/** @param {string} text @param {number} line @param {RegExp} [margin] @returns {Piece[]} */
const piecesOf = (text, line, margin = /^/) =>
  text.split('\n').map((each, index) => ({ line: line + index, text: index === 0 ? each : each.replace(margin, '') }))

/** What to take from a node of the syntax tree, by its type: its text. */
const TEXT_OF = {
  Literal: ({ value, raw }) => (typeof value === 'string' ? withoutEscapes(raw.slice(1, -1)) : ''),
  TemplateLiteral: ({ quasis }) => withoutEscapes(quasis.map(({ value }) => value.raw).join('{}')),
  JSXText: ({ raw }) => raw,
}

function readStrings(node, lineOf, passages = []) {
  const text = TEXT_OF[node.type]?.(node) ?? ''
  if (isProse(text) || (node.type === 'JSXText' && /\w/.test(text)))
    passages.push({ kind: 'string', pieces: piecesOf(text, lineOf(node.start)) })
  for (const key in node)
    if (typeof node[key] === 'object' && node[key] !== null) readStrings(node[key], lineOf, passages)
  return passages
}

/** One token, such as an id, a path or a key, is not something that a person reads as a sentence; a capitalised word is. */
const isProse = (text) => /[a-z]/i.test(text) && (/\S\s+\S/.test(text) || /^[A-Z][a-z]+[.:!?]?$/.test(text))

/** Undoes escapes; an escaped line end becomes a space, so that lines are counted as in the file. */
const withoutEscapes = (raw) => raw.replace(/\\([nrt])/g, '  ').replace(/\\(?!u|x)(.)/g, '$1')

const FENCE = /^\s*(`{3,}|~{3,})/
const QUOTATION_OR_EMPTY = /^\s*(?:>|$)/
const BEGINS_ITS_OWN = /^\s*(?:[-*+|#]|\d+\.)/

/** Paragraphs, headings, items and rows; not code blocks and block quotations. */
function readMarkdown(content) {
  const passages = []
  let fence = ''
  let isOpen = false
  content.split('\n').forEach((text, index) => {
    const [, mark = ''] = FENCE.exec(text) ?? []
    const isText = !mark && !fence && !QUOTATION_OR_EMPTY.test(text)
    if (mark && (!fence || mark === fence)) fence = fence ? '' : mark
    if (isText && isOpen && !BEGINS_ITS_OWN.test(text)) passages.at(-1).pieces.push({ line: index + 1, text })
    else if (isText) passages.push({ kind: 'prose', pieces: [{ line: index + 1, text }] })
    isOpen = isText
  })
  return passages
}
