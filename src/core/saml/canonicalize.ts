import { elementsOf, type XmlElement } from './canonical.ts'
import { writeExclusive } from './exclusive.ts'
import { readCanonical } from './read-canonical.ts'
import { type CanonicalForm, canonicalTextOfElement, type ElementPath, type OpenDocument } from './xml.ts'

/** One element in canonical form: its text and its tree. */
export interface CanonicalElement {
  text: string
  tree: XmlElement
}

const EXCLUSIVE = 1

/**
 * The canonical form of one element of a document, without one of its children if requested (the
 * enveloped-signature transform). Derived from the form of the whole document if possible, else written by libxml2.
 * Null if libxml2 refuses, or writes something that is not canonical XML: it does not escape namespace names.
 */
export function canonicalElement(
  document: OpenDocument,
  path: ElementPath,
  form: CanonicalForm,
  without: number | null = null,
): CanonicalElement | null {
  const { mode, inclusivePrefixes } = form
  const declared = inclusivePrefixes.every((prefix) => document.inclusivePrefixes.includes(prefix))
  // The tree has no comments or processing instructions, so the form cannot be derived from it.
  if (mode !== EXCLUSIVE || !document.plain || !declared) {
    return readBack(() => canonicalTextOfElement(document, path, form, without))
  }
  const element = path.reduce(childElement, document.tree)
  const leftOut = without === null ? null : childElement(element, without)
  const { text, verbatim } = writeExclusive(document.text, element, inclusivePrefixes, leftOut)
  if (!verbatim) return readBack(() => text)
  return { text, tree: leftOut ? withoutChild(element, leftOut) : element }
}

function readBack(write: () => string): CanonicalElement | null {
  try {
    const text = write()
    return { text, tree: readCanonical(text) }
  } catch {
    return null
  }
}

function childElement(parent: XmlElement, index: number): XmlElement {
  const child = elementsOf(parent)[index]
  if (child) return child
  throw new Error(`no child element ${index}`)
}

/** A copy without one child; the text on both sides of it is joined, as in the remaining text. */
export function withoutChild(element: XmlElement, left: XmlElement): XmlElement {
  const children: (XmlElement | string)[] = []
  for (const child of element.children) {
    const last = children.at(-1)
    if (child === left) continue
    if (typeof child === 'string' && typeof last === 'string') children[children.length - 1] = last + child
    else children.push(child)
  }
  return { ...element, children }
}
