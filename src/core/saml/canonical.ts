/** An element of a canonical document; namespaces are resolved, references are replaced, `children` has no comments. */
export interface XmlElement {
  parent: XmlElement | null
  namespace: string
  prefix: string
  localName: string
  qualifiedName: string
  attributes: XmlAttribute[]
  children: (XmlElement | string)[]
  /** Whether it directly contains a comment or processing instruction. */
  hasComments: boolean
  /** Where it starts and ends in the canonical text, and where its start tag ends. */
  start: number
  contentStart: number
  end: number
  /** The namespace declarations of its start tag. */
  declarations: readonly Declaration[]
  /** The declarations of ancestors that it, or anything inside it, depends on. */
  borrowed: Declaration[]
  /** Whether it, or anything inside it, declares a namespace. */
  declaresInside: boolean
}

/** An attribute; `namespace` is empty for one without a prefix. Namespace declarations are not included. */
export interface XmlAttribute {
  namespace: string
  prefix: string
  localName: string
  value: string
}

/** A namespace declaration: its prefix (empty for the default), and its text. */
export interface Declaration {
  prefix: string
  namespace: string
  text: string
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

/** The value of an attribute without a namespace, or null. */
export function attributeOf(element: XmlElement, name: string): string | null {
  return (
    element.attributes.find((attribute) => attribute.namespace === '' && attribute.localName === name)?.value ?? null
  )
}

/** The declaration of a prefix in the start tag of an element. */
export function declarationOf({ declarations }: XmlElement, prefix: string): Declaration | undefined {
  return declarations.length === 0 ? undefined : declarations.find((each) => each.prefix === prefix)
}

/** An element and everything inside it, in document order. */
export function elementsIn(element: XmlElement, found: XmlElement[] = []): XmlElement[] {
  found.push(element)
  for (const child of element.children) if (typeof child !== 'string') elementsIn(child, found)
  return found
}

/** Returns the location of any element of a tree. The tree is walked when the first location is needed. */
export function locator(root: XmlElement): (element: XmlElement) => string {
  let places: Map<XmlElement, string> | undefined
  return (element) => {
    places ??= new Map(locate(root, `/${root.qualifiedName}`))
    return places.get(element) ?? ''
  }
}

function* locate(element: XmlElement, location: string): Generator<[XmlElement, string]> {
  yield [element, location]
  const seen = new Map<string, number>()
  for (const child of elementsOf(element)) {
    const position = (seen.get(child.qualifiedName) ?? 0) + 1
    seen.set(child.qualifiedName, position)
    yield* locate(child, `${location}/${child.qualifiedName}${position > 1 ? `[${position}]` : ''}`)
  }
}
