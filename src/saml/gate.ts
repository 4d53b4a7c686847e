import { type Gate, LIMITS } from '../domain/message.ts'

/**
 * Looks over the bytes once, without building anything: encoding, document type, nesting and counts. Where the XML is
 * malformed the count may be off, but there libxml2 stops too, so nothing beyond that place costs anything.
 */
export function inspectBytes(bytes: Buffer): Gate {
  const scan = scanTags(bytes.toString('latin1'))
  return { encodingFault: findEncodingFault(bytes), ...scan }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const ASCII_COMPATIBLE = /^(utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d)$/i

function findEncodingFault(bytes: Buffer): string | null {
  try {
    strictUtf8.decode(bytes)
  } catch {
    return 'the bytes are not valid UTF-8'
  }
  if (bytes.includes(0)) return 'the document contains a NUL byte (UTF-16, or binary data)'
  const label = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(
    bytes.subarray(0, 200).toString('latin1'),
  )?.[1]
  if (label === undefined || /^utf-?8$/i.test(label)) return null
  const isAscii = bytes.every((byte) => byte < 0x80)
  return isAscii && ASCII_COMPATIBLE.test(label) ? null : `the XML declaration names the encoding ${label}`
}

interface Tally {
  depth: number
  elements: number
  attributes: number
  namespaces: number
}

/** Markup that is stepped over as a whole: how it starts and how it ends. */
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['</', '>'],
] as const

// Every step moves forward and looks for a fixed string, so the cost is linear whatever the bytes are.
function scanTags(text: string): Pick<Gate, 'doctypeAt' | 'limitFault'> {
  const tally: Tally = { depth: 0, elements: 0, attributes: 0, namespaces: 0 }
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const skipped = SKIPPED.find(([start]) => text.startsWith(start, at))
    if (skipped === undefined && text[at + 1] === '!') return { doctypeAt: at, limitFault: null }
    const end = skipped ? text.indexOf(skipped[1], at + skipped[0].length) : scanTag(text, at, tally)
    if (end < 0) break
    if (skipped?.[0] === '</') tally.depth -= 1
    const limit = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).find((name) => tally[name] > LIMITS[name])
    if (limit) return { doctypeAt: -1, limitFault: { limit, received: tally[limit] } }
    if (text[end - 1] === '/' && skipped === undefined) tally.depth -= 1
    at = end
  }
  return { doctypeAt: -1, limitFault: null }
}

/** Counts one start tag and gives the offset of its `>`, or -1. */
function scanTag(text: string, start: number, tally: Tally): number {
  tally.elements += 1
  tally.depth += 1
  const stop = /[>"']/g
  stop.lastIndex = start + 1
  for (let match = stop.exec(text), from = start; match !== null; match = stop.exec(text)) {
    if (match[0] === '>') return match.index
    tally.attributes += 1
    if (/\sxmlns[\s:=]/.test(text.slice(from, match.index))) tally.namespaces += 1
    from = text.indexOf(match[0], match.index + 1)
    if (from < 0) return -1
    stop.lastIndex = from + 1
  }
  return -1
}
