import { expect, test } from '@jest/globals'
import { attributeOf, elementsIn, elementsOf, locator, textOf } from '../../src/core/saml/canonical.ts'
import { readCanonical } from '../../src/core/saml/read-canonical.ts'
import { openDocument } from '../../src/core/saml/xml.ts'

/** Reads a text as libxml2 canonicalises it. */
function read(xml: string) {
  const { document, fault } = openDocument(Buffer.from(xml))
  if (fault) throw new Error(fault.message)
  document.libxml.dispose()
  return document.tree
}

test('namespaces, attributes and text are read as XML specifies', () => {
  const root = read(
    '<p:a xmlns:p="urn:p" xmlns="urn:d" x="1&#10;&quot;" p:y="2"><b xmlns="">&lt;&amp;&#13;</b><b/></p:a>',
  )
  expect([root.namespace, root.localName, root.qualifiedName]).toEqual(['urn:p', 'a', 'p:a'])
  expect(root.attributes).toEqual([
    { namespace: '', prefix: '', localName: 'x', value: '1\n"' },
    { namespace: 'urn:p', prefix: 'p', localName: 'y', value: '2' },
  ])
  expect(elementsOf(root).map(({ namespace }) => namespace)).toEqual(['', 'urn:d'])
  expect(textOf(root)).toBe('<&\r')
  expect(attributeOf(root, 'y')).toBeNull()
})

test('comments, processing instructions and CDATA never split a value', () => {
  const root = read('<a>ada<!-- x -->@example<?pi y?>.com<![CDATA[<&>]]></a>')
  expect(root.children).toEqual(['ada@example.com<&>'])
  expect(root.hasComments).toBe(true)
})

test('every element has a location', () => {
  const root = read('<a><b/><c/><b><d/></b></a>')
  const places = elementsIn(root).map(locator(root))
  expect(places).toEqual(['/a', '/a/b', '/a/c', '/a/b[2]', '/a/b[2]/d'])
})

test('characters outside the basic plane and line separators are unchanged', () => {
  expect(textOf(read('<a>🗼\u0085\u2028&#x1F600;</a>'))).toBe('🗼\u0085\u2028😀')
})

test.each([
  ['<a/>', 'no start tag at 0'],
  ["<a b='c'></a>", 'no attribute at 2'],
  ['<a>&nbsp;</a>', 'unexpected reference &nbsp;'],
  ['<a>', 'not one canonical element'],
  ['</a>', 'unexpected end tag at 0'],
  ['<a></b>', 'unexpected end tag at 3'],
  ['<a></a><b></b>', 'not one canonical element'],
  ['<p:a></p:a>', 'undeclared prefix p'],
  ['text', 'not one canonical element'],
  ['', 'not one canonical element'],
  ['<a b="<"></a>', 'unexpected <'],
  ['<![CDATA[x]]>', 'no start tag at 0'],
])('%s is not canonical XML and is rejected', (text, reason) => {
  expect(() => readCanonical(text)).toThrow(reason)
})
