import { DOCTYPES } from './attacks/doctype.ts'
import { KEYS } from './attacks/keys.ts'
import { STRIPPING } from './attacks/stripping.ts'
import { DIGESTS, TAMPERING } from './attacks/values.ts'
import { WRAPPING } from './attacks/wrapping.ts'
import { CLAIM_FAULTS } from './faults/claims.ts'
import { ENVELOPE_FAULTS } from './faults/envelope.ts'
import { SIGNING_FAULTS } from './faults/signing.ts'
import { SUBJECT_FAULTS } from './faults/subject.ts'
import { TRANSPORT_FAULTS } from './faults/transport.ts'
import type { Mutation } from './mutation.ts'

/** Every fault of the built-in IdP, grouped by what it affects. */
export const FAULT_GROUPS: readonly { title: string; faults: readonly Mutation[] }[] = [
  { title: 'Transport', faults: TRANSPORT_FAULTS },
  { title: 'Envelope', faults: ENVELOPE_FAULTS },
  { title: 'Signatures and keys', faults: SIGNING_FAULTS },
  { title: 'Subject, conditions and session', faults: SUBJECT_FAULTS },
  { title: 'Claims', faults: CLAIM_FAULTS },
]

export const FAULTS: readonly Mutation[] = FAULT_GROUPS.flatMap(({ faults }) => faults)

/** Every attack by someone who is not the IdP. */
export const ATTACKS: readonly Mutation[] = [...WRAPPING, ...STRIPPING, ...KEYS, ...TAMPERING, ...DIGESTS, ...DOCTYPES]
