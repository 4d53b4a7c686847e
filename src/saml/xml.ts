import { XmlElement as LibxmlElement, ParseOption, type XmlC14NMode, XmlDocument, XmlLibError } from 'libxml2-wasm'
import { elementsOf, readCanonical, readCanonicalOrNull, type XmlElement } from './canonical.ts'
import { cutElement } from './cut.ts'

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

const EXCLUSIVE_WITH_COMMENTS: CanonicalForm = { mode: 1, withComments: true, inclusivePrefixes: [] }

/** A document as sent: libxml2's own tree, its exclusive canonical form, and our tree read from that. Dispose it. */
export interface OpenDocument {
  bytes: Buffer
  libxml: XmlDocument
  text: string
  root: XmlElement
}

export type Opened =
  | { document: OpenDocument; fault: null }
  | { document: null; fault: { message: string; line: number | null } }

/** Parses bytes that passed the gate. One parser decides: everything is read from what libxml2 made of the bytes. */
export function openDocument(bytes: Buffer): Opened {
  let libxml: XmlDocument | undefined
  try {
    libxml = parse(bytes)
    if (libxml.dtd !== null) throw new Error('the document has a document type declaration')
    const text = canonicalText(libxml)
    return { document: { bytes, libxml, text, root: readCanonical(text) }, fault: null }
  } catch (error) {
    libxml?.dispose()
    return { document: null, fault: describe(error) }
  }
}

function canonicalText(libxml: XmlDocument): string {
  try {
    return write((sink) => libxml.canonicalize(sink, libxmlForm(EXCLUSIVE_WITH_COMMENTS))).toString('utf8')
  } catch (cause) {
    throw new Error('the XML has no canonical form: a namespace name is relative, or no URI', { cause })
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

/** The place of an element: the index of each child element on the way down from the root. */
export type ElementPath = number[]

/**
 * The canonical bytes of one element of a document, without one of its children if that is asked for (the
 * enveloped-signature transform). Throws where libxml2 refuses.
 */
export function canonicalBytes(
  document: OpenDocument,
  path: ElementPath,
  form: CanonicalForm,
  without: number | null = null,
): Buffer {
  const view = canBeCut(form, document.text) ? viewOf(document, form) : null
  const cut = view && cutByPath(view, path, form, without)
  return cut === null ? canonicalBytesByLibxml2(document, path, form, without) : Buffer.from(cut, 'utf8')
}

/** With comments or processing instructions the whole document's form does not tell that of an element. */
function canBeCut({ mode }: CanonicalForm, text: string): boolean {
  return mode === EXCLUSIVE && !text.includes('<!--') && !text.includes('<?')
}

/** The canonical form of the whole document with the PrefixList in question, and its tree; null where it has none. */
function viewOf(document: OpenDocument, form: CanonicalForm): Pick<OpenDocument, 'text' | 'root'> | null {
  if (form.inclusivePrefixes.length === 0) return document
  const text = write((sink) => document.libxml.canonicalize(sink, libxmlForm(form))).toString('utf8')
  const root = readCanonicalOrNull(text)
  return root && { text, root }
}

const EXCLUSIVE = 1

function cutByPath(
  { text, root }: Pick<OpenDocument, 'text' | 'root'>,
  path: ElementPath,
  { inclusivePrefixes }: CanonicalForm,
  without: number | null,
): string | null {
  let element = root
  const ancestors: XmlElement[] = []
  for (const index of path) {
    ancestors.push(element)
    element = childElement(element, index)
  }
  const leftOut = without === null ? null : childElement(element, without)
  return cutElement(text, element, ancestors, inclusivePrefixes, leftOut)
}

function childElement(parent: XmlElement, index: number): XmlElement {
  const child = elementsOf(parent)[index]
  if (child) return child
  throw new Error(`no child element ${index}`)
}

/** As `canonicalBytes`, always written by libxml2, on a copy so that the document stays as it was sent. */
export function canonicalBytesByLibxml2(
  document: OpenDocument,
  path: ElementPath,
  form: CanonicalForm,
  without: number | null = null,
): Buffer {
  const copy = parse(document.bytes)
  try {
    const element = path.reduce(descend, copy.root)
    if (without !== null) childAt(element, without).remove()
    return write((sink) => element.canonicalize(sink, libxmlForm(form)))
  } finally {
    copy.dispose()
  }
}

/** One step down, with all other child elements cut off: libxml2 looks at every node that is left. */
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

function write(canonicalize: (sink: { write(chunk: Uint8Array): number; close(): boolean }) => void): Buffer {
  const chunks: Buffer[] = []
  canonicalize({
    write: (chunk) => chunks.push(Buffer.from(chunk)) && chunk.byteLength, // the chunk is a view of wasm memory: copy it
    close: () => true,
  })
  return Buffer.concat(chunks)
}
