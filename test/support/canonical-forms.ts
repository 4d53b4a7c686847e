import { expect } from '@jest/globals'
import { elementsOf, type XmlElement } from '../../src/core/saml/canonical.ts'
import { canonicalElement } from '../../src/core/saml/canonicalize.ts'
import { inspectBytes } from '../../src/core/saml/gate.ts'
import { readCanonical } from '../../src/core/saml/read-canonical.ts'
import { type CanonicalForm, canonicalTextOfElement, type OpenDocument, openDocument } from '../../src/core/saml/xml.ts'
import { listFixtures, loadFixture } from './fixtures.ts'

/** PrefixLists that documents are canonicalised with. */
export const LISTS = [[], ['ds', 'saml', 'samlp', 'xs', 'xsi'], ['p', 'q', '#default'], ['p']]
/** All of their prefixes. */
export const ALL_PREFIXES = [...new Set(LISTS.flat())]
const FORMS: CanonicalForm[] = LISTS.map((inclusivePrefixes) => ({ mode: 1, withComments: false, inclusivePrefixes }))

/** The places of elements, level by level: signatures and their SignedInfo are on the first three below the root. */
function places(root: XmlElement): number[][] {
  const below = (path: number[]) => elementsOf(path.reduce(childAt, root)).map((_, index) => [...path, index])
  const children = below([])
  const grandchildren = children.flatMap(below)
  return [[], ...children, ...grandchildren, ...grandchildren.flatMap(below)]
}

function childAt(parent: XmlElement, index: number): XmlElement {
  const child = elementsOf(parent)[index]
  if (child === undefined) throw new Error('no such child')
  return child
}

/** What a tree says, without its places in a text. */
const said = (tree: XmlElement): string =>
  JSON.stringify([tree], ['namespace', 'prefix', 'localName', 'attributes', 'value', 'children'])

/** Compares what we write of the first so many elements with what libxml2 writes, without and with their first children. */
export function expectFormsOfLibxml(xml: string | Buffer, prefixes: string[], elements: number): void {
  const { document } = openDocument(Buffer.from(xml), prefixes)
  if (document === null) throw new Error('no document')
  const forms = FORMS.filter(({ inclusivePrefixes }) => inclusivePrefixes.every((each) => prefixes.includes(each)))
  for (const path of places(document.tree).slice(0, elements)) {
    const children = elementsOf(path.reduce(childAt, document.tree)).length
    for (const without of [null, 0, 1].filter((each) => each === null || each < children)) {
      for (const form of forms) expectFormOfLibxml(document, path, form, without)
    }
  }
  document.libxml.dispose()
}

function expectFormOfLibxml(document: OpenDocument, path: number[], form: CanonicalForm, without: number | null): void {
  const ours = canonicalElement(document, path, form, without)
  const theirs = canonicalTextOfElement(document, path, form, without)
  const place = { path, without, form }
  expect({ ...place, text: ours?.text, said: ours && said(ours.tree) }).toEqual({
    ...place,
    text: theirs,
    said: said(readCanonical(theirs)),
  })
}

/** The messages of some folders of fixtures/ that pass the gate and are XML. */
export function listDocuments(...folders: string[]): { name: string; xml: Buffer }[] {
  return folders
    .flatMap(listFixtures)
    .map((name) => ({ name, xml: Buffer.from(loadFixture(name).samlResponse, 'base64') }))
    .filter(({ xml }) => canBeOpened(xml))
}

function canBeOpened(xml: Buffer): boolean {
  const { encodingFault, doctypeAt, limitFault } = inspectBytes(xml)
  if (encodingFault !== null || doctypeAt >= 0 || limitFault !== null) return false
  const { document } = openDocument(xml)
  document?.libxml.dispose()
  return document !== null
}
