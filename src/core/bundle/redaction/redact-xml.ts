import { NAMESPACE } from '../../domain/saml-names.ts'
import { escaping } from '../../domain/xml.ts'
import { attributeOf, textOf, type XmlAttribute, type XmlElement } from '../../saml/canonical.ts'
import { ELEMENTS, VALUE_TYPES } from './known-words.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import type { TextRedaction } from './redact-text.ts'

const PREFIXES = new Set(['#default', 'samlp', 'saml', 'ds', 'xs', 'xsi'])
const DECLARATIONS = [
  ...Object.entries(ELEMENTS).map(([namespace, { prefix }]) => [prefix, namespace]),
  ['xs', NAMESPACE.schema],
  ['xsi', NAMESPACE.schemaInstance],
  ['redacted', 'urn:flex-iam-mock:redacted'],
]

/**
 * Writes a document anew from what was read of another one: the elements and attributes that the specifications know, in
 * the same order, with every text replaced. Comments and key information are left out.
 */
export function redactXml(root: XmlElement, text: TextRedaction, pseudonyms: Pseudonyms): string {
  const write = (element: XmlElement): string => {
    if (element.localName === 'KeyInfo') {
      pseudonyms.omit('key information')
      return ''
    }
    if (element.hasComments) pseudonyms.omit('comments')
    const name = nameOf(element, pseudonyms)
    const declared = element === root ? DECLARATIONS.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('') : ''
    const attributes = element.attributes.map((attribute) => {
      const written = isOnceMore(attribute, element) ? '' : writeAttribute(attribute, element, text)
      if (written === '') pseudonyms.omit('attributes')
      return written
    })
    return `<${name}${declared}${attributes.join('')}>${writeContent(element, text, write)}</${name}>`
  }
  return write(root)
}

function nameOf({ namespace, localName }: XmlElement, pseudonyms: Pseudonyms): string {
  const known = Object.hasOwn(ELEMENTS, namespace) ? ELEMENTS[namespace] : undefined
  if (known?.names.has(localName)) return `${known.prefix}:${localName}`
  return `redacted:element-${pseudonyms.of('element names', `{${namespace}}${localName}`).number}`
}

type Rule = Exclude<keyof TextRedaction, 'claimValue'>

/** The attributes that stay, and what each is. */
const ATTRIBUTES: Record<string, Rule> = {
  ...all('id', 'InResponseTo'),
  ...all('time', 'IssueInstant NotBefore NotOnOrAfter AuthnInstant SessionNotOnOrAfter'),
  ...all('entity', 'Destination Recipient NameQualifier SPNameQualifier SPProvidedID'),
  ...all('constant', 'Version Value Format NameFormat Method Algorithm Type Consent Decision Comparison'),
  ...all('claimName', 'Name FriendlyName'),
  ...all('value', 'SessionIndex Address DNSName Resource Namespace Count'),
}

/** The elements whose text is something else than a value. */
const TEXTS: Record<string, Rule> = {
  ...all('entity', 'Issuer Audience AuthenticatingAuthority AuthnContextDeclRef AssertionURIRef'),
  ...all('constant', 'AuthnContextClassRef'),
  ...all('id', 'AssertionIDRef'),
}

function all(rule: Rule, names: string): Record<string, Rule> {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]))
}

/** Foreign namespaces become one, in which a name can stand once. */
function isOnceMore(attribute: XmlAttribute, { attributes }: XmlElement): boolean {
  const isAlike = ({ namespace, localName }: XmlAttribute) => namespace !== '' && localName === attribute.localName
  return attribute.namespace !== '' && /^id$/i.test(attribute.localName) && attributes.find(isAlike) !== attribute
}

/** Writes an attribute with its value replaced; nothing for one that no specification knows. */
function writeAttribute(attribute: XmlAttribute, element: XmlElement, text: TextRedaction): string {
  const { namespace, localName, value } = attribute
  if (namespace === NAMESPACE.schemaInstance) return writeInstance(attribute, element)
  if (/^id$/i.test(localName)) return ` ${namespace === '' ? '' : 'redacted:'}${localName}="${text.id(value)}"`
  if (namespace === NAMESPACE.xml && localName === 'lang') return ' xml:lang="en"'
  if (namespace !== '') return ''
  if (localName === 'PrefixList') return ` PrefixList="${knownPrefixes(value)}"`
  if (localName === 'URI' && element.localName === 'Reference') return ` URI="${redactReference(value, text)}"`
  const rule = Object.hasOwn(ATTRIBUTES, localName) ? ATTRIBUTES[localName] : undefined
  return rule === undefined ? '' : ` ${localName}="${escapeXml(text[rule](value))}"`
}

function writeInstance({ localName, value }: XmlAttribute, element: XmlElement): string {
  if (localName === 'type') return writeType(value.slice(value.indexOf(':') + 1), element)
  return localName === 'nil' ? ` xsi:nil="${value === 'true' || value === '1'}"` : ''
}

const redactReference = (value: string, text: TextRedaction) =>
  value.startsWith('#') ? `#${text.id(value.slice(1))}` : escapeXml(text.entity(value))

/** Prefixes are written anew; that there were some is what counts. */
const knownPrefixes = (list: string) =>
  list
    .split(/\s+/)
    .filter((prefix) => PREFIXES.has(prefix))
    .join(' ') || 'xs'

/** The type that an element has anyway stays its type; one that asks for key information goes with that. */
function writeType(name: string, { namespace, localName }: XmlElement): string {
  if (name === 'KeyInfoConfirmationDataType') return ''
  const own = name === `${localName}Type` && Object.hasOwn(ELEMENTS, namespace) ? ELEMENTS[namespace] : undefined
  return own?.names.has(localName)
    ? ` xsi:type="${own.prefix}:${name}"`
    : ` xsi:type="xs:${VALUE_TYPES.has(name) ? name : 'string'}"`
}

function writeContent(element: XmlElement, text: TextRedaction, write: (element: XmlElement) => string): string {
  const isLeaf = element.children.every((child) => typeof child === 'string')
  if (isLeaf) return escapeXml(redactLeaf(element, text))
  return element.children
    .map((child) => {
      if (typeof child !== 'string') return write(child)
      return child.trim() === '' ? '' : escapeXml(text.value(child))
    })
    .join('')
}

const BASE64 = new Set(['DigestValue', 'SignatureValue', 'CipherValue'])
const MAX_BYTES = 512

function redactLeaf(element: XmlElement, text: TextRedaction): string {
  const content = textOf(element)
  const { localName, parent } = element
  if (BASE64.has(localName)) return zeros(content) ?? text.value(content)
  if (localName === 'AttributeValue') return text.claimValue((parent && attributeOf(parent, 'Name')) ?? '', content)
  return text[(Object.hasOwn(TEXTS, localName) ? TEXTS[localName] : undefined) ?? 'value'](content)
}

/** As many zeros in base64, or null for what is no base64. */
function zeros(text: string): string | null {
  const bare = text.replace(/\s+/g, '')
  const bytes = Buffer.from(bare, 'base64')
  return bytes.toString('base64') === bare ? Buffer.alloc(Math.min(bytes.length, MAX_BYTES)).toString('base64') : null
}

const escapeXml = escaping('&<>"')
