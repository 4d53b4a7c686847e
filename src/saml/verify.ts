import type { SignedAssertion, StructureFault, Verification } from '../domain/saml.ts'
import { elementsOf, walk, type XmlAttribute, type XmlElement } from './canonical.ts'
import type { SigningCertificate } from './certificate.ts'
import { NAMESPACE } from './names.ts'
import { parseAssertion } from './parse.ts'
import { type Place, type PlacedSignature, type Verified, verifySignature } from './verify-signature.ts'
import type { OpenDocument } from './xml.ts'

/**
 * Verifies every signature of a `samlp:Response`, each on its own, with every trusted certificate. The places are fixed
 * by the structure (SAML Core 5.4): nothing is ever looked up by ID. `root` is a samlp:Response.
 */
export function verifySignatures(document: OpenDocument, trusted: SigningCertificate[]): Verification {
  const places = findPlaces(document.root)
  const found = places.map(findSignatures)
  const verified = found.flatMap(([first]) => (first ? [verifySignature(document, first, trusted)] : []))
  const strays = [...findStrays(document.root, places), ...found.flatMap(findSeconds)]
  const faults = [...strays, ...verified.flatMap((each) => each.faults)]
  const safe = faults.length === 0
  const signatures = verified.map(({ report }) => ({ ...report, valid: report.valid && safe }))
  return { signatures, faults, ...(safe ? readSigned(places, verified) : { signedAssertion: null, uncovered: null }) }
}

function findPlaces(root: XmlElement): Place[] {
  const places: Place[] = [{ over: 'Response', element: root, path: [], location: `/${root.qualifiedName}` }]
  elementsOf(root).forEach((element, index) => {
    if (!isAssertion(element) || places.length > 1) return
    places.push({
      over: 'Assertion',
      element,
      path: [index],
      location: `/${root.qualifiedName}/${element.qualifiedName}`,
    })
  })
  return places
}

const isSignature = (element: XmlElement) =>
  element.namespace === NAMESPACE.signature && element.localName === 'Signature'
const isAssertion = (element: XmlElement) =>
  element.namespace === NAMESPACE.assertion && element.localName === 'Assertion'

/** Signatures and assertions anywhere but at their places: the material of every signature-wrapping attack. */
function findStrays(root: XmlElement, places: Place[]): StructureFault[] {
  const children = elementsOf(root)
  const expected = new Set(places.flatMap(({ element }) => elementsOf(element).filter(isSignature)))
  const faults: StructureFault[] = []
  for (const [element, location] of walk(root)) {
    if (isSignature(element) && !expected.has(element)) {
      faults.push({
        what: 'a Signature stands where SAML puts none',
        expected: 'a child of Response or of its Assertion',
        received: location,
        location,
      })
    }
    if (isAssertion(element) && !children.includes(element)) {
      faults.push({
        what: 'an Assertion is hidden inside the message',
        expected: 'one Assertion, a child of Response',
        received: location,
        location,
      })
    }
  }
  return faults
}

function findSignatures(place: Place): PlacedSignature[] {
  return elementsOf(place.element)
    .map((element, index) => ({ place, element, index }))
    .filter(({ element }) => isSignature(element))
}

/** Only the first signature of a place is verified; a second one is a fault by itself. */
function findSeconds(signatures: PlacedSignature[]): StructureFault[] {
  return signatures.slice(1).map(({ place, element }) => ({
    what: 'a second Signature stands beside the first',
    expected: 'at most one',
    received: `${signatures.length}`,
    location: `${place.location}/${element.qualifiedName}`,
  }))
}

/** Claims are taken from signed bytes alone, and only if they say, element by element, what the message as sent says. */
function readSigned(places: Place[], verified: Verified[]): Pick<Verification, 'signedAssertion' | 'uncovered'> {
  let signedAssertion: SignedAssertion | null = null
  for (const { report, signedTree } of verified) {
    const place = places.find(({ over }) => over === report.over)
    if (signedTree === null || place === undefined) continue
    if (!sayTheSame(signedTree, place.element)) {
      const what = 'the signed bytes and the message as sent differ'
      return {
        signedAssertion: null,
        uncovered: {
          what,
          expected: `the ${report.over} that was signed`,
          received: 'another one',
          location: place.location,
        },
      }
    }
    const [assertion] = report.over === 'Assertion' ? [signedTree] : elementsOf(signedTree).filter(isAssertion)
    if (assertion) signedAssertion = parseAssertion(assertion) as SignedAssertion
  }
  return { signedAssertion, uncovered: null }
}

/** Whether two trees say the same, their own signatures apart: names in full, attributes (canonical order), text. */
function sayTheSame(one: XmlElement, other: XmlElement): boolean {
  return sameElement(withoutSignature(one), withoutSignature(other))
}

function sameElement(one: XmlElement, other: XmlElement): boolean {
  return (
    one.namespace === other.namespace &&
    one.localName === other.localName &&
    one.attributes.length === other.attributes.length &&
    one.attributes.every((attribute, index) => sameAttribute(attribute, other.attributes[index])) &&
    one.children.length === other.children.length &&
    one.children.every((child, index) => sameChild(child, other.children[index]))
  )
}

function sameAttribute(one: XmlAttribute, other: XmlAttribute | undefined): boolean {
  return one.namespace === other?.namespace && one.localName === other.localName && one.value === other.value
}

function sameChild(one: XmlElement | string, other: XmlElement | string | undefined): boolean {
  if (typeof one === 'string' || typeof other === 'string' || other === undefined) return one === other
  return sameElement(one, other)
}

/** The text on both sides of a removed signature becomes one. */
function withoutSignature(element: XmlElement): XmlElement {
  const children: (XmlElement | string)[] = []
  for (const child of element.children) {
    const last = children.at(-1)
    if (typeof child !== 'string' && isSignature(child)) continue
    if (typeof child === 'string' && typeof last === 'string') children[children.length - 1] = last + child
    else children.push(child)
  }
  return { ...element, children }
}
