import { CHECKS } from '../checks/index.ts'
import { nearNames } from '../checks/near-names.ts'
import type { Vocabulary } from '../expect/vocabulary.ts'

/** What expectations of a login may name. */
export const VOCABULARY: Vocabulary = { checks: CHECKS.map(({ id }) => id), nearest: nearNames }
