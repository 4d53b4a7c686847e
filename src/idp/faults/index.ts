import { CLAIMS } from './claims.ts'
import { ENVELOPE } from './envelope.ts'
import type { Fault } from './fault.ts'
import { SIGNING } from './signing.ts'
import { SUBJECT } from './subject.ts'
import { TRANSPORT } from './transport.ts'

/** Everything that the built-in IdP can do wrong on demand. */
export const FAULTS: readonly Fault[] = [...TRANSPORT, ...ENVELOPE, ...SIGNING, ...SUBJECT, ...CLAIMS]
