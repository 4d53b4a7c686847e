import type { Mutation } from '../mutation.ts'
import { prefixOf, replace, responseOf } from './edit.ts'

/** Puts a document type declaration immediately before the root. */
function declare(xml: string, doctype: string): string {
  const root = `<${prefixOf(responseOf(xml))}Response`
  return replace(xml, root, `${doctype}${root}`)
}

/** Like `declare`, with the entity as NameID. */
const withEntity = (xml: string, entity: string, doctype: string) =>
  declare(replace(xml, /(?<=NameID[^>]*>)[^<]*/, `&${entity};`), doctype)

const LAUGHS = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`)

const ROWS: [name: string, title: string, forge: (xml: string) => string][] = [
  [
    'entity-in-name-id',
    'The NameID is an internal entity.',
    (xml) => withEntity(xml, 'user', '<!DOCTYPE r [<!ENTITY user "admin@example.com">]>'),
  ],
  [
    'file-entity',
    'The NameID is an external entity: a file of the verifier that does not exist.',
    (xml) => withEntity(xml, 'file', '<!DOCTYPE r [<!ENTITY file SYSTEM "file:///nonexistent/secret">]>'),
  ],
  [
    'parameter-entity',
    'A parameter entity includes more declarations from a file that does not exist.',
    (xml) => declare(xml, '<!DOCTYPE r [<!ENTITY % more SYSTEM "file:///nonexistent/x.dtd"> %more;]>'),
  ],
  [
    'billion-laughs',
    'Nested entities would expand to a gigabyte.',
    (xml) => withEntity(xml, 'l9', `<!DOCTYPE r [<!ENTITY l0 "ha">${LAUGHS.join('')}]>`),
  ],
  [
    'default-namespace',
    'The declaration moves every NameID to another namespace by a default attribute.',
    (xml) => declare(xml, '<!DOCTYPE r [<!ATTLIST NameID xmlns CDATA #FIXED "urn:attacker">]>'),
  ],
  [
    'inside-the-root',
    'The declaration is inside the root element, where lenient parsers tolerate it.',
    (xml) => {
      const status = `<${prefixOf(responseOf(xml))}Status>`
      return replace(xml, status, `<!DOCTYPE r [<!ENTITY user "x">]>${status}`)
    },
  ],
]

/** Document type declarations, which SAML does not allow. */
export const DOCTYPES: readonly Mutation[] = ROWS.map(([name, title, forge]) => ({
  name: `doctype-${name}`,
  title,
  raises: ['xml-has-no-doctype'],
  forge,
}))
