import { CHECKS } from '../checks/index.ts'
import { typosBetween } from '../checks/typo.ts'
import type { Vocabulary } from '../expect/vocabulary.ts'

/** What expectations of a login may name. */
export const VOCABULARY: Vocabulary = {
  checks: CHECKS.map(({ id }) => id),
  nearest: (misspelt, names) => {
    const near = names.flatMap((name) => {
      const typos = typosBetween(misspelt.toLowerCase(), name.toLowerCase())
      return typos === null ? [] : [{ name, typos }]
    })
    return near.sort((one, other) => one.typos - other.typos)[0]?.name
  },
}
