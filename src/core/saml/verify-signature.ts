import { createHash, verify as verifyBytes } from 'node:crypto'
import type { SignatureReport, SignedElement, StructureFault } from '../domain/saml.ts'
import { NAMESPACE } from '../domain/saml-names.ts'
import { DIGEST, SIGNATURE } from './algorithms.ts'
import { attributeOf, elementsOf, textOf, type XmlElement } from './canonical.ts'
import { type CanonicalElement, canonicalElement } from './canonicalize.ts'
import { readEmbeddedCertificate, type SigningCertificate, withoutKey } from './certificate.ts'
import type { PlacedSignature } from './places.ts'
import { type ProfiledSignature, profileSignature, profileSignedInfo } from './signature-profile.ts'
import type { OpenDocument } from './xml.ts'

/** What one signature was computed over, for whoever asks why it does not hold. */
export interface Evidence {
  placed: PlacedSignature
  profile: ProfiledSignature
  signedInfo: string
  content: string
}

/** A signature's report together with what it covers: the tree read from the signed bytes, when it is valid. */
export interface Verified {
  report: SignatureReport
  signedTree: XmlElement | null
  faults: StructureFault[]
  /** Null when it breaks the profile. */
  evidence: Evidence | null
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
  if (profile === null) return { report: blank, signedTree: null, faults, evidence: null }
  const refuse = (what: string): Verified => ({
    report: blank,
    signedTree: null,
    faults: [unreadable(what, location)],
    evidence: null,
  })
  const signedInfo = canonicalSignedInfo(document, placed, profile)
  if (signedInfo === null || !saysTheSame(signedInfo, placed, profile))
    return refuse('SignedInfo reads differently once canonical')
  const signed = canonicalElement(document, place.path, profile.referenceForm, placed.index)
  if (signed === null) return refuse(`the ${place.over} cannot be read once canonical`)
  const signedBytes = Buffer.from(signedInfo.text, 'utf8')
  const holds = (certificate: SigningCertificate) => verifyWith(certificate, profile, signedBytes)
  const verifiedBy = trusted.find(holds) ?? null
  const embedded = verifiedBy === null ? readKeyInfo(element, trusted, holds) : null
  const digestMatches = matchesDigest(profile, signed.text)
  const valid = digestMatches && verifiedBy !== null
  return {
    report: { ...blank, digestMatches, verifiedBy: verifiedBy && withoutKey(verifiedBy), embedded, valid },
    signedTree: valid ? signed.tree : null,
    faults: [],
    evidence: { placed, profile, signedInfo: signedInfo.text, content: signed.text },
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
    forensics: null,
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

/** Whether a text is what DigestValue says. */
export function matchesDigest({ digestAlgorithm, digestValue }: ProfiledSignature, text: string): boolean {
  const hash = createHash(DIGEST.get(digestAlgorithm) ?? '')
  return hash.update(text, 'utf8').digest().equals(digestValue)
}

/** Whether the key of a certificate made the signature value over these bytes. */
export function verifyWith(
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
  const carried = below(signature, 'KeyInfo', 'X509Data', 'X509Certificate')
    .slice(0, MOST_CARRIED)
    .flatMap((element) => {
      const base64 = textOf(element).replace(/[ \t\r\n]+/g, '')
      const certificate = readEmbeddedCertificate(base64)
      return certificate ? [{ base64, certificate }] : []
    })
  const [first] = carried
  if (first === undefined) return null
  const isTrusted = ({ sha256 }: SigningCertificate) => trusted.some((each) => each.sha256 === sha256)
  const signing = carried.find(({ certificate }) => holds(certificate))
  const { base64, certificate } = isTrusted(first.certificate) ? first : (signing ?? first)
  return {
    certificate: withoutKey(certificate),
    base64,
    configured: isTrusted(certificate),
    verifies: holds(certificate),
  }
}

/** A chain has three or four; each is tried. */
const MOST_CARRIED = 6
