import type { SignedAssertion, StructureFault, Verification } from '../domain/saml.ts'
import { elementsIn, elementsOf, locator, type XmlAttribute, type XmlElement } from './canonical.ts'
import { withoutChild } from './canonicalize.ts'
import { type SigningCertificate, withoutKey } from './certificate.ts'
import { examineSignatures } from './forensics/examine.ts'
import { parseAssertion } from './parse.ts'
import {
  findPlaces,
  findSignatures,
  isAssertion,
  isSignature,
  type PlacedSignature,
  type SignaturePlace,
} from './places.ts'
import { type Verified, verifySignature } from './verify-signature.ts'
import type { OpenDocument } from './xml.ts'

/**
 * Verifies every signature of a `samlp:Response` separately, with every trusted certificate. The places are determined
 * by the structure (SAML Core 5.4); nothing is ever looked up by ID. `root` is a samlp:Response.
 */
export function verifySignatures(document: OpenDocument, trusted: SigningCertificate[]): Verification {
  const places = findPlaces(document.tree)
  const found = places.map(findSignatures)
  const verified = found.flatMap(([first]) => (first ? [verifySignature(document, first, trusted)] : []))
  const strays = [...findStrays(document.tree, places), ...found.flatMap(findSeconds)]
  const faults = [...strays, ...verified.flatMap((each) => each.faults)]
  const safe = faults.length === 0
  const configured = trusted.map(withoutKey)
  const signatures = verified.map(({ report }) => ({ ...report, valid: report.valid && safe }))
  return {
    configured,
    signatures: safe ? examineSignatures(document, verified, trusted) : signatures,
    faults,
    ...(safe ? readSigned(places, verified) : { signedAssertion: null, uncovered: null }),
  }
}

/** Signatures and assertions outside their places, on which every signature-wrapping attack depends. */
function findStrays(root: XmlElement, places: SignaturePlace[]): StructureFault[] {
  const expected = new Set(places.flatMap(({ element }) => elementsOf(element).filter(isSignature)))
  const locate = locator(root)
  const stray = (element: XmlElement, what: string, expected: string): StructureFault => {
    const location = locate(element)
    return { what, expected, received: location, location, ...(isSignature(element) ? { about: 'place' } : {}) }
  }
  return elementsIn(root).flatMap((element) => {
    if (isSignature(element) && !expected.has(element))
      return stray(
        element,
        'a Signature is in a place where SAML does not allow one',
        'a child of Response or of its Assertion',
      )
    if (isAssertion(element) && element.parent !== root)
      return stray(element, 'an Assertion is hidden in the message', 'one Assertion, a child of Response')
    return []
  })
}

/** Only the first signature at a place is verified; a second one is a fault. */
function findSeconds(signatures: PlacedSignature[]): StructureFault[] {
  return signatures.slice(1).map(({ place, element }) => ({
    what: 'there is a second Signature next to the first',
    expected: 'at most one',
    received: `${signatures.length}`,
    location: `${place.location}/${element.qualifiedName}`,
  }))
}

/** Claims come only from signed bytes, and only if these match the message as sent, element by element. */
function readSigned(
  places: SignaturePlace[],
  verified: Verified[],
): Pick<Verification, 'signedAssertion' | 'uncovered'> {
  let signed: XmlElement | undefined
  for (const { report, signedTree } of verified) {
    const place = places.find(({ over }) => over === report.over)
    if (signedTree === null || place === undefined) continue
    if (!sayTheSame(signedTree, place.element)) return { signedAssertion: null, uncovered: describeUncovered(place) }
    const [assertion] = report.over === 'Assertion' ? [signedTree] : elementsOf(signedTree).filter(isAssertion)
    signed = assertion ?? signed
  }
  return { signedAssertion: signed ? (parseAssertion(signed) as SignedAssertion) : null, uncovered: null }
}

function describeUncovered({ over, location }: SignaturePlace): StructureFault {
  const what = 'the signed bytes and the message as sent differ'
  return { what, expected: `the ${over} that was signed`, received: 'a different one', location }
}

/** Whether two trees are equal apart from their own signatures: full names, attributes (in canonical order), text. */
function sayTheSame(one: XmlElement, other: XmlElement): boolean {
  return sameElement(withoutSignature(one), withoutSignature(other))
}

function sameElement(one: XmlElement, other: XmlElement): boolean {
  if (one === other) return true
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

function withoutSignature(element: XmlElement): XmlElement {
  return elementsOf(element).filter(isSignature).reduce(withoutChild, element)
}
