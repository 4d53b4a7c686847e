import type { Alteration, Forensics } from '../../domain/saml.ts'
import type { SigningCertificate } from '../certificate.ts'
import type { Evidence } from '../verify-signature.ts'

/** A signature that is not valid, and what was found out so far. */
export interface Suspect {
  evidence: Evidence
  /** Whether the key of a suspect signed SignedInfo as it is. */
  infoHolds: boolean
  digestMatches: boolean
  /** The certificates that may have signed it: the configured ones, or, if there are none, the one in the message. */
  suspects: SigningCertificate[]
  suspectsAre: 'configured' | 'embedded'
  madeBy: Forensics['madeBy']
  found: Found | null
}

export interface Found {
  alteration: Alteration
  detail: string | null
}
