/** An element of a canonical document; namespaces are resolved, references are replaced, comments are left out of `children`. */
export interface XmlElement {
  namespace: string
  localName: string
  qualifiedName: string
  attributes: XmlAttribute[]
  children: (XmlElement | string)[]
  /** True when a comment or processing instruction stands directly inside. */
  hasComments: boolean
  /** Where it begins and ends in the canonical text. */
  start: number
  end: number
  /** The namespace declarations of its start tag: prefix (empty for the default) to the text of the declaration. */
  declarations: ReadonlyMap<string, string>
}

/** An attribute; `namespace` is empty for one without prefix. Namespace declarations are not listed. */
export interface XmlAttribute {
  namespace: string
  localName: string
  value: string
}

type Scope = ReadonlyMap<string, string>
interface OpenElement {
  element: XmlElement
  scope: Scope
}

const TOKEN =
  /<(?:!--[\s\S]*?-->|\?[\s\S]*?\?>|\/([^ \t\r\n<>/]+)>|([^ \t\r\n<>/!?]+)((?: [^ \t\r\n=<>"]+="[^"<]*")*)>)|([^<]+)/y
const ATTRIBUTE = / ([^ \t\r\n=]+)="([^"]*)"/g
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'

/**
 * Reads Canonical XML (W3C xml-c14n, xml-exc-c14n) and nothing else: start and end tags, double-quoted attributes, five
 * named and three numeric references. libxml2 wrote the text, so anything else is our own mistake and throws.
 */
export function readCanonical(text: string): XmlElement {
  const holder: XmlElement = emptyElement('', '', '', 0, NONE)
  const open: OpenElement[] = [{ element: holder, scope: new Map([['xml', XML_NAMESPACE]]) }]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex
    const token = TOKEN.exec(text)
    const current = open.at(-1)
    if (token === null || current === undefined) throw new Error('not canonical XML')
    const [, closing, opening, attributes, characters] = token
    if (opening !== undefined) open.push(openElement(current, opening, attributes ?? '', start))
    else if (closing !== undefined) closeElement(open, closing, TOKEN.lastIndex)
    else if (characters !== undefined) addText(current.element, replaceReferences(characters))
    else current.element.hasComments = true
  }
  const [root, ...more] = elementsOf(holder)
  if (open.length !== 1 || root === undefined || more.length > 0) throw new Error('not one canonical element')
  return root
}

/** As `readCanonical`, but null where libxml2 wrote no canonical XML: it does not escape the names of namespaces. */
export function readCanonicalOrNull(text: string): XmlElement | null {
  try {
    return readCanonical(text)
  } catch {
    return null
  }
}

const NONE: ReadonlyMap<string, string> = new Map()

function emptyElement(
  namespace: string,
  localName: string,
  qualifiedName: string,
  start: number,
  declarations: ReadonlyMap<string, string>,
): XmlElement {
  return {
    namespace,
    localName,
    qualifiedName,
    attributes: [],
    children: [],
    hasComments: false,
    start,
    end: start,
    declarations,
  }
}

function openElement(parent: OpenElement, qualifiedName: string, written: string, start: number): OpenElement {
  const pairs = Array.from(
    written.matchAll(ATTRIBUTE),
    ([raw, name = '', value = '']) => [name, replaceReferences(value), raw] as const,
  )
  const declared = pairs.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  const declarations = declared.length === 0 ? NONE : new Map(declared.map(([name, , raw]) => [name.slice(6), raw]))
  const scope =
    declared.length === 0
      ? parent.scope
      : new Map([...parent.scope, ...declared.map(([name, uri]) => [name.slice(6), uri] as const)])
  const [prefix, localName] = splitName(qualifiedName)
  const element = emptyElement(lookUp(scope, prefix), localName, qualifiedName, start, declarations)
  for (const [name, value] of pairs) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue
    const [attributePrefix, attributeName] = splitName(name)
    element.attributes.push({
      namespace: attributePrefix === '' ? '' : lookUp(scope, attributePrefix),
      localName: attributeName,
      value,
    })
  }
  parent.element.children.push(element)
  return { element, scope }
}

function closeElement(open: OpenElement[], name: string, end: number): void {
  const closed = open.length < 2 ? undefined : open.pop()
  if (closed?.element.qualifiedName !== name) throw new Error(`unexpected end tag ${name}`)
  closed.element.end = end
}

function addText(element: XmlElement, text: string): void {
  const last = element.children.at(-1)
  if (typeof last === 'string') element.children[element.children.length - 1] = last + text
  else element.children.push(text)
}

function lookUp(scope: Scope, prefix: string): string {
  const uri = scope.get(prefix)
  if (uri === undefined && prefix !== '') throw new Error(`undeclared prefix ${prefix}`)
  return uri ?? ''
}

function splitName(name: string): [prefix: string, localName: string] {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
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
  if (!text.includes('&')) return text
  return text.replace(/&[^;]*;?/g, (reference) => {
    const character = REFERENCES.get(reference)
    if (character === undefined) throw new Error(`unexpected reference ${reference}`)
    return character
  })
}

/** The child elements, optionally only those with this name. */
export function elementsOf(parent: XmlElement, namespace?: string, localName?: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' &&
      (namespace === undefined || (child.namespace === namespace && child.localName === localName)),
  )
}

/** All character data inside an element, in document order (DOM textContent): comments never split a value. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

/** The value of an attribute without namespace, or null. */
export function attributeOf(element: XmlElement, name: string): string | null {
  return (
    element.attributes.find((attribute) => attribute.namespace === '' && attribute.localName === name)?.value ?? null
  )
}

/** Every element of a tree with its location, in document order. */
export function* walk(element: XmlElement, location = `/${element.qualifiedName}`): Generator<[XmlElement, string]> {
  yield [element, location]
  const seen = new Map<string, number>()
  for (const child of elementsOf(element)) {
    const position = (seen.get(child.qualifiedName) ?? 0) + 1
    seen.set(child.qualifiedName, position)
    yield* walk(child, `${location}/${child.qualifiedName}${position > 1 ? `[${position}]` : ''}`)
  }
}
