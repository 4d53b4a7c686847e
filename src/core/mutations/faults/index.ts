import { CLAIMS } from './claims.ts'
import { ENVELOPE } from './envelope.ts'
import type { Fault } from './fault.ts'
import { SIGNING } from './signing.ts'
import { SUBJECT } from './subject.ts'
import { TRANSPORT } from './transport.ts'

/** Everything that the built-in IdP can do wrong on demand, by what it is done to. */
export const FAULT_GROUPS: readonly { title: string; faults: readonly Fault[] }[] = [
  { title: 'Transport', faults: TRANSPORT },
  { title: 'Envelope', faults: ENVELOPE },
  { title: 'Signatures and keys', faults: SIGNING },
  { title: 'Subject, conditions and session', faults: SUBJECT },
  { title: 'Claims', faults: CLAIMS },
]

export const FAULTS: readonly Fault[] = FAULT_GROUPS.flatMap(({ faults }) => faults)
