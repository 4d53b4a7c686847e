/** What expectations may name beside attributes. */
export interface Vocabulary {
  /** The ids of the checks. */
  checks: readonly string[]
  /** Which of some names a misspelt one is nearest to. */
  nearest(misspelt: string, names: readonly string[]): string | undefined
}

/** ` Did you mean agent?`, or nothing. */
export function suggest({ nearest }: Vocabulary, misspelt: string, names: readonly string[]): string {
  const found = nearest(misspelt, names)
  return found === undefined ? '' : ` Did you mean ${found}?`
}
