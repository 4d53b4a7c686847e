/** A tag of an HTML page; the name in lower case, starting with a slash for an end tag. */
export interface Tag {
  name: string
  attributes: Map<string, string>
  /** The content of a textarea; empty for all others. */
  text: string
}

const NAME = /\/?[a-z][a-z0-9:-]*/iy

/** The tags of a page, in order. Every step moves forward and searches for a fixed string, so the cost is linear. */
export function* tagsOf(html: string): Generator<Tag> {
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    const name = matchAt(NAME, html, at + 1).toLowerCase()
    if (name === '') {
      at = html.startsWith('<!--', at) ? after('-->', html, at + 2) : at + 1 // <!--> is a complete comment
      continue
    }
    const attributes = new Map<string, string>()
    at = readAttributes(html, at + 1 + name.length, attributes)
    const end = endOfText(name, html, at)
    yield { name, attributes, text: name === 'textarea' ? decodeEntities(html.slice(at, end)) : '' }
    at = end
  }
}

const GAP = /[\s/]*/y
const ATTRIBUTE_NAME = /[^\s/>][^\s/>=]*/y
const EQUALS = /\s*=\s*/y
const UNQUOTED = /[^\s>]*/y

/** Reads the attributes of a tag and returns the position after it. The first of several with the same name counts. */
function readAttributes(html: string, start: number, attributes: Map<string, string>): number {
  let at = start + matchAt(GAP, html, start).length
  while (at < html.length && html[at] !== '>') {
    const name = matchAt(ATTRIBUTE_NAME, html, at).toLowerCase()
    at += name.length
    const equals = matchAt(EQUALS, html, at)
    const value = equals === '' ? { text: '', end: at } : readValue(html, at + equals.length)
    if (!attributes.has(name)) attributes.set(name, decodeEntities(value.text))
    at = value.end + matchAt(GAP, html, value.end).length
  }
  return at + 1
}

function readValue(html: string, at: number): { text: string; end: number } {
  const quote = html[at]
  if (quote !== '"' && quote !== "'") {
    const text = matchAt(UNQUOTED, html, at)
    return { text, end: at + text.length }
  }
  const end = after(quote, html, at + 1)
  return { text: html.slice(at + 1, end - 1), end }
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/** The position after the next occurrence, or the end of the page. */
function after(mark: string, html: string, at: number): number {
  const found = html.indexOf(mark, at)
  return found < 0 ? html.length + 1 : found + mark.length
}

const TEXT_ENDS = new Map(['script', 'style', 'title', 'textarea'].map((name) => [name, new RegExp(`</${name}`, 'gi')]))

/** In some elements, markup is text up to their end tag; in all others, nothing is skipped. */
function endOfText(name: string, html: string, at: number): number {
  const end = TEXT_ENDS.get(name)
  if (end === undefined) return at
  end.lastIndex = at
  return end.exec(html)?.index ?? html.length
}

const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{1,10}));?/gi

/** The character references that can occur in base64, URLs and markup. */
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  plus: '+',
  equals: '=',
  sol: '/',
  colon: ':',
  quest: '?',
  percnt: '%',
  num: '#',
  lowbar: '_',
  period: '.',
  comma: ',',
  semi: ';',
  Tab: '\t',
  NewLine: '\n',
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole, hexadecimal?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : '\ufffd'
  })
}
