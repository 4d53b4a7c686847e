import { CHECKS } from '../../core/checks/index.ts'
import { nearNames } from '../../core/checks/near-names.ts'
import type { Vocabulary } from '../../core/expect/vocabulary.ts'

/** The values that expectations of a login may name. */
export const VOCABULARY: Vocabulary = { checks: CHECKS.map(({ id }) => id), nearest: nearNames }
