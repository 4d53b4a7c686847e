import { isUtf8 } from 'node:buffer'
import { type Gate, LIMITS } from '../domain/message.ts'

/**
 * Scans the bytes once, without building anything: encoding, document type, nesting and counts. If the XML is
 * malformed, the counts may be wrong, but libxml2 stops there too, so nothing after that place costs anything.
 */
export function inspectBytes(bytes: Buffer): Gate {
  const text = bytes.toString('latin1')
  const encodingFault = findEncodingFault(bytes, text)
  const { doctypeAt, limitFault } = scanTags(text)
  return { encodingFault, doctypeAt, limitFault: encodingFault === null ? limitFault : null } // UTF-16 would be miscounted
}

const ASCII_COMPATIBLE = /^(utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d)$/i

const DECLARED_ENCODING = /^(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/

function findEncodingFault(bytes: Buffer, text: string): string | null {
  if (!isUtf8(bytes)) return 'the bytes are not valid UTF-8'
  if (bytes.includes(0)) return 'the document contains a NUL byte (UTF-16, or binary data)'
  const label = DECLARED_ENCODING.exec(text)?.[1]
  if (label === undefined || /^utf-?8$/i.test(label)) return null
  const isAscii = bytes.every((byte) => byte < 0x80)
  return isAscii && ASCII_COMPATIBLE.test(label) ? null : `the XML declaration names the encoding ${label}`
}

type Limit = keyof typeof LIMITS
type Tally = Record<Limit, number>

/** The state of the scan: for each open element, the number of namespaces in scope. */
interface Scan {
  tally: Tally
  scopes: number[]
}

/** Markup that is skipped as a whole: how it starts and ends. */
const SKIPPED = [
  ['</', '>'],
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

// Every step moves forward and searches for a fixed string, so the cost is linear whatever the bytes are.
function scanTags(text: string): Pick<Gate, 'doctypeAt' | 'limitFault'> {
  const scan: Scan = {
    tally: { depth: 0, elements: 0, attributes: 0, attributesOfElement: 0, namespaceNodes: 0, asides: 0 },
    scopes: [0],
  }
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const skipped = skippedAt(text, at)
    if (skipped === undefined && text[at + 1] === '!') return { doctypeAt: at, limitFault: null }
    at = skipped ? skip(text, at, skipped, scan) : scanTag(text, at, scan)
    const limitFault = findPassedLimit(scan.tally)
    if (at < 0 || limitFault) return { doctypeAt: -1, limitFault }
  }
  return { doctypeAt: -1, limitFault: null }
}

const LIMIT_NAMES = Object.keys(LIMITS) as Limit[]

function findPassedLimit(tally: Tally): Gate['limitFault'] {
  const limit = LIMIT_NAMES.find((name) => tally[name] > LIMITS[name])
  return limit ? { limit, received: tally[limit] } : null
}

function skippedAt(text: string, at: number) {
  const isMarkup = text[at + 1] === '/' || text[at + 1] === '!' || text[at + 1] === '?'
  return isMarkup ? SKIPPED.find(([start]) => text.startsWith(start, at)) : undefined
}

/** Skips markup other than a start tag and returns the offset of its end, or -1. */
function skip(text: string, at: number, [start, end]: (typeof SKIPPED)[number], { tally, scopes }: Scan): number {
  if (start === '</') scopes.pop()
  else tally.asides += 1
  return text.indexOf(end, at + start.length)
}

/** Counts one start tag and returns the offset of its `>`, or -1. */
function scanTag(text: string, start: number, { tally, scopes }: Scan): number {
  let [attributes, namespaces, from] = [0, scopes.at(-1) ?? 0, start]
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '>') {
      countElement(tally, scopes.length, attributes, namespaces)
      if (text[at - 1] !== '/') scopes.push(namespaces)
      return at
    }
    if (character !== '"' && character !== "'") continue
    attributes += 1
    if (/\sxmlns[\s:=]/.test(text.slice(from, at))) namespaces += 1
    from = text.indexOf(character, at + 1)
    if (from < 0) return -1
    at = from
  }
  return -1
}

function countElement(tally: Tally, depth: number, attributes: number, namespaces: number): void {
  tally.depth = depth
  tally.elements += 1
  tally.attributes += attributes
  tally.attributesOfElement = attributes
  tally.namespaceNodes += namespaces
}
