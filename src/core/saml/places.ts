import type { SignedElement } from '../domain/saml.ts'
import { NAMESPACE } from '../domain/saml-names.ts'
import { elementsOf, type XmlElement } from './canonical.ts'
import type { ElementPath } from './xml.ts'

/** An element that may carry a signature, and where it is. */
export interface SignaturePlace {
  over: SignedElement
  element: XmlElement
  path: ElementPath
  location: string
}

/** A `ds:Signature` inside the element that it ought to sign; `index` is its position among the child elements. */
export interface PlacedSignature {
  place: SignaturePlace
  element: XmlElement
  index: number
}

/** The Response and its first Assertion: the structure fixes the places (SAML Core 5.4), no ID does. */
export function findPlaces(root: XmlElement): SignaturePlace[] {
  const places: SignaturePlace[] = [{ over: 'Response', element: root, path: [], location: `/${root.qualifiedName}` }]
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

/** The signatures that stand at a place. */
export function findSignatures(place: SignaturePlace): PlacedSignature[] {
  return elementsOf(place.element)
    .map((element, index) => ({ place, element, index }))
    .filter(({ element }) => isSignature(element))
}

export const isSignature = (element: XmlElement) =>
  element.namespace === NAMESPACE.signature && element.localName === 'Signature'
export const isAssertion = (element: XmlElement) =>
  element.namespace === NAMESPACE.assertion && element.localName === 'Assertion'
