import { type Declaration, declarationOf, type XmlElement } from './canonical.ts'

interface Writer {
  base: string
  apex: XmlElement
  inclusivePrefixes: ReadonlySet<string>
  without: XmlElement | null
  parts: string[]
  /** False once a start tag below the apex was written differently than in the base. */
  verbatim: boolean
}

/**
 * Writes one element in exclusive canonical form (xml-exc-c14n 3), without one of its children if requested. The
 * base is already canonical, so attributes and text are copied and only namespace declarations move.
 * @param base the exclusive canonical form of the whole document, without comments, with a PrefixList that has at least
 *   the prefixes of this one
 * @param inclusivePrefixes the PrefixList, `#default` for the default namespace
 * @returns the text, and whether it equals the base except for the declarations of its outermost start tag
 */
export function writeExclusive(
  base: string,
  apex: XmlElement,
  inclusivePrefixes: string[],
  without: XmlElement | null,
): { text: string; verbatim: boolean } {
  const prefixes = new Set(inclusivePrefixes.map((prefix) => (prefix === '#default' ? '' : prefix)))
  const writer: Writer = { base, apex, inclusivePrefixes: prefixes, without, parts: [], verbatim: true }
  writeElement(writer, apex, [])
  return { text: writer.parts.join(''), verbatim: writer.verbatim }
}

/** `rendered` holds the declarations of ancestors in the output, innermost first. */
function writeElement(writer: Writer, element: XmlElement, rendered: readonly Declaration[]): void {
  const { base, apex, without, parts } = writer
  if (element === without) return
  if (element !== apex && !element.declaresInside && element.borrowed.every((each) => isRendered(each, rendered))) {
    parts.push(base.slice(element.start, element.end))
    return
  }
  const added = neededDeclarations(writer, element).filter((each) => !isRendered(each, rendered))
  writeStartTag(writer, element, added)
  const inside = added.length === 0 ? rendered : [...added, ...rendered]
  let at = element.contentStart
  for (const child of element.children) {
    if (typeof child === 'string') continue
    parts.push(base.slice(at, child.start))
    writeElement(writer, child, inside)
    at = child.end
  }
  parts.push(base.slice(at, element.end))
}

/** Declarations come first and in the order of their prefixes (xml-c14n 2.3), then the attributes in their order. */
function writeStartTag(writer: Writer, element: XmlElement, added: Declaration[]): void {
  const { declarations, start, qualifiedName, contentStart } = element
  const declared = added.length > 1 ? [...added].sort(byPrefix) : added
  const nameEnd = start + 1 + qualifiedName.length
  const written = declarations.reduce((length, each) => length + each.text.length, 0)
  const { parts, base } = writer
  parts.push(
    base.slice(start, nameEnd),
    ...declared.map((each) => each.text),
    base.slice(nameEnd + written, contentStart),
  )
  const same = declared.length === declarations.length && declared.every((each, index) => each === declarations[index])
  if (!same && element !== writer.apex) writer.verbatim = false
}

/** By code points, the order of which UTF-8 keeps and UTF-16 does not. */
function byPrefix(one: Declaration, other: Declaration): number {
  return Buffer.compare(Buffer.from(one.prefix), Buffer.from(other.prefix))
}

/** What an element must declare: the prefixes that it visibly uses, and those of the PrefixList that are in scope. */
function neededDeclarations({ apex, inclusivePrefixes }: Writer, element: XmlElement): Declaration[] {
  const used = [element.prefix, ...element.attributes.map(({ prefix }) => prefix).filter((prefix) => prefix !== '')]
  const inScope = (prefix: string) => findDeclaration(element, prefix) ?? []
  const listed =
    element === apex
      ? [...inclusivePrefixes].flatMap(inScope)
      : element.declarations.filter(({ prefix }) => inclusivePrefixes.has(prefix))
  return [...new Set([...used.flatMap(inScope), ...listed])]
}

function findDeclaration(element: XmlElement, prefix: string): Declaration | undefined {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    const declared = declarationOf(at, prefix)
    if (declared) return declared
  }
  return undefined
}

/** An empty default namespace needs no declaration if none is in force. */
function isRendered({ prefix, namespace }: Declaration, rendered: readonly Declaration[]): boolean {
  const inForce = rendered.find((each) => each.prefix === prefix)
  return (inForce?.namespace ?? '') === namespace
}
