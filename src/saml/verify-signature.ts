import { createHash, verify as verifyBytes } from 'node:crypto'
import type { Certificate, SignatureReport, SignedElement, StructureFault } from '../domain/saml.ts'
import { attributeOf, elementsOf, textOf, type XmlElement } from './canonical.ts'
import { type CanonicalElement, canonicalElement } from './canonicalize.ts'
import { readEmbeddedCertificate, type SigningCertificate } from './certificate.ts'
import { DIGEST, NAMESPACE, SIGNATURE } from './names.ts'
import { type ProfiledSignature, profileSignature, profileSignedInfo } from './signature-profile.ts'
import type { ElementPath, OpenDocument } from './xml.ts'

/** An element that may carry a signature, and where it is. */
export interface Place {
  over: SignedElement
  element: XmlElement
  path: ElementPath
  location: string
}

/** A `ds:Signature` inside the element that it ought to sign; `index` is its position among the child elements. */
export interface PlacedSignature {
  place: Place
  element: XmlElement
  index: number
}

/** A signature's report together with what it covers: the tree read from the signed bytes, when it is valid. */
export interface Verified {
  report: SignatureReport
  signedTree: XmlElement | null
  faults: StructureFault[]
}

/** Verifies one signature: its profile, then the signature over SignedInfo with each key, then the digest. */
export function verifySignature(
  document: OpenDocument,
  placed: PlacedSignature,
  trusted: SigningCertificate[],
): Verified {
  const { place, element } = placed
  const location = `${place.location}/${element.qualifiedName}`
  const blank = describeSignature(place.over, element)
  const { profile, faults } = profileSignature(element, place.element, location)
  if (profile === null) return { report: blank, signedTree: null, faults }
  const refuse = (what: string) => ({ report: blank, signedTree: null, faults: [unreadable(what, location)] })
  const signedInfo = canonicalSignedInfo(document, placed, profile)
  if (signedInfo === null || !saysTheSame(signedInfo, placed, profile))
    return refuse('SignedInfo reads differently once canonical')
  const signed = canonicalElement(document, place.path, profile.referenceForm, placed.index)
  if (signed === null) return refuse(`the ${place.over} cannot be read once canonical`)
  const signedBytes = Buffer.from(signedInfo.text, 'utf8')
  const holds = (certificate: SigningCertificate) => verifyWith(certificate, profile, signedBytes)
  const verifiedBy = trusted.find(holds) ?? null
  const embedded = verifiedBy === null ? readKeyInfo(element, trusted, holds) : null
  const digestMatches = digest(profile.digestAlgorithm, signed.text).equals(profile.digestValue)
  const valid = digestMatches && verifiedBy !== null
  return {
    report: { ...blank, digestMatches, verifiedBy: verifiedBy && withoutKey(verifiedBy), embedded, valid },
    signedTree: valid ? signed.tree : null,
    faults: [],
  }
}

function unreadable(what: string, location: string): StructureFault {
  return { what, expected: 'the same values', received: 'others', location }
}

/** The elements of XML Signature on one path below an element. */
function below(element: XmlElement, ...names: string[]): XmlElement[] {
  return names.reduce((found, name) => found.flatMap((each) => elementsOf(each, NAMESPACE.signature, name)), [element])
}

function describeSignature(over: SignedElement, signature: XmlElement): SignatureReport {
  const algorithmOf = (...path: string[]) => {
    const [method] = below(signature, 'SignedInfo', ...path)
    return method ? attributeOf(method, 'Algorithm') : null
  }
  return {
    over,
    algorithm: algorithmOf('SignatureMethod'),
    digestAlgorithm: algorithmOf('Reference', 'DigestMethod'),
    digestMatches: false,
    verifiedBy: null,
    embedded: null,
    valid: false,
  }
}

function canonicalSignedInfo(
  document: OpenDocument,
  { place, element, index }: PlacedSignature,
  profile: ProfiledSignature,
): CanonicalElement | null {
  const signedInfo = elementsOf(element).findIndex(({ localName }) => localName === 'SignedInfo')
  return canonicalElement(document, [...place.path, index, signedInfo], profile.signedInfoForm)
}

/** The values that are acted upon are those inside the signed bytes. */
function saysTheSame(
  { tree }: CanonicalElement,
  { place, element }: PlacedSignature,
  { signatureValue: _, ...sent }: ProfiledSignature,
): boolean {
  if (element.children.includes(tree)) return true // cut from the very text that was profiled
  const signed = profileSignedInfo(tree, attributeOf(place.element, 'ID'), () => undefined)
  return JSON.stringify(signed) === JSON.stringify(sent)
}

function digest(algorithm: string, text: string): Buffer {
  return createHash(DIGEST.get(algorithm) ?? '')
    .update(text, 'utf8')
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
  const [element] = below(signature, 'KeyInfo', 'X509Data', 'X509Certificate')
  const base64 = element ? textOf(element).replace(/[ \t\r\n]+/g, '') : ''
  const certificate = readEmbeddedCertificate(base64)
  if (certificate === null) return null
  const configured = trusted.some(({ sha256 }) => sha256 === certificate.sha256)
  return { certificate: withoutKey(certificate), base64, configured, verifies: holds(certificate) }
}

function withoutKey({ publicKey: _, ...certificate }: SigningCertificate): Certificate {
  return certificate
}
