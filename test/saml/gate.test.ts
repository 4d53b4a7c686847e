import { expect, test } from '@jest/globals'
import { decodeField } from '../../src/saml/decode.ts'
import { inspectBytes } from '../../src/saml/gate.ts'

const look = (text: string) => inspectBytes(Buffer.from(text))

/** So many namespace declarations. */
const declarations = (count: number) => Array.from({ length: count }, (_, index) => `xmlns:a${index}="u"`).join(' ')

test('a plain document passes', () => {
  expect(
    look('<?xml version="1.0" encoding="UTF-8"?><a b="x>y"><!-- <!DOCTYPE --><c d=\'"\'/><![CDATA[<!DOCTYPE]]></a>'),
  ).toEqual({
    encodingFault: null,
    doctypeAt: -1,
    limitFault: null,
  })
})

test('a document type declaration is found wherever it stands', () => {
  expect(look('<!DOCTYPE a><a/>').doctypeAt).toBe(0)
  expect(look('<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a [<!ENTITY b "c">]><a/>').doctypeAt).toBe(32)
  expect(look('<!doctype html><html/>').doctypeAt).toBe(0)
})

test.each([
  ['depth', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`],
  ['elements', `<r>${'<a/>'.repeat(5_000)}</r>`],
  ['attributes', `<r>${'<a b="" c=""/>'.repeat(2_501)}</r>`],
  ['attributesOfElement', `<r ${Array.from({ length: 257 }, (_, index) => `a${index}=""`).join(' ')}/>`],
  ['namespaceNodes', `<r ${declarations(100)}>${'<a/>'.repeat(200)}</r>`],
  ['asides', `<r>${'<!---->'.repeat(2_501)}</r>`],
])('more %s than the limit is told', (limit, text) => {
  expect(look(text).limitFault?.limit).toBe(limit)
})

test.each([
  [64, `${'<a>'.repeat(64)}${'</a>'.repeat(64)}`],
  [5_000, `<r>${'<a/>'.repeat(4_999)}</r>`],
  [100, `<r ${declarations(100)}/>`],
  [5_000, `<r>${`<a ${declarations(2)}/>`.repeat(2_500)}</r>`],
])('exactly %i is within the limit', (_count, text) => {
  expect(look(text).limitFault).toBeNull()
})

test('only UTF-8 is read', () => {
  expect(inspectBytes(Buffer.from('<a>é</a>', 'latin1')).encodingFault).toMatch(/not valid UTF-8/)
  expect(inspectBytes(Buffer.from('<a/>', 'utf16le')).encodingFault).toMatch(/NUL/)
  expect(look('<?xml version="1.0" encoding="UTF-7"?><a/>').encodingFault).toMatch(/UTF-7/)
  expect(look('<?xml version="1.0" encoding="ISO-8859-1"?><a/>').encodingFault).toBeNull()
  expect(look('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>').encodingFault).toMatch(/ISO-8859-1/)
  expect(look('\ufeff<?xml version="1.0" encoding="utf-8"?><a/>').encodingFault).toBeNull()
})

test('the name of an encoding is found behind any white space', () => {
  const declaration = `<?xml version="1.0"${' '.repeat(1_000)}encoding="UTF-7"?><a/>`
  expect(look(declaration).encodingFault).toMatch(/UTF-7/)
})

test('what is not UTF-8 is not counted', () => {
  const utf16 = Buffer.from(`<r>${'<a></a>'.repeat(100)}</r>`, 'utf16le')
  expect(inspectBytes(utf16)).toMatchObject({ encodingFault: expect.stringMatching(/NUL/), limitFault: null })
})

test.each(['<!--', '<![CDATA[', '<?', '</', '<a b="', "<a b='", '<a ', '<'])(
  'many unclosed %s cost one look',
  (start) => {
    const text = start.repeat(Math.floor(190_000 / start.length))
    expect(inspectBytes(Buffer.from(text)).encodingFault).toBeNull() // looking again at each start would take minutes
  },
)

test('base64 may be wrapped, but must be base64', () => {
  const wrapped = Buffer.from('<samlp:Response/>')
    .toString('base64')
    .replace(/(.{8})/g, '$1\r\n')
  expect(decodeField([wrapped], null).bytes?.toString()).toBe('<samlp:Response/>')
  for (const text of ['YQ', 'YQ=', 'Y===', 'YQ==YQ==', 'Y-_=', '%59Q==']) {
    expect(decodeField([text], null).fault?.kind).toBe('base64')
  }
})
