import { extend, promote, replace, responseOf } from '../../../src/core/mutations/attacks/edit.ts'
import { type Attack, WELL_FORMED } from './attack.ts'
import { onRoot } from './edit.ts'

type Row = [name: string, base: string, what: string, edit: (xml: string) => string]

const endOfNameId = /<\/(?:\w+:)?NameID>/
const atNameId = (xml: string, to: string) => replace(promote(xml), /(?<=<(?:\w+:)?NameID) /, to)
const inNameId = (xml: string, text: string) =>
  replace(promote(xml), endOfNameId, text + (endOfNameId.exec(xml)?.[0] ?? ''))
const endNameId = (xml: string, end: (genuine: string) => string) =>
  replace(promote(xml), endOfNameId, end(endOfNameId.exec(xml)?.[0] ?? ''))

const EVIL = '<evil:user xmlns:evil="urn:attacker">admin</evil:user>'

const TAGS: Row[] = [
  [
    'end-tag-missing',
    'salesforce/usual',
    'The NameID is never closed, hoping that it ends where the reader likes.',
    (xml) => endNameId(xml, () => ''),
  ],
  [
    'end-tags-crossed',
    'node-samlp/base-sp-redirect',
    'An element begins inside the NameID and ends outside.',
    (xml) => endNameId(xml, (end) => `<b>${end}</b>`),
  ],
  [
    'end-tag-in-other-case',
    'entra/both',
    'The end tag of the NameID differs in case, as in HTML.',
    (xml) => endNameId(xml, (end) => end.toLowerCase()),
  ],
  [
    'end-tag-of-another-prefix',
    'simplesamlphp/base-sp-redirect',
    'The end tag of the NameID has another prefix.',
    (xml) => endNameId(xml, () => '</samlp:NameID>'),
  ],
  [
    'end-tag-with-attribute',
    'salesforce/both',
    'The end tag of the NameID has an attribute.',
    (xml) => endNameId(xml, (end) => end.replace('>', ' Format="evil">')),
  ],
  [
    'end-tag-cut',
    'node-samlp/enhanced-sp-redirect',
    'The end tag of the NameID lacks its bracket.',
    (xml) => endNameId(xml, (end) => end.replace('>', '')),
  ],
  [
    'start-tag-with-space',
    'entra/enhanced',
    'A space stands before the name of an element, which some take for text.',
    (xml) => inNameId(xml, '< evil/>'),
  ],
  [
    'name-begins-with-digit',
    'simplesamlphp/enhanced-sp-redirect',
    'The name of an element begins with a digit.',
    (xml) => inNameId(xml, '<1evil/>'),
  ],
  [
    'comment-inside-a-tag',
    'node-samlp/base-sp-post',
    'A comment stands inside a tag, hoping to hide an attribute.',
    (xml) => atNameId(xml, ' <!-- --> '),
  ],
  [
    'cut-in-the-middle',
    'salesforce/enhanced',
    'The message ends right behind the evil NameID, hoping that a reader closes what is open.',
    (xml) => promote(xml).split(endOfNameId)[0] ?? '',
  ],
  ['white-space-alone', 'entra/both', 'The document is white space, hoping for a login of nobody.', () => ' \n '],
]

const ATTRIBUTES: Row[] = [
  [
    'attribute-twice',
    'simplesamlphp/base-sp-redirect',
    'The Response has two IDs, and the signature covers one of them.',
    (xml) => onRoot(xml, 'ID="_evil"'),
  ],
  [
    'name-of-claim-twice',
    'node-samlp/base-sp-redirect',
    'A claim has two Names, and which one counts is anybody’s guess.',
    (xml) => replace(xml, ' Name="team_id"', ' Name="roles" Name="team_id"'),
  ],
  [
    'attribute-unquoted',
    'entra/both',
    'The value of an attribute has no quotes, as in HTML.',
    (xml) => atNameId(xml, ' evil=admin '),
  ],
  [
    'attribute-without-value',
    'salesforce/usual',
    'An attribute has no value, as in HTML.',
    (xml) => atNameId(xml, ' evil '),
  ],
  [
    'attribute-with-mixed-quotes',
    'node-samlp/enhanced-sp-redirect',
    'The value of an attribute ends with another quote.',
    (xml) => atNameId(xml, ` evil="admin' `),
  ],
  [
    'attributes-without-space',
    'simplesamlphp/base-sp-post',
    'Nothing stands between two attributes.',
    (xml) => atNameId(xml, ' a="1"'),
  ],
  [
    'less-than-in-attribute',
    'salesforce/both',
    'An attribute holds a tag.',
    (xml) => atNameId(xml, ' evil="<admin/>" '),
  ],
  [
    'ampersand-in-attribute',
    'entra/enhanced',
    'An attribute holds a bare ampersand.',
    (xml) => atNameId(xml, ' evil="a&b" '),
  ],
]

