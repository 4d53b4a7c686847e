import type { Alteration, Forensics } from '../../domain/saml.ts'
import type { SigningCertificate } from '../certificate.ts'
import type { Evidence } from '../verify-signature.ts'

/** A signature that does not hold, and what was found out so far. */
export interface Suspect {
  evidence: Evidence
  /** Whether SignedInfo as it stands is what the key of a suspect signed. */
  infoHolds: boolean
  digestMatches: boolean
  /** The certificates that may have signed it: configured ones, or where there are none the one inside the message. */
  suspects: SigningCertificate[]
  suspectsAre: 'configured' | 'embedded'
  madeBy: Forensics['madeBy']
  found: Found | null
}

export interface Found {
  alteration: Alteration
  detail: string | null
}
