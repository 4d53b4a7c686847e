import { createHash, verify as verifyBytes } from 'node:crypto'
import type { Certificate, SignatureReport, SignedElement, StructureFault } from '../domain/saml.ts'
import { attributeOf, elementsOf, readCanonicalOrNull, textOf, type XmlElement } from './canonical.ts'
import { readEmbeddedCertificate, type SigningCertificate } from './certificate.ts'
import { DIGEST, NAMESPACE, SIGNATURE } from './names.ts'
import { type ProfiledSignature, profileSignature, profileSignedInfo } from './signature-profile.ts'
import { canonicalBytes, type ElementPath, type OpenDocument } from './xml.ts'

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
  const signedInfo = canonicalSignedInfo(document, placed, profile)
  if (!saysTheSame(signedInfo, attributeOf(place.element, 'ID'), profile)) {
    const what = 'SignedInfo reads differently once canonical'
    return {
      report: blank,
      signedTree: null,
      faults: [{ what, expected: 'the same values', received: 'others', location }],
    }
  }
  const holds = (certificate: SigningCertificate) => verifyWith(certificate, profile, signedInfo)
  const verifiedBy = trusted.find(holds) ?? null
  const embedded = verifiedBy === null ? readKeyInfo(element, trusted, holds) : null
  const signedBytes = canonicalBytes(document, place.path, profile.referenceForm, placed.index)
  const digestMatches = digest(profile.digestAlgorithm, signedBytes).equals(profile.digestValue)
  const valid = digestMatches && verifiedBy !== null
  const signedTree = valid ? readCanonicalOrNull(signedBytes.toString('utf8')) : null
  if (valid && signedTree === null) {
    const what = 'the signed bytes are no canonical XML'
    const received = 'a namespace name with a character that libxml2 does not escape'
    return { report: blank, signedTree, faults: [{ what, expected: 'canonical XML', received, location }] }
  }
  return {
    report: { ...blank, digestMatches, verifiedBy: verifiedBy && withoutKey(verifiedBy), embedded, valid },
    signedTree,
    faults: [],
  }
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
): Buffer {
  const signedInfo = elementsOf(element).findIndex(({ localName }) => localName === 'SignedInfo')
  return canonicalBytes(document, [...place.path, index, signedInfo], profile.signedInfoForm)
}

/** The values that are acted upon are those inside the signed bytes. */
function saysTheSame(
  signedInfo: Buffer,
  parentId: string | null,
  { signatureValue: _, ...sent }: ProfiledSignature,
): boolean {
  const tree = readCanonicalOrNull(signedInfo.toString('utf8'))
  const signed = tree && profileSignedInfo(tree, parentId, () => undefined)
  return JSON.stringify(signed) === JSON.stringify(sent)
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