const TEXTS: Row[] = [
  ['ampersand', 'node-samlp/base-sp-redirect', 'A bare ampersand stands in the NameID.', (xml) => inNameId(xml, ' & ')],
  [
    'reference-without-semicolon',
    'entra/both',
    'A reference has no semicolon, as in HTML.',
    (xml) => inNameId(xml, '&lt evil'),
  ],
  [
    'reference-without-number',
    'simplesamlphp/enhanced-sp-redirect',
    'A character reference has no number.',
    (xml) => inNameId(xml, '&#x;'),
  ],
  [
    'entity-undefined',
    'salesforce/usual',
    'The NameID ends in an entity that nobody declared, hoping that it vanishes.',
    (xml) => inNameId(xml, '&evil;'),
  ],
  [
    'entity-of-html',
    'node-samlp/enhanced-sp-post',
    'The NameID holds an entity that HTML knows.',
    (xml) => inNameId(xml, '&nbsp;'),
  ],
  [
    'end-of-cdata',
    'simplesamlphp/base-sp-redirect',
    'The end of a CDATA section stands in text.',
    (xml) => inNameId(xml, ']]>'),
  ],
  ['cdata-unclosed', 'salesforce/enhanced', 'A CDATA section swallows the rest.', (xml) => inNameId(xml, '<![CDATA[')],
  [
    'comment-with-two-hyphens',
    'entra/enhanced',
    'Two hyphens in a comment end it for some readers, and what follows is markup to them.',
    (xml) => inNameId(xml, `<!-- --${EVIL}-->`),
  ],
  [
    'comment-ends-in-three-hyphens',
    'salesforce/both',
    'A comment ends in one hyphen too many.',
    (xml) => inNameId(xml, `<!-- ${EVIL}--->`),
  ],
  ['comment-unclosed', 'node-samlp/base-sp-post', 'A comment swallows the rest.', (xml) => inNameId(xml, '<!-- ')],
  [
    'instruction-unclosed',
    'simplesamlphp/base-idp-initiated',
    'A processing instruction swallows the rest.',
    (xml) => inNameId(xml, '<?x '),
  ],
]

const PROLOGUES: Row[] = [
  [
    'second-response-behind',
    'node-samlp/base-sp-redirect',
    'An evil Response follows the genuine one.',
    (xml) => xml + promote(responseOf(xml)),
  ],
  [
    'second-response-before',
    'entra/both',
    'An evil Response precedes the genuine one.',
    (xml) => promote(responseOf(xml)) + xml,
  ],
  ['text-behind-root', 'simplesamlphp/base-sp-redirect', 'Text follows the root.', (xml) => `${xml}admin`],
  ['text-before-root', 'node-samlp/enhanced-sp-redirect', 'Text precedes the root.', (xml) => `admin${xml}`],
  ['text-before-declaration', 'salesforce/usual', 'Text precedes the XML declaration.', (xml) => `admin${xml}`],
  [
    'reference-behind-root',
    'simplesamlphp/enhanced-sp-redirect',
    'A character reference follows the root.',
    (xml) => `${xml}&#32;`,
  ],
  ['cdata-behind-root', 'entra/enhanced', 'A CDATA section follows the root.', (xml) => `${xml}<![CDATA[ ]]>`],
  [
    'declaration-behind-line-break',
    'salesforce/both',
    'A line break precedes the XML declaration.',
    (xml) => `\n${xml}`,
  ],
  [
    'declaration-behind-comment',
    'salesforce/enhanced',
    'A comment precedes the XML declaration.',
    (xml) => `<!-- -->${xml}`,
  ],
  [
    'declaration-twice',
    'salesforce/comma',
    'A second XML declaration names another encoding.',
    (xml) => replace(xml, '?>', '?><?xml version="1.0" encoding="UTF-16"?>'),
  ],
  [
    'declaration-in-other-case',
    'node-samlp/base-sp-post',
    'The XML declaration is written in upper case.',
    (xml) => `<?XML version="1.0"?>${xml}`,
  ],
  [
    'declaration-without-version',
    'entra/both',
    'The XML declaration has no version.',
    (xml) => `<?xml encoding="UTF-8"?>${xml}`,
  ],
  [
    'declaration-with-unknown-word',
    'simplesamlphp/base-sp-post',
    'The XML declaration has a word of the attacker.',
    (xml) => `<?xml version="1.0" evil="yes"?>${xml}`,
  ],
  [
    'declaration-in-the-middle',
    'node-samlp/base-idp-initiated',
    'An XML declaration stands before the Status.',
    (xml) => replace(xml, '<samlp:Status>', '<?xml version="1.0"?><samlp:Status>'),
  ],
]

