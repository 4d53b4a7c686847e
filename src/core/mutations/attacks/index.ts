import type { Attack } from './attack.ts'
import { DOCTYPES } from './doctype.ts'
import { KEYS } from './keys.ts'
import { STRIPPING } from './stripping.ts'
import { DIGESTS, TAMPERING } from './values.ts'
import { WRAPPING } from './wrapping.ts'

/** Everything that is tried by somebody who is not the IdP. */
export const ATTACKS: readonly Attack[] = [...WRAPPING, ...STRIPPING, ...KEYS, ...TAMPERING, ...DIGESTS, ...DOCTYPES]
