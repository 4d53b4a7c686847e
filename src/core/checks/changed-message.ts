import type { SignatureReport, SignedElement, Verification } from '../domain/saml.ts'
import { ALTERATIONS, BY_SIGNER } from './alterations.ts'

/** What no certificate cures: what is wrong with the message itself, and what to do about it. */
export interface ChangedMessage {
  because: string
  fix: string
}

/**
 * Why a signature of a message does not hold, whatever certificate is trusted, as far as digest and embedded certificate
 * tell. Null where a certificate may make it hold, or where the structure of the signatures speaks. For diagnosis only:
 * it makes nothing trusted.
 */
export function describeChange({
  signatures,
  faults,
}: Pick<Verification, 'signatures' | 'faults'>): ChangedMessage | null {
  if (faults.length > 0) return null
  const [change] = signatures.flatMap((signature) => {
    const because = explainBreak(signature, signatures)
    return because === null ? [] : [{ because, fix: adviseOn(signature) }]
  })
  return change ?? null
}

/** Whether the content of an element is what was signed, by a configured key or by the one inside the message. */
const isWhole = ({ digestMatches, verifiedBy, embedded }: SignatureReport) =>
  digestMatches && (verifiedBy !== null || embedded?.verifies === true)

function explainBreak(signature: SignatureReport, all: SignatureReport[]): string | null {
  const { over, digestMatches, embedded, forensics } = signature
  const { alteration, detail, madeBy } = forensics ?? { alteration: null, detail: null, madeBy: null }
  if (isWhole(signature)) return null
  if (alteration) {
    const difference = ALTERATIONS[alteration].difference.replace('{detail}', () => detail ?? '')
    return BY_SIGNER.has(alteration)
      ? `The signature over the ${over} holds with no certificate: ${difference}.`
      : `The message was changed after signing: ${difference}. ${NO_CERTIFICATE}`
  }
  if (!digestMatches)
    return `The message was changed after signing: the content of the ${over} is not what was signed (its digest does not match).${describePart(over, all)} ${NO_CERTIFICATE}`
  if (madeBy !== null)
    return `The message was changed after signing: the key of the ${madeBy === 'embedded' ? 'certificate inside the message' : 'configured certificate'} made the signature over the ${over}, but over another SignedInfo. ${NO_CERTIFICATE}`
  if (embedded === null) return null
  return `The certificate inside the message does not verify the signature over the ${over}: SignedInfo or SignatureValue was changed after signing, or the IdP signs with another key than the one whose certificate it sends along.`
}

const NO_CERTIFICATE = 'No certificate would let it in.'

/** Where the change is, as far as the other signature tells. */
function describePart(over: SignedElement, all: SignatureReport[]): string {
  const other = all.find((signature) => signature.over !== over)
  if (other === undefined || !isWhole(other)) return ''
  return over === 'Response'
    ? ' The assertion inside still holds: the change lies around it.'
    : ' The response around it holds: the assertion was altered before the response was signed, inside the IdP.'
}

function adviseOn({ digestMatches, forensics }: SignatureReport): string {
  if (forensics?.alteration) return ALTERATIONS[forensics.alteration].fix
  return digestMatches && forensics?.madeBy == null ? COMPARE_KEYS : SEND_AS_SIGNED
}

const SEND_AS_SIGNED =
  'Send the message exactly as it was signed: no pretty-printing, no re-encoding, nothing changed afterwards.'

/** What to do where the certificate that comes along is not the one of the key that signed. */
export const COMPARE_KEYS =
  'Compare the certificate that the IdP signs with and the one that it sends along; if they are one, the signature was altered on the way: send the message exactly as it was signed.'
