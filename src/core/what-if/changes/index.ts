import { ADDRESSES } from './addresses.ts'
import type { Change } from './change.ts'
import { CLAIMS } from './claims.ts'
import { CONSOLE } from './console.ts'
import { PROTOCOL } from './protocol.ts'
import { SIGNING } from './signing.ts'
import { TIMES } from './times.ts'

/** Every change that is tried, in the order in which it is preferred. */
export const CHANGES: readonly Change[] = [...CONSOLE, ...ADDRESSES, ...SIGNING, ...TIMES, ...CLAIMS, ...PROTOCOL]
