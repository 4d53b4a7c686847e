/** What expectations may name in addition to attributes. */
export interface Vocabulary {
  /** The ids of the checks. */
  checks: readonly string[]
  /** Suggestions for a misspelt name, closest first. */
  nearest(misspelt: string, names: readonly string[]): string[]
}

/** ` Did you mean agent?`, or nothing. */
export function suggest({ nearest }: Vocabulary, misspelt: string, names: readonly string[]): string {
  const found = nearest(misspelt, names)
  return found.length === 0 ? '' : ` Did you mean ${found.join(' or ')}?`
}
