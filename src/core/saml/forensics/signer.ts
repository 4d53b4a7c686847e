import { createHash, verify } from 'node:crypto'
import { DIGEST, SIGNATURE } from '../algorithms.ts'
import { elementsOf, type XmlElement } from '../canonical.ts'
import { canonicalElement } from '../canonicalize.ts'
import { findSignatures } from '../places.ts'
import { readCanonical } from '../read-canonical.ts'
import { matchesDigest, verifySignature, verifyWith } from '../verify-signature.ts'
import type { CanonicalForm, OpenDocument } from '../xml.ts'
import { type Afford, costOfForm, costOfReading } from './cost-budget.ts'
import { rawContent, rawSignedInfo } from './raw.ts'
import { recoverDigest } from './recover.ts'
import { askText } from './reopen.ts'
import type { Found, Suspect } from './suspect.ts'

/** Algorithms other than those that the signature declares: no message was altered there. */
export function findMisdeclared(examined: Suspect): Found | null {
  return findOtherHash(examined) ?? findOtherDigest(examined) ?? findDer(examined)
}

const hashOf = (hash: string, text: string) => createHash(hash).update(text, 'utf8').digest()
const spell = (hash: string) => hash.toUpperCase().replace('SHA', 'SHA-')

function findOtherHash({ evidence, suspects, infoHolds, digestMatches }: Suspect): Found | null {
  if (infoHolds || !digestMatches) return null
  const used = suspects.flatMap((each) => recoverDigest(each, evidence.profile.signatureValue) ?? [])
  const fits = used.find(({ hash, digest }) => hashOf(hash, evidence.signedInfo).equals(digest))
  return fits ? { alteration: 'other-hash', detail: spell(fits.hash) } : null
}

function findOtherDigest({ evidence: { profile, content }, infoHolds, digestMatches }: Suspect): Found | null {
  if (!infoHolds || digestMatches) return null
  const fits = [...DIGEST.values()].find((hash) => hashOf(hash, content).equals(profile.digestValue))
  return fits ? { alteration: 'other-digest', detail: spell(fits) } : null
}

/** XML Signature wants r and s in a row; many a library gives the DER that X.509 has. */
function findDer({ evidence: { profile, signedInfo }, suspects, digestMatches }: Suspect): Found | null {
  const method = SIGNATURE.get(profile.algorithm)
  if (method?.keyType !== 'ec' || !digestMatches) return null
  const bytes = Buffer.from(signedInfo)
  const fits = suspects.some(
    ({ publicKey }) =>
      publicKey.asymmetricKeyType === 'ec' &&
      verify(method.hash, bytes, { key: publicKey, dsaEncoding: 'der' }, profile.signatureValue),
  )
  return fits ? { alteration: 'signed-as-der', detail: null } : null
}

/** Other bytes that a signer may have taken for SignedInfo, or for what the Reference names. */
interface Variant extends Found {
  signedInfo: () => string | undefined
  content: () => string | undefined
}

const FORMS: [name: string, form: CanonicalForm][] = [
  ['exclusive canonicalisation', { mode: 1, withComments: false, inclusivePrefixes: [] }],
  ['Canonical XML 1.0', { mode: 0, withComments: false, inclusivePrefixes: [] }],
  ['exclusive canonicalisation with comments', { mode: 1, withComments: true, inclusivePrefixes: [] }],
  ['Canonical XML 1.0 with comments', { mode: 0, withComments: true, inclusivePrefixes: [] }],
]

const TYPICAL_PIECE = 30

/** Whether the signer took other bytes than the signature says, canonicalised otherwise or not at all. */
export function findOtherBytes(document: OpenDocument, examined: Suspect, afford: Afford): Found | null {
  const { infoHolds, digestMatches, evidence } = examined
  const cost = costOfForm(evidence.content.length, evidence.content.length / TYPICAL_PIECE)
  const fits = variantsOf(document, examined).find(
    ({ signedInfo, content }) =>
      afford(cost) &&
      (infoHolds || infoHoldsOver(signedInfo(), examined)) &&
      (digestMatches || contentFits(content(), examined)),
  )
  return fits ? { alteration: fits.alteration, detail: fits.detail } : null
}

const infoHoldsOver = (text: string | undefined, { evidence, suspects }: Suspect) =>
  text !== undefined && suspects.some((each) => verifyWith(each, evidence.profile, Buffer.from(text)))
const contentFits = (text: string | undefined, { evidence }: Suspect) =>
  text !== undefined && matchesDigest(evidence.profile, text)

function variantsOf(document: OpenDocument, { evidence }: Suspect): Variant[] {
  const { place, index, element } = evidence.placed
  const info = elementsOf(element).findIndex(({ localName }) => localName === 'SignedInfo')
  const raw = document.bytes.toString('utf8')
  const forms = FORMS.filter(([, { withComments }]) => !withComments || !document.plain)
  return [
    {
      alteration: 'not-canonicalized',
      detail: null,
      signedInfo: () => rawSignedInfo(raw, place.over),
      content: () => rawContent(raw, place.over),
    },
    ...forms.map(
      ([detail, form]): Variant => ({
        alteration: 'other-canonicalization',
        detail,
        signedInfo: () => canonicalElement(document, [...place.path, index, info], form)?.text,
        content: () => canonicalElement(document, place.path, form, index)?.text,
      }),
    ),
  ]
}

const INCLUSIVE_MODES = [0, 2]

/**
 * Whether an assertion was signed before it stood in the Response: inclusive canonicalisation takes in what the elements
 * around it declare, and these were not there.
 */
export function findApart(source: string, { evidence, suspects }: Suspect, afford: Afford): Found | null {
  const { placed, profile } = evidence
  const forms = [profile.referenceForm, profile.signedInfoForm]
  if (placed.place.over === 'Response' || !forms.some(({ mode }) => INCLUSIVE_MODES.includes(mode))) return null
  if (!afford(costOfReading(source.length, source.length / TYPICAL_PIECE, true))) return null
  const holds = askText(writeApart(source, placed.place.path), (apart) => {
    const [signature] = findSignatures({ over: 'Assertion', element: apart.tree, path: [], location: '' })
    return signature !== undefined && verifySignature(apart, signature, suspects).report.valid
  })
  return holds ? { alteration: 'signed-apart', detail: null } : null
}

/** An element as a document of its own, with those declarations of its ancestors that names in it lean on. */
function writeApart(source: string, path: number[]): string {
  const root = readCanonical(source)
  const element = path.reduce((parent: XmlElement, index) => elementsOf(parent)[index] ?? parent, root)
  const nameEnd = element.start + 1 + element.qualifiedName.length
  const borrowed = element.borrowed.map(({ text }) => text).join('')
  return source.slice(element.start, nameEnd) + borrowed + source.slice(nameEnd, element.end)
}
