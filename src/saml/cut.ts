import type { XmlElement } from './canonical.ts'

/**
 * Cuts the exclusive canonical form of one element out of that of its whole document. The two differ only in the
 * namespaces that an ancestor renders and the element leans on (xml-exc-c14n 3, "output ancestor"): the prefix of its own
 * name is declared anew, for anything more the answer is null and libxml2 has to write the element by itself. A wrong cut
 * could only refuse a signature: what is hashed is what is read afterwards.
 * @param text the exclusive canonical form of the document, without comments and processing instructions
 * @param ancestors from the root inwards
 * @param inclusivePrefixes the PrefixList with which the document was canonicalised
 * @param without a descendant that is left out
 */
export function cutElement(
  text: string,
  element: XmlElement,
  ancestors: XmlElement[],
  inclusivePrefixes: string[],
  without: XmlElement | null,
): string | null {
  const { start, end } = element
  const cut = without ? text.slice(start, without.start) + text.slice(without.end, end) : text.slice(start, end)
  if (cut.includes(' xmlns=""')) return null // it undoes a default that only an ancestor renders
  const inherited = new Map(ancestors.flatMap(({ declarations }) => [...declarations]))
  if (inclusivePrefixes.some((prefix) => inherited.has(prefix === '#default' ? '' : prefix))) return null
  const own = prefixOf(element)
  for (const prefix of inherited.keys()) {
    if (element.declarations.has(prefix)) continue
    if (prefix !== own && uses(cut, prefix)) return null
  }
  const declaration = element.declarations.has(own) ? undefined : inherited.get(own)
  if (declaration === undefined || declaration === ' xmlns=""') return cut
  if (element.declarations.size > 0) return null
  const nameEnd = 1 + element.qualifiedName.length
  return cut.slice(0, nameEnd) + declaration + cut.slice(nameEnd)
}

function prefixOf({ qualifiedName, localName }: XmlElement): string {
  return qualifiedName.slice(0, Math.max(0, qualifiedName.length - localName.length - 1))
}

/** Whether a prefix could be in use: rather once too often than too seldom. */
function uses(cut: string, prefix: string): boolean {
  return prefix === '' ? /<[^/: >]+[ >]/.test(cut) : cut.includes(`${prefix}:`)
}
