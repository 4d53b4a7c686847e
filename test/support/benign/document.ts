import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import { type Benign, writeValues } from './benign.ts'

/** Puts every element on a line of its own; elements that hold text stay on one. */
const indent =
  (step: string, end = '\n') =>
  (xml: string) => {
    let depth = 0
    const written = xml.split(/(?<=>)(?=<)/).map((piece) => {
      if (piece.startsWith('</')) depth -= 1
      const line = step.repeat(depth) + piece
      if (!piece.includes('</') && !piece.endsWith('/>')) depth += 1
      return line
    })
    return written.join(end) + end
  }

const before = (text: string) => (xml: string) => text + xml

const SHAPES: Omit<Benign, 'class'>[] = [
  { name: 'byte-order-mark', what: 'The document starts with a byte order mark.', edit: before('\ufeff') },
  {
    name: 'byte-order-mark-and-declaration',
    what: 'A byte order mark stands before the XML declaration.',
    edit: before('\ufeff<?xml version="1.0" encoding="utf-8"?>'),
  },
  {
    name: 'declaration',
    what: 'The document has an XML declaration and a line end after it.',
    edit: before('<?xml version="1.0" encoding="UTF-8"?>\n'),
  },
  {
    name: 'declaration-enhanced',
    what: 'The document has an XML declaration, through the enhanced door.',
    enhanced: true,
    edit: before('<?xml version="1.0" encoding="UTF-8"?>\n'),
  },
  {
    name: 'declaration-without-encoding',
    what: 'The XML declaration names no encoding.',
    edit: before('<?xml version="1.0"?>'),
  },
  {
    name: 'declaration-in-single-quotes',
    what: 'The XML declaration has single quotes and spaces around its equals signs.',
    edit: before("<?xml version = '1.0'  encoding = 'utf-8' ?>\r\n"),
  },
  {
    name: 'declaration-standalone-no',
    what: 'The XML declaration says standalone no, as Java writes it.',
    edit: before('<?xml version="1.0" encoding="UTF-8" standalone="no"?>'),
  },
  {
    name: 'declaration-standalone-yes',
    what: 'The XML declaration says standalone yes.',
    edit: before("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"),
  },
  {
    name: 'declaration-us-ascii',
    what: 'The declared encoding is us-ascii, and a name beyond ASCII is written in references.',
    claims: [['full_name', ['Zoë Čapek']]],
    edit: (xml) => `<?xml version="1.0" encoding="us-ascii"?>\n${xml.replace('Zoë Čapek', 'Zo&#235; &#x10C;apek')}`,
  },
  {
    name: 'declaration-latin-1',
    what: 'The declared encoding is ISO-8859-1, and all bytes are ASCII.',
    edit: before('<?xml version="1.0" encoding="ISO-8859-1"?>'),
  },
  {
    name: 'comments-between-elements',
    what: 'Comments stand between the elements, and around the root.',
    edit: (xml) => {
      const inside = xml
        .replace('<saml:Subject>', '<!-- x --><saml:Subject>')
        .replace('<samlp:Status>', '<!-- --><samlp:Status>')
      return `<!-- by an IdP -->${inside.replace('<saml:Attribute ', '<!--<saml:Attribute/>--><saml:Attribute ')}<!-- end -->\n`
    },
  },
  {
    name: 'comments-in-values',
    what: 'Comments stand inside the NameID and inside values; the whole text around them is meant.',
    edit: (xml) =>
      xml
        .replace('>ada@example.com</saml:NameID>', '>ada@<!-- x -->example.com<!----></saml:NameID>')
        .replace('>Ada Lovelace<', '><!-- given -->Ada<!-- family --> Lovelace<'),
  },
  {
    name: 'comments-in-values-enhanced',
    what: 'Comments stand inside the NameID and inside values, through the enhanced door.',
    enhanced: true,
    edit: (xml) =>
      xml
        .replace('>ada@example.com</saml:NameID>', '>ada@<!-- x -->example.com<!----></saml:NameID>')
        .replace('>Ada Lovelace<', '><!-- given -->Ada<!-- family --> Lovelace<'),
  },
  {
    name: 'processing-instructions',
    what: 'Processing instructions stand before the root, behind it, between elements and inside a value.',
    edit: (xml) => {
      const inside = xml
        .replace('<saml:Subject>', '<?idp mark?><saml:Subject>')
        .replace('Ada Lovelace', 'Ada <?x?>Lovelace')
      return `<?xml version="1.0"?><?xml-stylesheet href="x.xsl" type="text/xsl"?>\n${inside}\n<?end?>`
    },
  },
  { name: 'indented', what: 'The document was indented before it was signed.', edit: indent('  ') },
  {
    name: 'indented-enhanced',
    what: 'The document was indented, through the enhanced door.',
    enhanced: true,
    edit: indent('    '),
  },
  { name: 'indented-with-tabs', what: 'The document was indented with tabs.', edit: indent('\t') },
  {
    name: 'carriage-returns',
    what: 'The document was indented, and its lines end with carriage return and line feed.',
    edit: (xml) => `<?xml version="1.0" encoding="UTF-8"?>\r\n${indent('  ', '\r\n')(xml)}`,
  },
  {
    name: 'lone-carriage-returns',
    what: 'The lines of the document end with a carriage return alone.',
    edit: indent(' ', '\r'),
  },
  {
    name: 'tags-over-lines',
    what: 'Attributes stand on lines of their own, and there is white space before the ends of tags.',
    edit: (xml) => xml.replaceAll(/ ([A-Z]\w+)="/g, '\n\t$1\t=\r\n"').replaceAll(/<(\/[^>]+)>/g, '<$1 >'),
  },
  {
    name: 'single-quotes',
    what: 'All attributes have single quotes.',
    edit: (xml) => xml.replaceAll('"', "'"),
  },
  {
    name: 'empty-elements-written-out',
    what: 'Elements without content are written with start and end tag.',
    edit: (xml) => xml.replaceAll(/<([\w:]+)([^<>]*)\/>/g, '<$1$2></$1>'),
  },
  {
    name: 'attributes-in-reverse',
    what: 'The attributes of the Response and the Assertion stand in reverse.',
    edit: (xml) =>
      xml.replaceAll(/<(samlp:Response|saml:Assertion)( [^>]*)>/g, (_, name, attributes: string) => {
        const each = attributes.match(/ [^ =]+="[^"]*"/g) ?? []
        return `<${name}${each.reverse().join('')}>`
      }),
  },
  {
    name: 'character-data-sections',
    what: 'NameID, Issuer and values are CDATA sections, one of them in two.',
    claims: [['about', ['<b>&amp;</b> ]]> end']]],
    edit: (xml) => {
      const about = '<saml:AttributeValue><![CDATA[<b>&amp;</b> ]]]]><![CDATA[> end]]></saml:AttributeValue>'
      const issuer = writeValues('about', about)(xml).replaceAll(/(<saml:Issuer>)([^<]*)/g, '$1<![CDATA[$2]]>')
      return replace(issuer, '>ada@example.com</saml:NameID>', '><![CDATA[ada@]]>example<![CDATA[.com]]></saml:NameID>')
    },
  },
]

/** The document around the message, and how XML lets it be written. */
export const DOCUMENTS: Benign[] = SHAPES.map((shape) => ({ ...shape, class: 'document' }))
