import { expect, test } from '@jest/globals'
import { DOMParser } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import { checkResponse, type Report } from '../src/index.ts'
import { listFixtures, loadFixture, xmlOf } from './support/fixtures.ts'

const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'

/** What xml-crypto says of the signature that stands directly in the Response, or in its one Assertion. */
function xmlCryptoSays(xml: string, over: 'Response' | 'Assertion', certificate: string): boolean {
  // By default xmldom turns U+0085, U+2028 and U+2029 into newlines, which breaks genuine digests.
  const parser = new DOMParser({ normalizeLineEndings: (text: string) => text.replace(/\r\n?/g, '\n') } as object)
  const root = parser.parseFromString(xml, 'text/xml').documentElement
  const children = (element: Element) =>
    Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1)
  const place =
    over === 'Response' ? root : children(root as unknown as Element).find(({ localName }) => localName === 'Assertion')
  const signature = children(place as unknown as Element).find(
    ({ namespaceURI, localName }) => namespaceURI === SIGNATURE_NAMESPACE && localName === 'Signature',
  )
  if (signature === undefined) return false
  const verifier = new SignedXml({ publicCert: certificate })
  try {
    verifier.loadSignature(signature as unknown as Node)
    return verifier.checkSignature(xml)
  } catch {
    return false
  }
}

const validity = ({ signatures }: Report) => signatures.map(({ over, valid }) => ({ over, valid }))

/** xml-crypto does not know ECDSA. */
const ECDSA = ['responses/entra/ec.response', 'responses/salesforce/ec.response']
/** xml-crypto looks up the signed element by its ID and gives up where two have it; here ids-are-unique refuses those. */
const hasSameId = (name: string) => loadFixture(name).expectFail?.includes('ids-are-unique') === true

test.each(listFixtures('responses').filter((name) => !ECDSA.includes(name)))(
  'xml-crypto agrees with the signature verdicts on %s',
  async (name) => {
    const bundle = loadFixture(name)
    const ours = validity(await checkResponse(bundle.samlResponse, bundle.settings))
    const [certificate = ''] = bundle.settings.certificates
    expect(ours).toEqual(ours.map(({ over }) => ({ over, valid: xmlCryptoSays(xmlOf(bundle), over, certificate) })))
  },
)

test.each(listFixtures('attacks').filter((name) => !hasSameId(name)))(
  'no signature of %s is valid here that xml-crypto refuses',
  async (name) => {
    const bundle = loadFixture(name)
    const valid = validity(await checkResponse(bundle.samlResponse, bundle.settings)).filter((each) => each.valid)
    const [certificate = ''] = bundle.settings.certificates
    for (const { over } of valid)
      expect({ over, says: xmlCryptoSays(xmlOf(bundle), over, certificate) }).toEqual({ over, says: true })
  },
)

/** What xml-crypto does not know: ECDSA, SHA-384, Canonical XML 1.1, and processing instructions in exclusive form. */
const UNKNOWN = /\/(ecdsa-|ec-key-|key-rolled-over-to-another-type|rsa-sha384|inclusive-1-1|processing-instructions)/
/** What it gets wrong: #default, a default namespace bound anew in inclusive form, and U+0085 and its like. */
const WRONG = /\/(prefix-list-default-|prefix-list-rebound|inclusive-rebound|line-separators)/

test.each(listFixtures('benign').filter((name) => !UNKNOWN.test(name) && !WRONG.test(name)))(
  'xml-crypto too finds the signatures of %s valid',
  async (name) => {
    const bundle = loadFixture(name)
    const ours = validity(await checkResponse(bundle.samlResponse, bundle.settings))
    const xml = xmlOf(bundle).replace(/^\ufeff/, '')
    const say = (over: 'Response' | 'Assertion') =>
      bundle.settings.certificates.some((certificate) => xmlCryptoSays(xml, over, certificate))
    expect(ours).toEqual(ours.map(({ over }) => ({ over, valid: say(over) })))
  },
)
