import { expect, test } from '@jest/globals'
import { elementsOf, type XmlElement } from '../../src/saml/canonical.ts'
import { inspectBytes } from '../../src/saml/gate.ts'
import {
  type CanonicalForm,
  canonicalBytes,
  canonicalBytesByLibxml2,
  type OpenDocument,
  openDocument,
} from '../../src/saml/xml.ts'
import { listFixtures, loadFixture } from '../support/fixtures.ts'
import { failedErrors, judge, type ResponseParts } from '../support/response.ts'

const LISTS = [[], ['ds', 'saml', 'samlp', 'xs', 'xsi'], ['p', 'q', '#default']]
const FORMS: CanonicalForm[] = LISTS.map((inclusivePrefixes) => ({ mode: 1, withComments: false, inclusivePrefixes }))

/** Every place down to three levels: where signatures and their SignedInfo are, and where they might be put. */
function places(element: XmlElement, path: number[] = []): number[][] {
  if (path.length === 3) return [path]
  return [path, ...elementsOf(element).flatMap((child, index) => places(child, [...path, index]))]
}

function compareAll(document: OpenDocument): number {
  let compared = 0
  for (const path of places(document.root).slice(0, 12)) {
    for (const without of [null, 0, 1]) {
      const element = path.reduce<XmlElement | undefined>(
        (parent, index) => parent && elementsOf(parent)[index],
        document.root,
      )
      if (without !== null && (element === undefined || elementsOf(element).length <= without)) continue
      for (const form of FORMS) {
        const ours = canonicalBytes(document, path, form, without).toString('utf8')
        const theirs = canonicalBytesByLibxml2(document, path, form, without).toString('utf8')
        expect({ path, without, form, text: ours }).toEqual({ path, without, form, text: theirs })
        compared += 1
      }
    }
  }
  return compared
}

function open(xml: Buffer): OpenDocument | null {
  const { encodingFault, doctypeAt, limitFault } = inspectBytes(xml)
  return encodingFault !== null || doctypeAt >= 0 || limitFault ? null : openDocument(xml).document
}

test.each([...listFixtures('responses'), ...listFixtures('attacks')])(
  'cut and canonicalised elements of %s are the same',
  (name) => {
    const document = open(Buffer.from(loadFixture(name).samlResponse, 'base64'))
    if (document === null) return // no document that anything would be cut from
    expect(compareAll(document)).toBeGreaterThan(0)
    document.libxml.dispose()
  },
)

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
  '<a>é🗼<b>\u2028</b>&#13;<c>漢</c></a>',
]

test.each(TRICKY)('cut and canonicalised elements of %s are the same', (xml) => {
  const document = open(Buffer.from(xml))
  if (document === null) throw new Error('no document')
  expect(compareAll(document)).toBeGreaterThan(0)
  document.libxml.dispose()
})

// libxml2 does not escape namespace names when it canonicalises: what it writes is then no canonical XML, and not read.
test.each(['urn:a?b&amp;c', 'urn:a&quot;b', "urn:a'b&quot;c", 'urn:a&gt;&lt;b'])(
  'the namespace %s gives no document',
  (name) => {
    expect(openDocument(Buffer.from(`<p:a xmlns:p="${name}" p:x="1"/>`)).document).toBeNull()
  },
)

const declare = (xml: string) => xml.replace('<samlp:Response ', '<samlp:Response xmlns:x="urn:a?b&amp;c" ')

test.each<[where: string, changes: Partial<ResponseParts>, failed: string[]]>([
  ['is signed', { prefixList: ['x'] }, ['signature-structure-is-safe']],
  ['was added', { prefixList: ['x'], before: (xml) => xml, after: declare }, ['response-signature-valid']],
  [
    'reaches SignedInfo',
    { canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' },
    ['signature-structure-is-safe'],
  ],
])(
  'a namespace name that would have to be escaped and %s is refused, and nothing throws',
  async (_where, changes, failed) => {
    const report = await judge({ before: declare, sign: ['Response'], ...changes }, { signaturePolicy: 'response' })
    expect(failedErrors(report)).toEqual(failed)
    expect(report.outcome).toBe('rejected')
    expect(report.claims.filter(({ verified }) => verified)).toEqual([])
  },
)
