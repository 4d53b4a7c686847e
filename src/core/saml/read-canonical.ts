import { NAMESPACE } from '../domain/saml-names.ts'
import { type Declaration, declarationOf, type XmlAttribute, type XmlElement } from './canonical.ts'

const NO_DECLARATIONS: readonly Declaration[] = []

/** Where the reading stands: the next character, and the element that is open there. */
interface Reader {
  text: string
  at: number
  open: XmlElement
}

/**
 * Reads Canonical XML (W3C xml-c14n, xml-exc-c14n) and nothing else: start and end tags, double-quoted attributes, five
 * named and three numeric references. libxml2 wrote the text, so anything else is our own mistake and throws.
 */
export function readCanonical(text: string): XmlElement {
  const holder = emptyElement(null, '', 0)
  const reader: Reader = { text, at: 0, open: holder }
  while (reader.at < text.length) readNext(reader)
  const roots = holder.children.filter((child) => typeof child !== 'string')
  const [root] = roots
  if (reader.open !== holder || root === undefined || roots.length > 1) throw new Error('not one canonical element')
  root.parent = null
  return root
}

function readNext(reader: Reader): void {
  const { text, at } = reader
  if (text[at] !== '<') readText(reader)
  else if (text[at + 1] === '/') readEndTag(reader)
  else if (text[at + 1] === '?') stepOver(reader, '?>')
  else if (text.startsWith('<!--', at)) stepOver(reader, '-->')
  else readStartTag(reader)
}

function readText(reader: Reader): void {
  const { text, at, open } = reader
  const end = text.indexOf('<', at)
  reader.at = end < 0 ? text.length : end
  const characters = replaceReferences(text.slice(at, reader.at))
  const last = open.children.length - 1
  const before = open.children[last]
  if (typeof before === 'string') open.children[last] = before + characters
  else open.children.push(characters)
}

function readEndTag(reader: Reader): void {
  const { text, at, open } = reader
  const end = at + 2 + open.qualifiedName.length
  if (open.parent === null || !text.startsWith(open.qualifiedName, at + 2) || text[end] !== '>') {
    throw new Error(`unexpected end tag at ${at}`)
  }
  reader.at = end + 1
  open.end = reader.at
  reader.open = open.parent
}

function stepOver(reader: Reader, terminator: string): void {
  const end = reader.text.indexOf(terminator, reader.at)
  if (end < 0) throw new Error(`${terminator} is missing`)
  reader.at = end + terminator.length
  reader.open.hasComments = true
}

function readStartTag(reader: Reader): void {
  const { text, at, open } = reader
  const nameEnd = endOfName(text, at + 1)
  const element = emptyElement(open, text.slice(at + 1, nameEnd), at)
  reader.at = nameEnd
  const written: [name: string, value: string][] = []
  while (text[reader.at] === ' ') readAttribute(reader, element, written)
  if (text[reader.at] !== '>' || element.qualifiedName === '') throw new Error(`no start tag at ${at}`)
  reader.at += 1
  element.contentStart = reader.at
  element.namespace = resolve(element, element.prefix)
  for (const [name, value] of written) element.attributes.push(nameAttribute(element, name, value))
  open.children.push(element)
  reader.open = element
}

function readAttribute(reader: Reader, element: XmlElement, written: [string, string][]): void {
  const { text, at } = reader
  const nameEnd = endOfName(text, at + 1)
  const end = text.indexOf('"', nameEnd + 2)
  if (nameEnd === at + 1 || !text.startsWith('="', nameEnd) || end < 0) throw new Error(`no attribute at ${at}`)
  const name = text.slice(at + 1, nameEnd)
  const value = replaceReferences(text.slice(nameEnd + 2, end))
  reader.at = end + 1
  if (name !== 'xmlns' && !name.startsWith('xmlns:')) {
    written.push([name, value])
    return
  }
  element.declarations = [
    ...element.declarations,
    { prefix: name.slice(6), namespace: value, text: text.slice(at, end + 1) },
  ]
  for (let each: XmlElement | null = element; each !== null && !each.declaresInside; each = each.parent) {
    each.declaresInside = true
  }
}

function nameAttribute(element: XmlElement, name: string, value: string): XmlAttribute {
  const [prefix, localName] = splitName(name)
  return { namespace: prefix === '' ? '' : resolve(element, prefix), prefix, localName, value }
}

/** The namespace of a prefix; every element between its use and its declaration is told that it leans on it. */
function resolve(element: XmlElement, prefix: string): string {
  if (prefix === 'xml') return NAMESPACE.xml
  let holder: XmlElement | null = element
  let declared = declarationOf(holder, prefix)
  while (declared === undefined) {
    holder = holder.parent
    if (holder === null) return notDeclared(prefix)
    declared = declarationOf(holder, prefix)
  }
  for (let at = element; at !== holder && at.parent !== null && !at.borrowed.includes(declared); at = at.parent) {
    at.borrowed.push(declared)
  }
  return declared.namespace
}

function notDeclared(prefix: string): string {
  if (prefix === '') return ''
  throw new Error(`undeclared prefix ${prefix}`)
}

function emptyElement(parent: XmlElement | null, qualifiedName: string, start: number): XmlElement {
  const [prefix, localName] = splitName(qualifiedName)
  return {
    parent,
    namespace: '',
    prefix,
    localName,
    qualifiedName,
    attributes: [],
    children: [],
    hasComments: false,
    start,
    contentStart: start,
    end: start,
    declarations: NO_DECLARATIONS,
    borrowed: [],
    declaresInside: false,
  }
}

function splitName(name: string): [prefix: string, localName: string] {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}

/** By character code, 1 for those that end a name in canonical XML or have no place there. */
const ENDS_NAME = new Uint8Array(128)
for (const character of ' \t\r\n<>/=!?"&') ENDS_NAME[character.charCodeAt(0)] = 1

function endOfName(text: string, start: number): number {
  let at = start
  while (at < text.length && ENDS_NAME[text.charCodeAt(at)] !== 1) at += 1
  return at
}

const REFERENCES = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#x9;', '\t'],
  ['&#xA;', '\n'],
  ['&#xD;', '\r'],
])

function replaceReferences(text: string): string {
  if (text.includes('<')) throw new Error('unexpected <')
  if (!text.includes('&')) return text
  return text.replace(/&[^;]*;?/g, (reference) => {
    const character = REFERENCES.get(reference)
    if (character === undefined) throw new Error(`unexpected reference ${reference}`)
    return character
  })
}
