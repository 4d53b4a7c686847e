import type { Alteration, Forensics } from '../../domain/saml.ts'
import type { SigningCertificate } from '../certificate.ts'
import type { Evidence } from '../verify-signature.ts'

/** A signature that does not hold, and what was found out so far. */
export interface Case {
  evidence: Evidence
  /** Whether SignedInfo as it stands is what a configured key signed. */
  infoHolds: boolean
  digestMatches: boolean
  /** The configured certificates that may have signed it. */
  suspects: SigningCertificate[]
  madeBy: Forensics['madeBy']
  found: Found | null
}

export interface Found {
  alteration: Alteration
  detail: string | null
}
