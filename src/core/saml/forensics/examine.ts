import type { Forensics, SignatureReport } from '../../domain/saml.ts'
import { readEmbeddedCertificate, type SigningCertificate } from '../certificate.ts'
import { findPlaces, findSignatures, type SignaturePlace } from '../places.ts'
import { type Evidence, type Verified, verifySignature } from '../verify-signature.ts'
import { type OpenDocument, plainText } from '../xml.ts'
import { type Afford, costOfReading, type Effort, newEffort, spend } from './cost-budget.ts'
import { recoverDigest } from './recover.ts'
import { askText } from './reopen.ts'
import { findApart, findMisdeclared, findOtherBytes } from './signer.ts'
import { findChangedValue } from './single-value.ts'
import type { Suspect } from './suspect.ts'
import { cut, type Pieces } from './tokens.ts'
import { undosOf } from './undo.ts'

/** More would cost more than they are likely to show. */
const MAX_SUSPECTS = 6

/**
 * Finds out why signatures are not valid: whose key made them, and which change, once undone, makes them valid. The result
 * is only used for words: the reports are returned with `forensics` filled in.
 */
export function examineSignatures(
  document: OpenDocument,
  verified: Verified[],
  trusted: SigningCertificate[],
): SignatureReport[] {
  if (verified.every(({ report }) => report.valid)) return verified.map(({ report }) => report)
  const cases = new Map(
    verified.flatMap((each) => {
      const opened = openCase(each, trusted)
      return opened ? [[each.report, opened] as const] : []
    }),
  )
  const effort = newEffort()
  investigate(document, [...cases.values()].filter(isPromising), effort)
  return verified.map(({ report }) => ({ ...report, forensics: conclude(cases.get(report), effort) }))
}

function openCase({ report, evidence }: Verified, trusted: SigningCertificate[]): Suspect | null {
  if (report.valid || evidence === null) return null
  const { verifiedBy, embedded, digestMatches } = report
  const named = embedded && readEmbeddedCertificate(embedded.base64)
  const configured = verifiedBy ? trusted.filter(({ sha256 }) => sha256 === verifiedBy.sha256) : trusted
  const isNobodys = trusted.length === 0
  return {
    evidence,
    infoHolds: verifiedBy !== null || (isNobodys && embedded?.verifies === true),
    digestMatches,
    suspects: isNobodys ? [named ?? []].flat() : configured.slice(0, MAX_SUSPECTS),
    suspectsAre: isNobodys ? 'embedded' : 'configured',
    madeBy: findMaker(report, evidence, configured, named),
    found: null,
  }
}

/** Whose key made the signature value, whatever was signed. */
function findMaker(
  { verifiedBy, embedded }: SignatureReport,
  { profile }: Evidence,
  configured: SigningCertificate[],
  named: SigningCertificate | null,
): Forensics['madeBy'] {
  const made = (certificate: SigningCertificate) => recoverDigest(certificate, profile.signatureValue) !== null
  if (verifiedBy || configured.some(made)) return 'configured'
  return named && (embedded?.verifies || made(named)) ? 'embedded' : null
}

/**
 * There is nothing to undo if it is valid with the certificate in the message, or if the key that made it is not a
 * suspect's. Only RSA shows whose key it was.
 */
function isPromising({ suspects, suspectsAre, madeBy, infoHolds, digestMatches }: Suspect): boolean {
  if (infoHolds && digestMatches) return false
  const canTell = suspects.every(({ publicKey }) => publicKey.asymmetricKeyType === 'rsa')
  return madeBy === suspectsAre || (madeBy === null && !canTell)
}

function conclude(examined: Suspect | undefined, { isSpent }: Effort): Forensics | null {
  if (examined === undefined) return null
  const { found, suspectsAre } = examined
  const madeBy = found ? suspectsAre : examined.madeBy // for ECDSA, only what was found shows it
  return {
    madeBy,
    alteration: found?.alteration ?? null,
    detail: found?.detail ?? null,
    triedAll: found !== null || !isSpent,
  }
}

/** Cheap questions first. Each is only asked about what is still unexplained, while there is time. */
function investigate(document: OpenDocument, cases: Suspect[], effort: Effort): void {
  const unexplained = () => cases.filter(({ found }) => found === null)
  for (const each of unexplained()) each.found = findMisdeclared(each)
  if (unexplained().length === 0) return
  const source = plainText(document)
  const pieces = cut(source)
  const afford: Afford = (cost) => spend(effort, cost)
  undo(source, pieces, unexplained(), afford)
  for (const each of unexplained())
    each.found =
      findChangedValue(each, afford) ?? findOtherBytes(document, each, afford) ?? findApart(source, each, afford)
}

function undo(source: string, pieces: Pieces, cases: Suspect[], afford: Afford): void {
  const isSlow = /<[!?]/.test(source) || cases.some(({ evidence }) => evidence.profile.referenceForm.mode !== 1)
  for (const { text, ...found } of undosOf(source, pieces)) {
    const open = cases.filter((each) => each.found === null)
    if (open.length === 0 || !afford(costOfReading(text.length, pieces.length, isSlow))) return
    for (const each of findHolding(text, open)) each.found = found
  }
}

/** The signatures that are valid in a text. */
function findHolding(text: string, cases: Suspect[]): Suspect[] {
  const holding = askText(text, (document) => {
    const places = findPlaces(document.tree)
    return cases.filter((each) => {
      const place = places.find(({ over }) => over === each.evidence.placed.place.over)
      return place !== undefined && holdsAt(document, place, each)
    })
  })
  return holding ?? []
}

function holdsAt(document: OpenDocument, place: SignaturePlace, { suspects }: Suspect): boolean {
  const [placed] = findSignatures(place)
  return placed !== undefined && verifySignature(document, placed, suspects).report.valid
}
