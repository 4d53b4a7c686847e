import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import { type Benign, writeValues } from './benign.ts'

const value = (content: string, attributes = '') => `<saml:AttributeValue${attributes}>${content}</saml:AttributeValue>`

const INSTANCE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
const typed = (type: string, content: string) =>
  value(content, ` xmlns:xs="http://www.w3.org/2001/XMLSchema" ${INSTANCE} xsi:type="${type}"`)

const GROUPS = Array.from({ length: 300 }, (_, index) => `g${index}`)

const CHARACTERS: Omit<Benign, 'class'>[] = [
  {
    name: 'beyond-basic-plane',
    what: 'Values hold characters outside the basic plane, also in references.',
    claims: [
      ['full_name', ['🗼 𝒜da 👩🏽‍💻']],
      ['tower', ['🗼', '\u{10fffd}']],
    ],
    edit: (xml) => replace(xml, '<saml:AttributeValue>🗼<', '<saml:AttributeValue>&#x1F5FC;<'),
  },
  {
    name: 'beyond-basic-plane-enhanced',
    what: 'Values hold characters outside the basic plane, through the enhanced door.',
    enhanced: true,
    claims: [['full_name', ['🗼 𝒜da 👩🏽‍💻']]],
  },
  {
    name: 'combining-characters',
    what: 'The same name stands there composed and decomposed; nothing is normalised.',
    claims: [
      ['full_name', ['Zoë']],
      ['alias', ['Zoe\u0308', 'A\u030a', 'Å', '\u212b']],
    ],
  },
  {
    name: 'right-to-left',
    what: 'Values are Hebrew and Arabic, with marks that set the direction.',
    claims: [
      ['full_name', ['עדה \u200fלאבלייס']],
      ['alias', ['\u202bآدا\u202c (ada)']],
    ],
  },
  {
    name: 'line-separators',
    what: 'Values hold U+0085, U+2028 and U+2029, which XML 1.0 leaves alone.',
    claims: [['about', ['one\u2028two\u2029three\u0085four']]],
  },
  {
    name: 'unusual-spaces',
    what: 'Values hold no-break, zero-width and ideographic spaces, also at their ends.',
    claims: [['about', ['\u00a0a\u00a0', '\u200bb\u200d', '\u3000c\u2003', '\ufeffd']]],
  },
  {
    name: 'rare-characters',
    what: 'Values hold DEL, C1 controls, private use and the replacement character, which XML allows.',
    claims: [['about', ['\u007f\u0080\u009f', '\ue000\uf8ff', '\ufffd']]],
  },
  {
    name: 'line-ends-and-tabs',
    what: 'Values hold tabs and line ends as they are, and a carriage return as a reference.',
    claims: [['address', ['1 Main St\n\tRoom 5\r\nLondon\r', '\t', '\n']]],
    edit: (xml) => xml.replaceAll('\r', '&#13;'),
  },
  {
    name: 'line-ends-in-attributes',
    what: 'XML attributes hold tab, line feed and carriage return as references, which keep them as they are.',
    claims: [['cost\tcentre\n7\r', ['42']]],
    edit: (xml) =>
      replace(xml, 'Name="cost\tcentre\n7\r"', 'Name="cost&#9;centre&#xA;7&#13;" FriendlyName="cost&#10;centre"'),
  },
  {
    name: 'spaces-around-values',
    what: 'Values have spaces before and after them and between words.',
    claims: [
      ['full_name', ['  Ada   Lovelace ']],
      ['note', [' ', '   x']],
    ],
  },
  {
    name: 'predefined-entities',
    what: 'Values hold every character that XML escapes, written by entity.',
    claims: [['note', ['a & b < c > d " e \' f']]],
    edit: writeValues('note', value('a &amp; b &lt; c &gt; d &quot; e &apos; f')),
  },
  {
    name: 'numeric-references',
    what: 'Values are written in decimal and hexadecimal references, with leading zeros and in both cases.',
    claims: [['note', ['Ada', '<&>', '\u20ac\u{1f600}ß']]],
    edit: writeValues(
      'note',
      value('&#65;&#x64;&#00097;') + value('&#60;&#x26;&#X3E;'.replace('X', 'x')) + value('&#x20aC;&#x0001F600;&#223;'),
    ),
  },
  {
    name: 'references-in-attributes',
    what: 'Destination and Recipient are written with references.',
    edit: (xml) => xml.replaceAll('"https://iam.', '"https&#58;//&#x69;am.'),
  },
  {
    name: 'quotes-in-attributes',
    what: 'The name of a claim holds quotes, an ampersand and a less-than sign.',
    claims: [['"R&D" <it\'s>', ['yes']]],
    edit: (xml) => replace(xml, 'Name=""R&D" <it\'s>"', 'Name=\'"R&amp;D" &lt;it&apos;s>\''),
  },
  {
    name: 'markup-as-text',
    what: 'Values are HTML, XML and the end of a CDATA section as text.',
    claims: [
      ['full_name', ['<script>alert(1)</script>']],
      ['about', [']]>', '<!-- x -->', '</saml:Assertion>', '&lt;']],
    ],
    edit: (xml) => xml.replaceAll(']]>', ']]&gt;'),
  },
  {
    name: 'markup-as-text-enhanced',
    what: 'Values are HTML as text, through the enhanced door.',
    enhanced: true,
    claims: [['full_name', ['<script>alert(1)</script>']]],
  },
  {
    name: 'code-as-text',
    what: 'Values are what other languages would act upon: templates, paths, JSON, SQL, percent encoding.',
    claims: [
      [
        'note',
        ['{{x}}', '#{x}', '../../etc/passwd', '{"a":1}', "'; DROP TABLE workers; --", '%3Cb%3E', '\\u0041', '$&$1'],
      ],
    ],
  },
]

