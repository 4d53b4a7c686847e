import { promote, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { type Attack, WELL_FORMED } from './attack.ts'

type Row = [name: string, base: string, what: string, edit: (xml: string) => string | Buffer]

/** Puts bytes right before the end of the NameID. */
function inNameId(xml: string, ...bytes: number[]): Buffer {
  const at = promote(xml).search(/<\/(?:\w+:)?NameID>/)
  return Buffer.concat([
    Buffer.from(promote(xml).slice(0, at)),
    Buffer.from(bytes),
    Buffer.from(promote(xml).slice(at)),
  ])
}

const withText = (xml: string, text: string) => inNameId(xml, ...Buffer.from(text))
const behind = (xml: string, ...bytes: number[]) => Buffer.concat([Buffer.from(xml), Buffer.from(bytes)])
const before = (xml: string, ...bytes: number[]) => Buffer.concat([Buffer.from(bytes), Buffer.from(xml)])
const declare = (xml: string, encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${xml}`

const UTF8: Row[] = [
  [
    'overlong-less-than',
    'entra/both',
    'An overlong form of < passes a filter and becomes markup later.',
    (xml) => inNameId(xml, 0xc0, 0xbc),
  ],
  [
    'overlong-slash',
    'salesforce/usual',
    'An overlong form of / passes a filter and becomes a slash later.',
    (xml) => inNameId(xml, 0xe0, 0x80, 0xaf),
  ],
  [
    'overlong-nul',
    'node-samlp/base-sp-redirect',
    'NUL in the modified UTF-8 of Java ends the name for a reader in C.',
    (xml) => inNameId(xml, 0xc0, 0x80),
  ],
  [
    'lone-continuation',
    'simplesamlphp/base-sp-redirect',
    'A continuation byte stands alone, hoping to be dropped.',
    (xml) => inNameId(xml, 0x80),
  ],
  [
    'surrogates-cesu-8',
    'entra/enhanced',
    'An emoji is written as two surrogates, which only some readers join.',
    (xml) => inNameId(xml, 0xed, 0xa0, 0xbd, 0xed, 0xb7, 0xbc),
  ],
  [
    'lone-surrogate',
    'salesforce/enhanced',
    'Half an emoji becomes a question mark for some readers.',
    (xml) => inNameId(xml, 0xed, 0xa0, 0x80),
  ],
  [
    'sequence-cut',
    'node-samlp/enhanced-sp-redirect',
    'A sequence is cut short, hoping to swallow the < behind it.',
    (xml) => inNameId(xml, 0xe2, 0x82),
  ],
  [
    'beyond-unicode',
    'simplesamlphp/enhanced-sp-redirect',
    'A sequence of four bytes lies beyond Unicode.',
    (xml) => inNameId(xml, 0xf4, 0x90, 0x80, 0x80),
  ],
  [
    'five-bytes',
    'salesforce/both',
    'A sequence has five bytes, as UTF-8 once allowed.',
    (xml) => inNameId(xml, 0xf8, 0x88, 0x80, 0x80, 0x80),
  ],
  [
    'end-cut',
    'node-samlp/base-sp-post',
    'The last character of the document is cut short.',
    (xml) => behind(xml, 0xe2, 0x82),
  ],
]

const LABELS: Row[] = [
  [
    'utf-16-with-mark',
    'entra/both',
    'The document is UTF-16, in which a filter for ASCII finds nothing.',
    (xml) => Buffer.from(`\ufeff${promote(xml)}`, 'utf16le'),
  ],
  [
    'utf-16-without-mark',
    'simplesamlphp/base-sp-redirect',
    'The document is big-endian UTF-16 and says so nowhere.',
    (xml) => Buffer.from(promote(xml), 'utf16le').swap16(),
  ],
  [
    'utf-32',
    'node-samlp/base-sp-redirect',
    'The document is UTF-32.',
    (xml) => Buffer.from(Array.from(promote(xml), (character) => [0, 0, 0, character.charCodeAt(0)]).flat()),
  ],
  [
    'utf-7',
    'salesforce/usual',
    'What is < in UTF-7 stands in a message that names UTF-7.',
    (xml) => withText(replace(xml, 'UTF-8', 'UTF-7'), '+ADw-evil/+AD4-').toString(),
  ],
  [
    'label-utf-16',
    'salesforce/both',
    'The declaration names UTF-16, the bytes are ASCII.',
    (xml) => replace(xml, 'UTF-8', 'UTF-16'),
  ],
  [
    'label-utf-32',
    'node-samlp/enhanced-sp-redirect',
    'The declaration names UTF-32, the bytes are ASCII.',
    (xml) => declare(xml, 'UTF-32'),
  ],
  [
    'label-ebcdic',
    'simplesamlphp/enhanced-sp-redirect',
    'The declaration names EBCDIC, in which other bytes are markup.',
    (xml) => declare(xml, 'IBM037'),
  ],
  [
    'label-shift-jis',
    'entra/enhanced',
    'The declaration names Shift JIS, in which a backslash is a yen sign.',
    (xml) => declare(xml, 'Shift_JIS'),
  ],
  [
    'label-unknown',
    'node-samlp/base-sp-post',
    'The declaration names an encoding that nobody knows.',
    (xml) => declare(xml, 'x-attacker'),
  ],
  [
    'label-latin-1-over-utf-8',
    'simplesamlphp/user-carol-sp-redirect',
    'The declaration names ISO-8859-1, in which the name of the user is another.',
    (xml) => declare(xml, 'ISO-8859-1'),
  ],
  [
    'label-latin-1',
    'node-samlp/user-carol-sp-redirect',
    'The document is ISO-8859-1 indeed.',
    (xml) => Buffer.from(declare(xml, 'ISO-8859-1'), 'latin1'),
  ],
  [
    'label-behind-white-space',
    'entra/both',
    'The name of UTF-7 stands behind much white space, hoping that nobody looks so far.',
    (xml) => replace(declare(xml, 'UTF-7'), ' encoding', `${' '.repeat(1_000)}encoding`),
  ],
]

const MARKS: Row[] = [
  [
    'mark-twice',
    'simplesamlphp/base-sp-post',
    'Two byte order marks: the second one is a character before the root.',
    (xml) => `\ufeff\ufeff${xml}`,
  ],
  [
    'mark-behind-declaration',
    'salesforce/usual',
    'A byte order mark stands behind the declaration.',
    (xml) => replace(xml, '?>', '?>\ufeff'),
  ],
  [
    'mark-behind-line-break',
    'node-samlp/base-idp-initiated',
    'A byte order mark stands behind a line break.',
    (xml) => `\n\ufeff${xml}`,
  ],
  [
    'mark-behind-root',
    'simplesamlphp/base-idp-initiated',
    'A byte order mark stands behind the root.',
    (xml) => `${xml}\ufeff`,
  ],
  [
    'mark-of-utf-16',
    'entra/usual',
    'The mark is that of UTF-16, the bytes are ASCII.',
    (xml) => before(xml, 0xfe, 0xff),
  ],
]

const CONTROLS: Row[] = [
  ['nul', 'entra/both', 'NUL ends the NameID for a reader in C.', (xml) => inNameId(xml, 0)],
  [
    'control-character',
    'salesforce/both',
    'A control character stands in the NameID, hoping to be dropped.',
    (xml) => inNameId(xml, 1),
  ],
  [
    'vertical-tab',
    'node-samlp/base-sp-redirect',
    'A vertical tab is white space to some, and no character of XML.',
    (xml) => inNameId(xml, 0x0b),
  ],
  ['escape', 'simplesamlphp/base-sp-redirect', 'ESC begins a command to the terminal.', (xml) => inNameId(xml, 0x1b)],
  ['no-character', 'salesforce/enhanced', 'U+FFFE is no character.', (xml) => withText(xml, '\ufffe')],
  [
    'reference-to-nul',
    'node-samlp/enhanced-sp-post',
    'A reference to NUL ends the NameID for a reader in C.',
    (xml) => withText(xml, '&#0;'),
  ],
  [
    'reference-to-control-character',
    'simplesamlphp/enhanced-sp-post',
    'A reference to a control character.',
    (xml) => withText(xml, '&#x1;'),
  ],
  [
    'reference-to-no-character',
    'entra/enhanced',
    'A reference to U+FFFE, which is no character.',
    (xml) => withText(xml, '&#xFFFE;'),
  ],
  ['reference-to-surrogate', 'salesforce/usual', 'A reference to half an emoji.', (xml) => withText(xml, '&#xD800;')],
  [
    'reference-beyond-unicode',
    'node-samlp/base-sp-post',
    'A reference to what lies beyond Unicode, hoping to overflow to another character.',
    (xml) => withText(xml, '&#x110000;'),
  ],
  [
    'reference-overflow',
    'simplesamlphp/base-sp-post',
    'A reference to 2 to the power of 32 and 60, hoping to overflow to <.',
    (xml) => withText(xml, '&#4294967356;'),
  ],
  [
    'xml-1-1-control-character',
    'node-samlp/base-sp-redirect',
    'The declaration names XML 1.1, which allows a reference to a control character.',
    (xml) => `<?xml version="1.1"?>${withText(xml, '&#x1;')}`,
  ],
  [
    'xml-1-1-next-line',
    'entra/both',
    'The declaration names XML 1.1, in which NEL is white space between attributes.',
    (xml) => `<?xml version="1.1"?>${replace(xml, '<samlp:Response ', '<samlp:Response\u0085')}`,
  ],
  [
    'xml-2-0',
    'simplesamlphp/base-sp-redirect',
    'The declaration names a version of XML that does not exist.',
    (xml) => `<?xml version="2.0"?>${xml}`,
  ],
]

/** A deflate stream of one stored block: the same bytes whatever zlib is at hand. */
function deflated(xml: string): Buffer {
  const bytes = Buffer.from(xml)
  const head = Buffer.from([1, 0, 0, 0, 0])
  head.writeUInt16LE(bytes.length, 1)
  head.writeUInt16LE(0xffff - bytes.length, 3)
  return Buffer.concat([head, bytes])
}

type Field = [name: string, base: string, what: string, field: (base64: string) => string, id?: string]

const BASE64 = 'response-is-base64'
const half = (base64: string) => Math.floor(base64.length / 8) * 4

const FIELDS: Field[] = [
  [
    'url-alphabet',
    'entra/both',
    'The URL alphabet of base64.',
    (base64) => base64.replaceAll('+', '-').replaceAll('/', '_'),
  ],
  ['encoded-twice', 'salesforce/usual', 'The field is percent-encoded once more.', encodeURIComponent],
  ['space-for-plus', 'node-samlp/base-sp-redirect', 'A plus became a space.', (base64) => replace(base64, '+', ' ')],
  [
    'cut',
    'simplesamlphp/base-sp-redirect',
    'The field is cut inside a group of four.',
    (base64) => base64.slice(0, half(base64) + 3),
  ],
  [
    'cut-between-groups',
    'entra/enhanced',
    'The field is cut between two groups.',
    (base64) => base64.slice(0, half(base64)),
    WELL_FORMED,
  ],
  [
    'junk',
    'node-samlp/base-sp-post',
    'Characters outside the alphabet, which some decoders drop.',
    (base64) => base64.replace(/^.{40}/, (start) => `${start}*!%$`),
  ],
  ['cyrillic-letter', 'salesforce/both', 'A letter that only looks right.', (base64) => base64.replace('A', '\u0410')],
  [
    'padding-inside',
    'simplesamlphp/base-sp-post',
    'Padding in the middle, where some decoders stop.',
    (base64) => `${base64.slice(0, half(base64))}AAA=${base64.slice(half(base64))}`,
  ],
  [
    'data-behind-padding',
    'salesforce/enhanced',
    'A second message behind the padding of the first one.',
    (base64) => `${base64.replace(/=*$/, '')}==${Buffer.from('<evil/>').toString('base64')}`,
  ],
  [
    'padding-missing',
    'node-samlp/enhanced-sp-redirect',
    'The padding is missing.',
    (base64) => `${base64.slice(0, -4)}AA`,
  ],
  ['padding-alone', 'simplesamlphp/enhanced-sp-redirect', 'The field is padding.', () => '===='],
  [
    'encoded-as-quoted-printable',
    'node-samlp/base-idp-initiated',
    'Every = is written as in mail.',
    (base64) => `${base64.slice(0, half(base64))}=3D${base64.slice(half(base64))}`,
  ],
  ['base64-twice', 'entra/usual', 'The field is base64 of base64.', (base64) => Buffer.from(base64).toString('base64')],
  [
    'raw-xml',
    'simplesamlphp/base-sp-redirect',
    'The field is XML as it is.',
    (base64) => Buffer.from(base64, 'base64').toString(),
  ],
  [
    'empty',
    'salesforce/usual',
    'The field is empty, hoping for a login of nobody.',
    () => '',
    'response-field-present',
  ],
]

const DEFLATED: Row[] = [
  ['deflated', 'node-samlp/base-sp-post', 'The message is deflated, as for the Redirect binding.', deflated],
]

const asAttack = ([name, base, what, mutate]: Row): Attack => ({
  name,
  base,
  class: 'encoding',
  what,
  mutate,
  expectFail: [WELL_FORMED],
})

/** Bytes that two readers take for different texts, or for none. */
export const ENCODING: Attack[] = [
  ...[...UTF8, ...LABELS, ...MARKS, ...CONTROLS, ...DEFLATED].map(asAttack),
  ...FIELDS.map(
    ([name, base, what, field, id = BASE64]): Attack => ({
      name: `field-${name}`,
      base,
      class: 'encoding',
      what,
      mutate: (xml) => xml,
      field,
      expectFail: [id],
    }),
  ),
]
