import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { openDocument } from '../../src/core/saml/xml.ts'
import { ALL_PREFIXES, expectFormsOfLibxml, LISTS, listDocuments } from '../support/canonical-forms.ts'
import { runs } from '../support/runs.ts'

test.each(listDocuments('responses'))('elements of $name are written as by libxml2', ({ xml }) => {
  expectFormsOfLibxml(xml, ALL_PREFIXES, 6)
})

const TRICKY = [
  '<a xmlns="urn:a"><b xmlns=""><c/></b></a>',
  '<a xmlns="urn:a"><p:b xmlns:p="urn:p"><\ufeffn/></p:b></a>',
  '<a xmlns="urn:a"><b><c/></b></a>',
  '<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:a"/></b></a>',
  '<p:a xmlns:p="urn:a"><p:b p:x="1"><c/></p:b></p:a>',
  '<p:a xmlns:p="urn:a"><p:b xmlns:p="urn:b"><p:c/></p:b></p:a>',
  '<p:a xmlns:p="urn:a" xmlns:q="urn:q" q:x="1"><b q:y="2"><p:c/></b></p:a>',
  '<p:a xmlns:p="urn:a" xmlns:q="urn:q"><q:b><p:c><q:d/></p:c></q:b></p:a>',
  '<a xmlns:xsi="urn:xsi"><b xsi:type="xsi:c"/><c>xsi:d</c></a>',
  '<a xml:lang="en"><b><c xml:space="preserve"> </c></b></a>',
  '<a xmlns="http://a.example.com/?b=1"><b z="1" a="2&amp;&lt;&#10;"/></a>',
  '<p:a xmlns:p="urn:a"><b xmlns:p="urn:b"><p:c xmlns:p="urn:a"/></b></p:a>',
  '<a xmlns:p="urn:a" xmlns:q="urn:q"><b xmlns:p="urn:b" xmlns:u="urn:u"><p:c/></b></a>',
  '<a xmlns="urn:a"><p:b xmlns:p="urn:p" xmlns=""><c/><p:d xmlns="urn:a"><e/></p:d></p:b></a>',
  '<r xmlns:\u{10000}="urn:1" xmlns:\uf900="urn:2"><a \u{10000}:q="1" \uf900:q="2"/></r>',
  '<a>é🗼<b>\u2028</b>&#13;<c>漢</c></a>',
]

test.each(TRICKY)('elements of %s are written as by libxml2', (xml) => {
  expectFormsOfLibxml(xml, ALL_PREFIXES, 12)
  expectFormsOfLibxml(xml, [], 12)
})

const DECLARATIONS = [
  'xmlns=""',
  'xmlns="urn:1"',
  'xmlns="urn:2"',
  'xmlns:p="urn:1"',
  'xmlns:p="urn:2"',
  'xmlns:q="urn:1"',
]
const { element: anyElement } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .record({
      name: fc.constantFrom('a', 'b', 'p:a', 'q:a'),
      declarations: fc.uniqueArray(fc.constantFrom(...DECLARATIONS), { maxLength: 3, selector: prefixDeclared }),
      attribute: fc.constantFrom('', '', ' x="1"', ' p:x="1"', ' q:x="1"'),
      children: fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant('text'), tie('element')), {
        maxLength: 3,
      }),
    })
    .map(({ name, declarations, attribute, children }) => {
      const tag = [name, ...declarations].join(' ')
      return `<${tag}${attribute}>${children.join('')}</${name}>`
    }),
}))

function prefixDeclared(declaration: string): string {
  return declaration.slice(0, declaration.indexOf('='))
}

test('elements of any document are written as by libxml2', () => {
  const document = anyElement.map((inside) => `<r xmlns:p="urn:1" xmlns:q="urn:3">${inside}</r>`)
  fc.assert(
    fc.property(document, fc.constantFrom(...LISTS, ALL_PREFIXES), (xml, prefixes) =>
      expectFormsOfLibxml(xml, prefixes, 12),
    ),
    { numRuns: runs(100) },
  )
})

// libxml2 does not escape namespace names when it canonicalises: what it writes is then no canonical XML, and not read.
test.each(['urn:a?b&amp;c', 'urn:a&quot;b', "urn:a'b&quot;c", 'urn:a&gt;&lt;b'])(
  'a document with the namespace %s is rejected',
  (name) => {
    expect(openDocument(Buffer.from(`<p:a xmlns:p="${name}" p:x="1"/>`)).document).toBeNull()
  },
)