const SHAPES: Omit<Benign, 'class'>[] = [
  {
    name: 'empty-values',
    what: 'Values are empty elements, written in both ways.',
    claims: [
      ['phone', ['']],
      ['fax', ['']],
    ],
    edit: writeValues('fax', '<saml:AttributeValue/>'),
  },
  {
    name: 'no-values',
    what: 'An Attribute has no AttributeValue at all.',
    claims: [
      ['phone', []],
      ['fax', []],
    ],
    edit: (xml) => replace(xml, '<saml:Attribute Name="fax"></saml:Attribute>', '<saml:Attribute Name="fax"/>'),
  },
  {
    name: 'nil-values',
    what: 'A value is empty and says xsi:nil, as SAML asks for when there is none.',
    claims: [
      ['phone', ['']],
      ['fax', ['', '1']],
    ],
    edit: (xml) => {
      const nil = `<saml:AttributeValue ${INSTANCE} xsi:nil="true"/>`
      return writeValues('phone', nil)(writeValues('fax', nil + value('1'))(xml))
    },
  },
  {
    name: 'value-types',
    what: 'Values have types of XML Schema, declared with the usual prefixes and with others.',
    claims: [
      ['a', ['x']],
      ['b', ['5']],
      ['c', ['true']],
      ['d', ['2026-12-01T10:00:00Z']],
      ['e', ['y']],
    ],
    edit: (xml) =>
      [
        writeValues('a', typed('xs:string', 'x')),
        writeValues('b', typed('xs:integer', '5')),
        writeValues('c', typed('xs:boolean', 'true')),
        writeValues('d', typed('xs:dateTime', '2026-12-01T10:00:00Z')),
        writeValues(
          'e',
          value(
            'y',
            ` xmlns:q1="http://www.w3.org/2001/XMLSchema" xmlns:d="http://www.w3.org/2001/XMLSchema-instance" d:type="q1:anyType"`,
          ),
        ),
      ].reduce((changed, edit) => edit(changed), xml),
  },
  {
    name: 'value-types-that-do-not-fit',
    what: 'Values are not of the type that they claim, or the type is unknown; Flex does not look at types.',
    claims: [
      ['a', ['yes, please']],
      ['b', ['many']],
      ['c', ['x']],
    ],
    edit: (xml) =>
      [
        writeValues('a', typed('xs:boolean', 'yes, please')),
        writeValues('b', typed('xs:integer', 'many')),
        writeValues('c', value('x', ` xmlns:my="urn:example:types" ${INSTANCE} xsi:type="my:shade"`)),
      ].reduce((changed, edit) => edit(changed), xml),
  },
  {
    name: 'nested-name-id',
    what: 'A value is a NameID element, as eduPersonTargetedID is; its text is the value.',
    claims: [['eduPersonTargetedID', ['x7f3']]],
    edit: writeValues(
      'eduPersonTargetedID',
      value(
        '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="https://idp.example.com">x7f3</saml:NameID>',
      ),
    ),
  },
  {
    name: 'nested-markup',
    what: 'A value holds elements of a namespace of its own; its text is all that is in them.',
    claims: [['address', ['1 Main St, London']]],
    edit: writeValues(
      'address',
      value(
        '<a:street xmlns:a="urn:example:address" no="1">1 Main St</a:street>, <town xmlns="urn:example:address">London</town>',
      ),
    ),
  },
  {
    name: 'ids-in-markup',
    what: 'The markup in two values has attributes named id, with the same value; they are IDs of nothing.',
    claims: [
      ['one', ['x']],
      ['two', ['y']],
    ],
    edit: (xml) =>
      writeValues('one', value('<b xmlns="" id="a">x</b>'))(writeValues('two', value('<b xmlns="" id="a">y</b>'))(xml)),
  },
  {
    name: 'attributes-on-values',
    what: 'A value carries attributes of other namespaces.',
    claims: [['note', ['x']]],
    edit: writeValues('note', value('x', ' xmlns:v="urn:example:v" v:level="2" v:since="a&quot;b"')),
  },
  {
    name: 'name-id-of-64-characters',
    what: 'The NameID is as long as a friendly name may be.',
    parts: { nameId: `${'a'.repeat(52)}@example.com` },
  },
  {
    name: 'name-id-beyond-ascii',
    what: 'The NameID holds letters beyond ASCII, an apostrophe, a plus and an ampersand.',
    parts: { nameId: "zoë.o'neil+r&d@bücher.example" },
  },
  {
    name: 'long-value',
    what: 'A value has 3,500 characters, near what TaskRouter takes.',
    claims: [['about', ['lorem ipsum '.repeat(292).slice(0, 3_500)]]],
  },
  {
    name: 'three-hundred-groups',
    what: 'A claim has 300 values, and each declares its namespaces anew, as Okta writes them.',
    claims: [['groups', GROUPS]],
    edit: writeValues('groups', GROUPS.map((group) => typed('xs:string', group)).join('')),
  },
  {
    name: 'many-claims',
    what: 'There are 150 claims of one value.',
    claims: Array.from({ length: 150 }, (_, index) => [`claim_${index}`, [`v${index}`]]),
  },
]

/** Values that must arrive character by character as they were signed. */
export const VALUES: Benign[] = [...CHARACTERS, ...SHAPES].map((shape) => ({ ...shape, class: 'value' }))
