import { ADDRESSES } from './addresses.ts'
import type { ProposedChange } from './change.ts'
import { CLAIM_CHANGES } from './claims.ts'
import { CONSOLE } from './console.ts'
import { PROTOCOL } from './protocol.ts'
import { SIGNING_CHANGES } from './signing.ts'
import { TIMES } from './times.ts'

/** Every change that is tried, in order of preference. */
export const CHANGES: readonly ProposedChange[] = [
  ...CONSOLE,
  ...ADDRESSES,
  ...SIGNING_CHANGES,
  ...TIMES,
  ...CLAIM_CHANGES,
  ...PROTOCOL,
]
