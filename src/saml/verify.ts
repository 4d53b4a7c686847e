import { createHash, verify as verifyBytes } from 'node:crypto'
import type {
  Certificate,
  SignatureReport,
  SignedAssertion,
  SignedElement,
  StructureFault,
  Verification,
} from '../domain/saml.ts'
import { attributeOf, elementsOf, readCanonical, textOf, walk, type XmlElement } from './canonical.ts'
import { readEmbeddedCertificate, type SigningCertificate } from './certificate.ts'
import { DIGEST, NAMESPACE, SIGNATURE } from './names.ts'
import { parseAssertion } from './parse.ts'
import { type ProfiledSignature, profileSignature, profileSignedInfo } from './signature-profile.ts'
import { canonicalBytes, type ElementPath, type OpenDocument } from './xml.ts'

/** An element that may carry a signature, and where it is. */
interface Place {
  over: SignedElement
  element: XmlElement
  path: ElementPath
  location: string
}

/** A signature's report together with what it covers: the tree read from the signed bytes, when it is valid. */
interface Verified {
  report: SignatureReport
  signedTree: XmlElement | null
  faults: StructureFault[]
}

/**
 * Verifies every signature of a `samlp:Response`, each on its own, with every trusted certificate. The places are fixed
 * by the structure (SAML Core 5.4): nothing is ever looked up by ID. `root` is a samlp:Response.
 */
export function verifySignatures(document: OpenDocument, trusted: SigningCertificate[]): Verification {
  const places = findPlaces(document.root)
  const strays = findStrays(document.root, places)
  const verified = places.flatMap((place) => verifyPlace(document, place, trusted))
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

function verifyPlace(document: OpenDocument, place: Place, trusted: SigningCertificate[]): Verified[] {
  const found = elementsOf(place.element)
    .map((child, index) => ({ child, index }))
    .filter(({ child }) => isSignature(child))
  return found.map(({ child, index }, position) => {
    const location = `${place.location}/${child.qualifiedName}`
    const { profile, faults } = profileSignature(child, place.element, location)
    const extra =
      position === 0
        ? []
        : [
            {
              what: 'a second Signature stands beside the first',
              expected: 'at most one',
              received: `${found.length}`,
              location,
            },
          ]
    const report = describeSignature(place.over, child)
    if (profile === null || extra.length > 0) return { report, signedTree: null, faults: [...faults, ...extra] }
    return verifySignature(document, place, child, index, profile, trusted, report)
  })
}

function describeSignature(over: SignedElement, signature: XmlElement): SignatureReport {
  const algorithmOf = (name: string) => {
    const method = Array.from(walk(signature)).find(([element]) => element.localName === name)?.[0]
    return method ? attributeOf(method, 'Algorithm') : null
  }
  return {
    over,
    algorithm: algorithmOf('SignatureMethod'),
    digestAlgorithm: algorithmOf('DigestMethod'),
    digestMatches: false,
    verifiedBy: null,
    embedded: null,
    valid: false,
  }
}

function verifySignature(
  document: OpenDocument,
  place: Place,
  signature: XmlElement,
  index: number,
  profile: ProfiledSignature,
  trusted: SigningCertificate[],
  blank: SignatureReport,
): Verified {
  const location = `${place.location}/${signature.qualifiedName}`
  const signedInfoIndex = elementsOf(signature).findIndex(({ localName }) => localName === 'SignedInfo')
  const signedInfo = canonicalBytes(document, [...place.path, index, signedInfoIndex], profile.signedInfoForm)
  const signedProfile = profileSignedInfo(
    readCanonical(signedInfo.toString('utf8')),
    attributeOf(place.element, 'ID'),
    () => undefined,
  )
  if (signedProfile === null || !sameProfile(signedProfile, profile)) {
    const fault = {
      what: 'SignedInfo reads differently once canonical',
      expected: 'the same values',
      received: 'others',
      location,
    }
    return { report: blank, signedTree: null, faults: [fault] }
  }
  const signedBytes = canonicalBytes(document, place.path, profile.referenceForm, index)
  const digestMatches = digest(profile.digestAlgorithm, signedBytes).equals(profile.digestValue)
  const holds = (certificate: SigningCertificate) => verifyWith(certificate, profile, signedInfo)
  const verifiedBy = trusted.find(holds) ?? null
  const embedded = verifiedBy === null ? readKeyInfo(signature, trusted, holds) : null
  const valid = digestMatches && verifiedBy !== null
  return {
    report: { ...blank, digestMatches, verifiedBy: verifiedBy && withoutKey(verifiedBy), embedded, valid },
    signedTree: valid ? readCanonical(signedBytes.toString('utf8')) : null,
    faults: [],
  }
}

/** The values that were acted upon are those inside the signed bytes. */
function sameProfile(signed: Omit<ProfiledSignature, 'signatureValue'>, sent: ProfiledSignature): boolean {
  const { signatureValue: _, ...rest } = sent
  return JSON.stringify(signed) === JSON.stringify(rest)
}

function digest(algorithm: string, bytes: Buffer): Buffer {
  return createHash(DIGEST.get(algorithm) ?? '')
    .update(bytes)
    .digest()
}

function verifyWith(
  { publicKey }: SigningCertificate,
  { algorithm, signatureValue }: ProfiledSignature,
  signedInfo: Buffer,
): boolean {
  const method = SIGNATURE.get(algorithm)
  if (method === undefined || publicKey.asymmetricKeyType !== method.keyType) return false
  return verifyBytes(method.hash, signedInfo, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signatureValue)
}

function readKeyInfo(
  signature: XmlElement,
  trusted: SigningCertificate[],
  holds: (certificate: SigningCertificate) => boolean,
): SignatureReport['embedded'] {
  const element = Array.from(walk(signature)).find(
    ([{ namespace, localName }]) => namespace === NAMESPACE.signature && localName === 'X509Certificate',
  )
  const certificate = element && readEmbeddedCertificate(textOf(element[0]))
  if (!certificate) return null
  const configured = trusted.some(({ sha256 }) => sha256 === certificate.sha256)
  return { certificate: withoutKey(certificate), configured, verifies: holds(certificate) }
}

function withoutKey({ publicKey: _, ...certificate }: SigningCertificate): Certificate {
  return certificate
}

/** Claims are taken from signed bytes alone, and only if they say, element by element, what the message as sent says. */
function readSigned(places: Place[], verified: Verified[]): Pick<Verification, 'signedAssertion' | 'uncovered'> {
  let signedAssertion: SignedAssertion | null = null
  for (const { report, signedTree } of verified) {
    const place = places.find(({ over }) => over === report.over)
    if (signedTree === null || place === undefined) continue
    if (serialize(signedTree) !== serialize(place.element)) {
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

/** An element without its own signature, with names in full, so that two trees can be compared as text. */
function serialize(signedElement: XmlElement): string {
  const plain = (element: XmlElement): unknown => [
    `{${element.namespace}}${element.localName}`,
    element.attributes.map(({ namespace, localName, value }) => [`{${namespace}}${localName}`, value]).sort(),
    element.children.map((child) => (typeof child === 'string' ? child : plain(child))),
  ]
  const children = signedElement.children.filter((child) => typeof child === 'string' || !isSignature(child))
  return JSON.stringify(plain({ ...signedElement, children: mergeText(children) }))
}

function mergeText(children: (XmlElement | string)[]): (XmlElement | string)[] {
  const merged: (XmlElement | string)[] = []
  for (const child of children) {
    const last = merged.at(-1)
    if (typeof child === 'string' && typeof last === 'string') merged[merged.length - 1] = last + child
    else merged.push(child)
  }
  return merged
}
