import { DOMParser } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import type { SignedElement } from '../../../core/domain/saml.ts'
import { NAMESPACE } from '../../../core/domain/saml-names.ts'

/** What a judge of documents receives. Only these certificates are trusted, each in PEM form. */
export interface SignedEvidence {
  bytes: Buffer
  certificates: string[]
}

const childrenOf = (element: Element) =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1)
const isNamed = (namespace: string, name: string) => (element: Element) =>
  element.namespaceURI === namespace && element.localName === name
const isResponse = isNamed(NAMESPACE.protocol, 'Response')
const isAssertion = isNamed(NAMESPACE.assertion, 'Assertion')
const isSignature = isNamed(NAMESPACE.signature, 'Signature')

/** The signature of the element, as xmldom finds it. */
function findSignature(xml: string, over: SignedElement): Element | undefined {
  // By default xmldom turns U+0085, U+2028 and U+2029 into newlines, which breaks genuine digests, and it repairs bad XML.
  const refuse = (message: string) => {
    throw new Error(message)
  }
  const parser = new DOMParser({
    normalizeLineEndings: (text: string) => text.replace(/\r\n?/g, '\n'),
    errorHandler: { warning: () => undefined, error: refuse, fatalError: refuse },
  } as object)
  const root = parser.parseFromString(xml, 'text/xml').documentElement as unknown as Element
  if (!isResponse(root)) return undefined
  const place = over === 'Response' ? root : childrenOf(root).find(isAssertion)
  return place && childrenOf(place).find(isSignature)
}

function verify(xml: string, signature: Element, certificate: string): boolean {
  const verifier = new SignedXml({ publicCert: certificate })
  try {
    verifier.loadSignature(signature as unknown as Node)
    return verifier.checkSignature(xml)
  } catch {
    return false
  }
}

/** Whether xml-crypto, trusting only the configured certificates, finds a valid signature of this element. */
export function xmlCryptoSays({ bytes, certificates }: SignedEvidence, over: SignedElement): boolean {
  const xml = bytes.toString('utf8')
  try {
    const signature = findSignature(xml, over)
    return signature !== undefined && certificates.some((certificate) => verify(xml, signature, certificate))
  } catch {
    return false
  }
}
