import { compareWords } from './facts.js'
import { readMarkup } from './markup.js'

/** Values under these keys come from the message, from a store or from Flex's own wire format: no rewording touches them. */
const DATA = new Set(
  'name names value values mappedTo nameId friendlyName relayState acs audience samlResponse certificates twilioError xml worker attributes before after headers location type id code status error_description setting issuer algorithm digest'.split(
    ' ',
  ),
)

/** Of a smallest change these are values; of a migration whole verdicts. */
const EITHER = new Set(['from', 'to'])

/** Attributes that people read. */
const READ_BY_PEOPLE = new Set(['title', 'alt', 'aria-label', 'placeholder', 'label', 'message', 'name', 'summary'])

/** Headers that follow from the body: they may differ where the body does. */
const OF_THE_BODY = new Set(['content-length', 'etag'])

const isObject = (value) => typeof value === 'object' && value !== null
const same = (before, after) => JSON.stringify(before) === JSON.stringify(after)

function readJson(text) {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Compares values by their structure. `found.hard` is called with each difference that is none of words, and
 * `found.words` with each changed sentence.
 */
export function compareValues(before, after, path, found) {
  if (Object.is(before, after)) return
  if (typeof before === 'string' && typeof after === 'string') return compareTexts(before, after, path, found)
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.forEach((each, index) => {
      compareValues(each, after[index], `${path}[${index}]`, found)
    })
  const areObjects = isObject(before) && isObject(after) && !Array.isArray(before) && !Array.isArray(after)
  if (areObjects && same(Object.keys(before), Object.keys(after))) return compareObjects(before, after, path, found)
  found.hard(path, before, after, areObjects ? 'the keys differ' : 'the values differ')
}

/** An error body of Flex sign-in; those of TaskRouter (20001 …) are in our own words. */
const isFlexError = ({ code, more_info }) => more_info !== undefined && (code === null || code >= 45_000)

function compareObjects(before, after, path, found) {
  for (const key of Object.keys(before)) {
    const [one, other] = [before, after].map((each) => partOf(each, key, before.body !== after.body))
    const isData = DATA.has(key) || (EITHER.has(key) && !isObject(one)) || (key === 'message' && isFlexError(before))
    const compare = isData ? compareData : compareValues
    compare(one, other, `${path}.${key}`, found)
  }
}

/** Headers without those that follow from a body that differs. */
function partOf(object, key, bodyDiffers) {
  const value = object[key]
  if (key !== 'headers' || !bodyDiffers || !Array.isArray(value)) return value
  return value.filter(([name]) => !OF_THE_BODY.has(name))
}

/** Of a schema (its properties may have the names of data) what is written for people. */
const WRITTEN = new Set(['description', 'summary'])

/** Data must be equal, but for what a schema says of it. */
function compareData(before, after, path, found) {
  if (same(before, after)) return
  const keys = isObject(before) && isObject(after) ? Object.keys(before) : []
  if (keys.length === 0 || !same(keys, Object.keys(after))) return found.hard(path, before, after, 'data differs')
  for (const key of keys) {
    const compare = WRITTEN.has(key) ? compareValues : compareData
    compare(before[key], after[key], `${path}.${key}`, found)
  }
}

function compareTexts(before, after, path, found) {
  const [one, other] = [readJson(before), readJson(after)]
  if (one !== undefined && other !== undefined) return compareValues(one, other, path, found)
  if (/^\s*</.test(before) && /^\s*</.test(after)) return compareMarkup(before, after, path, found)
  const [lines, others] = [before, after].map((text) => text.replaceAll('%0A', '\n'))
  if (lines.includes('\n') || others.includes('\n')) return compareLines(lines, others, path, found)
  tell(before, after, path, found, false)
}

/** @param mayStandAlone whether one word alone can be a text: on a page, not in JSON */
function tell(before, after, path, found, mayStandAlone) {
  if (before === after) return
  const { objection, pairs } = compareWords(before, after, mayStandAlone)
  const isReviewed = pairs.length > 0 && pairs.every((pair) => found.isReviewed(pair))
  if (objection !== null && !isReviewed) return found.hard(path, before, after, objection, pairs)
  for (const pair of pairs) found.words(pair)
}

function compareMarkup(before, after, path, found) {
  const [one, other] = [readMarkup(before), readMarkup(after)]
  const shape = (tokens) => tokens.map(({ tag, text }) => tag ?? (text === undefined ? 'code' : 'text')).join(' ')
  if (shape(one) !== shape(other)) return found.hard(path, before, after, 'the elements differ')
  for (const [index, token] of one.entries()) compareTokens(token, other[index], path, found)
}

function compareTokens(before, after, path, found) {
  if (before.code !== after.code) return found.hard(path, before.code, after.code, 'code differs')
  if (before.text !== undefined) return compareText(before.text, after.text, path, found)
  if (before.tag === undefined) return
  const names = ({ attributes }) => attributes.map(([name]) => name)
  if (!same(names(before), names(after))) return found.hard(path, before, after, 'the attributes differ')
  for (const [index, [name, value]] of before.attributes.entries()) {
    const [, other] = after.attributes[index]
    if (READ_BY_PEOPLE.has(name)) tell(value, other, `${path} <${before.tag} ${name}>`, found, false)
    else if (value !== other) found.hard(`${path} <${before.tag} ${name}>`, value, other, 'an attribute differs')
  }
}

const compareText = (before, after, path, found) =>
  before.includes('\n') || after.includes('\n')
    ? compareLines(before, after, path, found)
    : tell(before, after, path, found, true)

const indentOf = (line) => /^ */.exec(line)[0].length

/** Where labels stand in the texts that the command prints; what goes on from a line stands deeper. */
const DEEPEST_LABEL = 4

/** Lines joined with those that go on from them: deeper, and not after an empty one. */
function paragraphsOf(text) {
  const paragraphs = []
  let previous = ''
  for (const line of text.split('\n')) {
    const depth = Math.max(DEEPEST_LABEL, indentOf(paragraphs.at(-1)?.[0] ?? ''))
    const goesOn = previous.trim() !== '' && line.trim() !== '' && indentOf(line) > depth
    if (goesOn) paragraphs.at(-1).push(line)
    else paragraphs.push([line])
    previous = line
  }
  return paragraphs.map((lines) => lines.map((line) => line.trim()).join(' '))
}

/** Compares texts of several lines. Lines may be wrapped elsewhere; paragraphs stay paragraphs. */
function compareLines(before, after, path, found) {
  const [one, other] = [paragraphsOf(before), paragraphsOf(after)]
  if (one.length !== other.length) return compareWhole(before, after, path, found)
  for (const [index, line] of one.entries()) tell(line, other[index], `${path} paragraph ${index + 1}`, found, true)
}

/** Blocks between empty lines, where their lines cannot be told apart. */
function compareWhole(before, after, path, found) {
  const [one, other] = [before.split(/\n\s*\n/), after.split(/\n\s*\n/)]
  if (one.length !== other.length) return found.hard(path, before, after, 'there are more or fewer paragraphs')
  for (const [index, block] of one.entries()) tell(block, other[index], `${path} block ${index + 1}`, found, true)
}
