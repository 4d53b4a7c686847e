import { isUtf8 } from 'node:buffer'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { decodeField } from '../../src/core/saml/decode.ts'
import { inspectBytes } from '../../src/core/saml/gate.ts'
import { runs } from '../support/runs.ts'

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

test('a document type declaration is found anywhere', () => {
  expect(look('<!DOCTYPE a><a/>').doctypeAt).toBe(0)
  expect(look('<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a [<!ENTITY b "c">]><a/>').doctypeAt).toBe(32)
  expect(look('<!doctype html><html/>').doctypeAt).toBe(0)
})

test.each([
  ['depth', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`],
  ['elements', `<r>${'<a/>'.repeat(2_000)}</r>`],
  ['attributes', `<r>${'<a b="" c="" d=""/>'.repeat(1_667)}</r>`],
  ['attributesOfElement', `<r ${Array.from({ length: 257 }, (_, index) => `a${index}=""`).join(' ')}/>`],
  ['namespaceNodes', `<r ${declarations(100)}>${'<a/>'.repeat(200)}</r>`],
  ['asides', `<r>${'<!---->'.repeat(2_501)}</r>`],
])('more %s than the limit is reported', (limit, text) => {
  expect(look(text).limitFault?.limit).toBe(limit)
})

test.each([
  [64, `${'<a>'.repeat(64)}${'</a>'.repeat(64)}`],
  [2_000, `<r>${'<a/>'.repeat(1_999)}</r>`],
  [100, `<r ${declarations(100)}/>`],
  [4_998, `<r>${`<a ${declarations(3)}/>`.repeat(1_666)}</r>`],
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

test('the name of an encoding is found after any white space', () => {
  const declaration = `<?xml version="1.0"${' '.repeat(1_000)}encoding="UTF-7"?><a/>`
  expect(look(declaration).encodingFault).toMatch(/UTF-7/)
})

test('what is not UTF-8 is not counted', () => {
  const utf16 = Buffer.from(`<r>${'<a></a>'.repeat(100)}</r>`, 'utf16le')
  expect(inspectBytes(utf16)).toMatchObject({ encodingFault: expect.stringMatching(/NUL/), limitFault: null })
})

test.each(['<!--', '<![CDATA[', '<?', '</', '<a b="', "<a b='", '<a ', '<'])(
  'many unclosed %s are scanned only once',
  (start) => {
    const text = start.repeat(Math.floor(190_000 / start.length))
    expect(inspectBytes(Buffer.from(text)).encodingFault).toBeNull() // looking again at each start would take minutes
  },
)

test('base64 may be wrapped, but must be valid', () => {
  const wrapped = Buffer.from('<samlp:Response/>')
    .toString('base64')
    .replace(/(.{8})/g, '$1\r\n')
  expect(decodeField([wrapped], null).bytes?.toString()).toBe('<samlp:Response/>')
  for (const text of ['YQ', 'YQ=', 'Y===', 'YQ==YQ==', 'Y-_=', '%59Q==']) {
    expect(decodeField([text], null).fault?.kind).toBe('base64')
  }
})

const whiteSpace = fc.stringMatching(/^[\r\n\t ]{0,4}$/)

test('base64 decodes to the original bytes, wherever it is wrapped', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      fc.nat(),
      whiteSpace,
      (text, at, between) => {
        const bytes = Buffer.from(text)
        const base64 = bytes.toString('base64')
        const cut = at % base64.length
        const { bytes: decoded } = decodeField([base64.slice(0, cut) + between + base64.slice(cut)], null)
        expect(decoded).toEqual(bytes)
      },
    ),
  )
})

test('a field that is not base64 by RFC 4648 section 4 is rejected, and all others decode as with Buffer', () => {
  const strict = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
  const nearly = fc.string({ unit: fc.constantFrom(...'AQZaz09+/==-_ \n.'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string({ minLength: 1 })), (field) => {
      const bare = field.replace(/[\r\n\t ]/g, '')
      const { bytes, fault } = decodeField([field], null)
      const isShifted = field.includes(' ') && !isUtf8(Buffer.from(bare, 'base64')) // each + became a blank
      expect(fault === null).toBe(bare !== '' && strict.test(bare) && !isShifted)
      if (bytes) expect(bytes).toEqual(Buffer.from(bare, 'base64'))
      else expect(fault?.kind).toBe('base64')
    }),
    { numRuns: runs(300) },
  )
})

test('the gate never throws, whatever the bytes', () => {
  const tokens = [
    '<',
    '>',
    '"',
    "'",
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '</a>',
    '<a',
    ' xmlns:b="c"',
    '<!DOCTYPE',
  ]
  const markup = fc.array(fc.constantFrom(...tokens)).map((parts) => Buffer.from(parts.join('')))
  const bytes = fc.uint8Array({ maxLength: 500 }).map((each) => Buffer.from(each))
  fc.assert(
    fc.property(fc.oneof(markup, bytes), (each) => {
      const { doctypeAt, limitFault } = inspectBytes(each)
      expect(doctypeAt).toBeGreaterThanOrEqual(-1)
      expect(doctypeAt < 0 || limitFault === null).toBe(true)
      if (doctypeAt >= 0) expect(each.subarray(doctypeAt, doctypeAt + 2).toString()).toBe('<!')
    }),
    { numRuns: runs(300) },
  )
})

test('whatever is repeated, it is scanned only once', () => {
  const part = fc.string({ unit: fc.constantFrom(...'<>!-?[]/"\'= ax:'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(part, (text) => {
      const repeated = Buffer.from(text.repeat(Math.floor(190_000 / text.length)))
      expect(inspectBytes(repeated).encodingFault).toBeNull() // looking again at each start would take minutes
    }),
    { numRuns: runs(50) },
  )
})

/** Markup that holds what looks like other markup. */
const NOISE = ['<!-- <a> <!DOCTYPE x> -->', '<![CDATA[</a><a b="]]>', '<?x <a> "?>', '<n b="/>" c=\'">\'/>', 'text > "']

test('depth is counted and a document type found correctly, whatever surrounds them', () => {
  const noise = fc.array(fc.constantFrom(...NOISE), { maxLength: 3 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 68 }), noise, noise, (depth, before, after) => {
      const nested = `<a>${before}`.repeat(depth) + `${after}</a>`.repeat(depth)
      const holdsElement = (before + after).includes('<n ')
      const isTooDeep = depth + (holdsElement ? 1 : 0) > 64
      expect(look(nested).limitFault?.limit).toBe(isTooDeep ? 'depth' : undefined)
      expect(look(`<a>${before}</a>`).doctypeAt).toBe(-1)
      expect(look(`<!-- x --><!DOCTYPE a>${nested}`).doctypeAt).toBe(10)
    }),
  )
})
