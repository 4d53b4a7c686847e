import type { SignatureReport, SignedElement, Verification } from '../domain/saml.ts'
import { ALTERATIONS, BY_SIGNER } from './alterations.ts'

/** A fault that no certificate can cure: what is wrong with the message itself, and the fix. */
export interface ChangedMessage {
  because: string
  fix: string
}

/**
 * Why a signature cannot be valid with any certificate, judging by the digest and the embedded certificate. Null if a
 * certificate may make it valid, or if the structure of the signatures is at fault. For diagnosis only:
 * it never makes anything trusted.
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

/** Whether an element is unchanged since a configured key, or the one in the message, signed it. */
const isWhole = ({ digestMatches, verifiedBy, embedded }: SignatureReport) =>
  digestMatches && (verifiedBy !== null || embedded?.verifies === true)

function explainBreak(signature: SignatureReport, all: SignatureReport[]): string | null {
  const { over, digestMatches, embedded, forensics } = signature
  const { alteration, detail, madeBy } = forensics ?? { alteration: null, detail: null, madeBy: null }
  if (isWhole(signature)) return null
  if (alteration) {
    const difference = ALTERATIONS[alteration].difference.replace('{detail}', () => detail ?? '')
    return BY_SIGNER.has(alteration)
      ? `The signature over the ${over} is not valid with any certificate: ${difference}.`
      : `The message was changed after signing: ${difference}. ${NO_CERTIFICATE}`
  }
  if (!digestMatches)
    return `The message was changed after signing: the digest of the ${over} does not match.${describePart(over, all)} ${NO_CERTIFICATE}`
  if (madeBy !== null)
    return `The message was changed after signing: the key of the ${madeBy === 'embedded' ? 'certificate in the message' : 'configured certificate'} signed the ${over}, but over a different SignedInfo. ${NO_CERTIFICATE}`
  if (embedded === null) return null
  return `The certificate in the message does not verify the signature over the ${over}: either SignedInfo or SignatureValue was changed after signing, or the IdP signs with a different key than that of the certificate it sends.`
}

const NO_CERTIFICATE = 'No certificate would make it pass.'

/** Where the change is, if the other signature shows it. */
function describePart(over: SignedElement, all: SignatureReport[]): string {
  const other = all.find((signature) => signature.over !== over)
  if (other === undefined || !isWhole(other)) return ''
  return over === 'Response'
    ? ' The signature of the assertion is still valid, so the change is outside it.'
    : ' The signature of the response is valid, so the assertion was altered inside the IdP, before the response was signed.'
}

function adviseOn({ digestMatches, forensics }: SignatureReport): string {
  if (forensics?.alteration) return ALTERATIONS[forensics.alteration].fix
  return digestMatches && forensics?.madeBy == null ? COMPARE_KEYS : SEND_AS_SIGNED
}

const SEND_AS_SIGNED = 'Send the message exactly as it was signed: no pretty-printing, no re-encoding, no other change.'

/** What to do if the embedded certificate does not belong to the signing key. */
export const COMPARE_KEYS =
  'Compare the certificate that the IdP signs with and the one that it sends. If they are the same, the signature was altered on the way: send the message exactly as it was signed.'
