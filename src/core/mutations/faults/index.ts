import { CLAIM_FAULTS } from './claims.ts'
import { ENVELOPE_FAULTS } from './envelope.ts'
import type { Fault } from './fault.ts'
import { SIGNING_FAULTS } from './signing.ts'
import { SUBJECT_FAULTS } from './subject.ts'
import { TRANSPORT_FAULTS } from './transport.ts'

/** Everything that the built-in IdP can do wrong on demand, by what it is done to. */
export const FAULT_GROUPS: readonly { title: string; faults: readonly Fault[] }[] = [
  { title: 'Transport', faults: TRANSPORT_FAULTS },
  { title: 'Envelope', faults: ENVELOPE_FAULTS },
  { title: 'Signatures and keys', faults: SIGNING_FAULTS },
  { title: 'Subject, conditions and session', faults: SUBJECT_FAULTS },
  { title: 'Claims', faults: CLAIM_FAULTS },
]

export const FAULTS: readonly Fault[] = FAULT_GROUPS.flatMap(({ faults }) => faults)
