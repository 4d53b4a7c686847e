import type { Benign } from './benign.ts'

/** Cuts text into lines; each ends with `end`, the last one too if that is asked for. */
const lines =
  (columns: number, end: string, { first = '', last = '' } = {}) =>
  (text: string) =>
    first + (text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []).join(end) + last

const SHAPES: Omit<Benign, 'class'>[] = [
  {
    name: 'lines-of-64',
    what: 'Digest, signature and certificate are cut into lines of 64, as PEM has them.',
    wrap: lines(64, '\n'),
  },
  {
    name: 'lines-of-76',
    what: 'Digest, signature and certificate are cut into lines of 76, with a line end after the last one, as MIME has it.',
    wrap: lines(76, '\n', { last: '\n' }),
  },
  {
    name: 'decimal-carriage-returns',
    what: 'Each line of base64 ends with &#13; and a line feed, as Java writes it on Windows.',
    wrap: lines(76, '&#13;\n'),
  },
  {
    name: 'hexadecimal-carriage-returns',
    what: 'Each line of base64 ends with &#xD; and a line feed, as .NET writes it.',
    wrap: lines(76, '&#xD;\n', { last: '&#xD;\n' }),
  },
  {
    name: 'hexadecimal-carriage-returns-enhanced',
    what: 'Each line of base64 ends with &#xD; and a line feed, through the enhanced door.',
    enhanced: true,
    wrap: lines(76, '&#xD;\n', { last: '&#xD;\n' }),
  },
  {
    name: 'raw-carriage-returns',
    what: 'Each line of base64 ends with a carriage return and a line feed as they are.',
    wrap: lines(76, '\r\n'),
  },
  {
    name: 'indented-lines',
    what: 'The lines of base64 are indented, with a line end before the first and after the last.',
    wrap: lines(64, '\n        ', { first: '\n        ', last: '\n      ' }),
  },
  {
    name: 'lines-with-tabs',
    what: 'The lines of base64 are indented by tabs, and the digest has spaces around it.',
    wrap: lines(64, '\n\t\t', { first: ' ', last: ' \t' }),
  },
  {
    name: 'field-lines-of-76',
    what: 'The form field itself is cut into lines of 76.',
    field: lines(76, '\n'),
  },
  {
    name: 'field-lines-with-carriage-returns',
    what: 'The form field itself is cut into lines of 76 that end with carriage return and line feed.',
    field: lines(76, '\r\n', { last: '\r\n' }),
  },
  {
    name: 'field-lines-with-carriage-returns-enhanced',
    what: 'The form field is cut into lines of 64 with carriage returns, through the enhanced door.',
    enhanced: true,
    field: lines(64, '\r\n'),
  },
  {
    name: 'field-with-space-around',
    what: 'The form field has spaces and line ends around it, as a template of an HTML form may leave them.',
    field: (base64) => `\r\n      ${base64}\r\n    `,
    relayState: 'a b&c=d',
  },
]

/** Base64 with white space, which XML Schema and MIME allow. */
export const BASE64: Benign[] = SHAPES.map((shape) => ({ ...shape, class: 'base64' }))