/** Here all that is signed stays as it is: a reader that lets the fault pass accepts the message. */
const NAMESPACES: Row[] = [
  [
    'name-with-two-colons',
    'simplesamlphp/sign-assertion-sp-redirect',
    'A name has two colons, and where its prefix ends is anybody’s guess.',
    (xml) => extend(xml, '<a:b:c xmlns:a="urn:a"/>'),
  ],
  [
    'name-ends-in-colon',
    'entra/assertion',
    'A name has a prefix and nothing behind it.',
    (xml) => extend(xml, '<samlp:/>'),
  ],
  [
    'name-begins-with-colon',
    'salesforce/assertion',
    'A name begins with a colon.',
    (xml) => extend(xml, '<:a xmlns="urn:a"/>'),
  ],
  [
    'attribute-with-two-colons',
    'node-samlp/sign-assertion-sp-redirect',
    'The name of an attribute has two colons.',
    (xml) => extend(xml, '<a:b xmlns:a="urn:a" a:b:c=""/>'),
  ],
  [
    'instruction-with-colon',
    'simplesamlphp/sign-assertion-idp-initiated',
    'The target of an instruction has a colon.',
    (xml) => extend(xml, '<a:b xmlns:a="urn:a"/><?a:b c?>'),
  ],
  [
    'attribute-prefix-undeclared',
    'entra/assertion',
    'An attribute has a prefix that nothing declares.',
    (xml) => onRoot(xml, 'evil:ID="_evil"'),
  ],
  [
    'attribute-twice-by-two-prefixes',
    'salesforce/assertion',
    'One attribute is written with two prefixes for one namespace.',
    (xml) => onRoot(xml, 'xmlns:a="urn:a" xmlns:b="urn:a" a:c="1" b:c="2"'),
  ],
  [
    'namespace-declared-twice',
    'node-samlp/sign-assertion-idp-initiated',
    'One prefix is declared twice in one tag.',
    (xml) => onRoot(xml, 'xmlns:a="urn:a" xmlns:a="urn:b"'),
  ],
  [
    'prefix-emptied',
    'simplesamlphp/sign-assertion-sp-redirect',
    'A prefix is declared as nothing, which XML 1.0 does not know.',
    (xml) => onRoot(xml, 'xmlns:a=""'),
  ],
  [
    'prefix-xml-rebound',
    'entra/assertion',
    'The prefix xml is bound to the attacker.',
    (xml) => onRoot(xml, 'xmlns:xml="urn:attacker"'),
  ],
  [
    'prefix-for-the-xml-namespace',
    'salesforce/assertion',
    'Another prefix is bound to the namespace of xml.',
    (xml) => onRoot(xml, 'xmlns:evil="http://www.w3.org/XML/1998/namespace"'),
  ],
  [
    'default-is-the-xml-namespace',
    'node-samlp/sign-assertion-sp-redirect',
    'The default namespace is that of xml.',
    (xml) => extend(xml, '<a xmlns="http://www.w3.org/XML/1998/namespace"/>'),
  ],
  [
    'prefix-xmlns-declared',
    'simplesamlphp/sign-assertion-idp-initiated',
    'The prefix xmlns is declared.',
    (xml) => onRoot(xml, 'xmlns:xmlns="urn:attacker"'),
  ],
  [
    'prefix-for-the-xmlns-namespace',
    'node-samlp/sign-assertion-idp-initiated',
    'A prefix is bound to the namespace of xmlns.',
    (xml) => onRoot(xml, 'xmlns:evil="http://www.w3.org/2000/xmlns/"'),
  ],
  [
    'element-with-prefix-xmlns',
    'entra/assertion',
    'An element has the prefix xmlns.',
    (xml) => extend(xml, '<xmlns:a/>'),
  ],
]

const withPolicy = (policy: Attack['policy'], rows: Row[]): Attack[] =>
  rows.map(([name, base, what, mutate]) => ({
    name,
    base,
    class: 'malformed',
    what,
    ...(policy ? { policy } : {}),
    mutate,
    expectFail: [WELL_FORMED],
  }))

/** Messages that are no XML, or none with namespaces, and that a lenient reader repairs in favour of the attacker. */
export const MALFORMED: Attack[] = [
  ...withPolicy(undefined, [...TAGS, ...ATTRIBUTES, ...TEXTS, ...PROLOGUES]),
  ...withPolicy('assertion', NAMESPACES),
]
