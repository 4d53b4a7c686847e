// Finds the words of the list in passages. Code, ids, paths, URLs and quotations do not count.

/**
 * @typedef {import('./passages.js').Passage} Passage
 * @typedef {import('./words.js').Word} Word
 * @typedef {{ id: string, file: string, line: number, sentence: string }} Hit
 */

/** What is skipped. Each match is replaced by as many characters that are not part of a word. */
const NOT_READ = [
  /`[^`]*`/g,
  /“[^”]*”/g,
  /(?<=\])\([^)\s]*\)/g, // the target of a Markdown link
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"')]*/gi,
  /\burn:[^\s<>"')]+/g,
  /<\/?[a-z!?][^<>]*>/gi,
  /"[\w-]+"(?=\s*:)/g, // a JSON key
  /[\w.@~{}$*…-]*\/[\w./{}$:*…-]+/g, // a path
  /\b[\w.-]+\.(?:[cm]?[jt]sx?|json|md|ya?ml|xml|crt|pem|sh)\b/g,
]

const mask = (text) =>
  NOT_READ.reduce((masked, pattern) => masked.replace(pattern, (found) => '□'.repeat(found.length)), text)

/** @param {Passage[]} passages @param {Word[]} words @returns {Hit[]} */
export const findWords = (passages, words) => passages.flatMap((passage) => findInPassage(passage, words))

function findInPassage({ file, kind, pieces }, words) {
  const trimmed = pieces.map(({ line, text }) => ({ line, text: text.trim().replace(/\s+/g, ' ') }))
  const text = trimmed.map((piece) => piece.text).join(' ')
  const masked = mask(text)
  return words
    .filter((word) => !word.in || word.in === kind)
    .flatMap(({ id, pattern }) => [...masked.matchAll(pattern)].map(({ index }) => ({ id, index })))
    .map(({ id, index }) => ({ id, file, line: lineAt(trimmed, index), sentence: sentenceAt(text, masked, index) }))
}

function lineAt(pieces, index) {
  let end = 0
  for (const { line, text } of pieces) {
    end += text.length + 1
    if (index < end) return line
  }
  return pieces.at(-1).line
}

const SENTENCE_END = /[.!?][)’”']?(?= [^a-z])/g

function sentenceAt(text, masked, index) {
  const ends = [...masked.matchAll(SENTENCE_END)].map((end) => end.index + end[0].length)
  const start = ends.findLast((end) => end <= index) ?? 0
  return text.slice(start, ends.find((end) => end > index) ?? text.length).trim()
}
