import { XmlElement as LibxmlElement, ParseOption, type XmlC14NMode, XmlDocument, XmlLibError } from 'libxml2-wasm'
import type { XmlElement } from './canonical.ts'
import { readCanonical } from './read-canonical.ts'

/** No signer uses more prefixes; libxml2 searches all of them at every element. */
export const MAX_PREFIXES = 32

const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_COMPACT |
  ParseOption.XML_PARSE_SKIP_IDS |
  ParseOption.XML_PARSE_IGNORE_ENC

/** How a canonical form is written: the numbers are libxml2's (0 = Canonical XML 1.0, 1 = exclusive, 2 = 1.1). */
export interface CanonicalForm {
  mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]
  withComments: boolean
  /** The PrefixList of ec:InclusiveNamespaces; exclusive form only. */
  inclusivePrefixes: string[]
}

/** A document as sent: libxml2's own tree, its exclusive canonical form, and our tree read from that. Dispose `libxml`. */
export interface OpenDocument {
  bytes: Buffer
  libxml: XmlDocument
  text: string
  tree: XmlElement
  /** False if there are comments or processing instructions. */
  plain: boolean
  /** The prefixes with every declaration in `text`; for others, only visibly used ones are there. */
  inclusivePrefixes: string[]
}

export type Opened =
  | { document: OpenDocument; fault: null }
  | { document: null; fault: { message: string; line: number | null } }

/**
 * Parses bytes that passed the gate. There is one parser: everything is read from the result of libxml2.
 * @param inclusivePrefixes what PrefixLists may contain; by default every prefix in one of them
 */
export function openDocument(bytes: Buffer, inclusivePrefixes: string[] = findPrefixLists(bytes)): Opened {
  let libxml: XmlDocument | undefined
  try {
    libxml = parse(bytes)
    if (libxml.dtd !== null) throw new Error('the document has a document type declaration')
    const text = canonicalText(libxml, { mode: 1, withComments: true, inclusivePrefixes })
    const plain = !text.includes('<!--') && !text.includes('<?')
    return { document: { bytes, libxml, text, tree: readCanonical(text), plain, inclusivePrefixes }, fault: null }
  } catch (error) {
    libxml?.dispose()
    return { document: null, fault: describe(error) }
  }
}

/** A guess to save time: libxml2 canonicalises later what is not found here. */
function findPrefixLists(bytes: Buffer): string[] {
  if (!bytes.includes('PrefixList')) return []
  const lists = bytes.toString('latin1').matchAll(/ PrefixList="([^"]*)"/g)
  const prefixes = new Set(Array.from(lists).flatMap(([, list = '']) => list.split(/[ \t\r\n]+/)))
  return [...prefixes].filter((prefix) => /^[\w#.-]+$/.test(prefix)).slice(0, MAX_PREFIXES)
}

/** The whole document in Canonical XML 1.0 with comments and every declaration: a normal form of everything in it. */
export function plainText({ libxml }: OpenDocument): string {
  return canonicalText(libxml, { mode: 0, withComments: true, inclusivePrefixes: [] })
}

function canonicalText(libxml: XmlDocument, form: CanonicalForm): string {
  try {
    return write((sink) => libxml.canonicalize(sink, libxmlForm(form)))
  } catch (cause) {
    throw new Error('the XML has no canonical form: a namespace name is relative, or not a URI', { cause })
  }
}

function parse(bytes: Buffer): XmlDocument {
  return XmlDocument.fromBuffer(bytes, { encoding: 'UTF-8', option: OPTIONS })
}

function describe(error: unknown): { message: string; line: number | null } {
  const message = error instanceof Error ? error.message.trim() : String(error)
  const line = error instanceof XmlLibError ? (error.details[0]?.line ?? null) : null
  return { message, line }
}

/** The path of an element: the index of each child element, starting at the root. */
export type ElementPath = number[]

/**
 * The canonical form of one element, without one of its children if requested, as written by libxml2. It works on a copy,
 * so that the document stays unchanged.
 */
export function canonicalTextOfElement(
  document: OpenDocument,
  path: ElementPath,
  form: CanonicalForm,
  without: number | null = null,
): string {
  const copy = parse(document.bytes)
  try {
    const element = path.reduce(descend, copy.root)
    if (without !== null) childAt(element, without).remove()
    return write((sink) => element.canonicalize(sink, libxmlForm(form)))
  } finally {
    copy.dispose()
  }
}

/** One step down, with all other child elements removed, because libxml2 visits every remaining node. */
function descend(parent: LibxmlElement, index: number): LibxmlElement {
  for (const other of parent.find(`*[position() != ${index + 1}]`)) other.remove()
  return childAt(parent, 0)
}

function childAt(parent: LibxmlElement, index: number): LibxmlElement {
  const child = parent.get(`*[${index + 1}]`)
  if (child instanceof LibxmlElement) return child
  throw new Error(`no child element ${index}`)
}

function libxmlForm({ mode, withComments, inclusivePrefixes }: CanonicalForm) {
  return {
    mode,
    withComments,
    ...(inclusivePrefixes.length > 0 ? { inclusiveNamespacePrefixes: inclusivePrefixes } : {}),
  }
}

function write(canonicalize: (sink: { write(chunk: Uint8Array): number; close(): boolean }) => void): string {
  const chunks: Buffer[] = []
  canonicalize({
    write: (chunk) => chunks.push(Buffer.from(chunk)) && chunk.byteLength, // the chunk is a view of wasm memory: copy it
    close: () => true,
  })
  return Buffer.concat(chunks).toString('utf8')
}
