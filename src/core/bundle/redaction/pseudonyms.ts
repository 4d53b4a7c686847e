/** What is replaced, as the header of a redacted bundle counts it. */
export type Kind =
  | 'e-mail addresses'
  | 'hosts'
  | 'ports'
  | 'parts of URLs'
  | 'URNs'
  | 'accounts'
  | 'IDs'
  | 'claim names'
  | 'values'
  | 'numbers'
  | 'GUIDs'
  | 'element names'
  | 'logins'

/** What is omitted without a replacement. */
type Omission = 'certificates' | 'key information' | 'comments' | 'attributes' | 'unreadable messages'

/** Numbers for what is replaced: equal for equal values, in order of appearance. */
export interface Pseudonyms {
  /** The number of a string of one kind. Strings that differ only in case share it; `variant` distinguishes them. */
  of(kind: Kind, original: string): { number: number; variant: number }
  /** Counts what is omitted. */
  omit(what: Omission, count?: number): void
  /** How much was replaced or omitted, by kind. */
  counts(): [what: Kind | Omission, count: number][]
}

interface Known {
  number: number
  spellings: string[]
}

/** Creates the pseudonyms of one bundle. */
export function createPseudonyms(): Pseudonyms {
  const kinds = new Map<Kind, Map<string, Known>>()
  const omitted = new Map<Omission, number>()
  return {
    of(kind, original) {
      const ofKind = kinds.get(kind) ?? new Map<string, Known>()
      kinds.set(kind, ofKind)
      const key = original.toLowerCase()
      const known = ofKind.get(key) ?? { number: ofKind.size + 1, spellings: [] }
      ofKind.set(key, known)
      if (!known.spellings.includes(original)) known.spellings.push(original)
      return { number: known.number, variant: known.spellings.indexOf(original) }
    },
    omit: (what, count = 1) => {
      if (count > 0) omitted.set(what, (omitted.get(what) ?? 0) + count)
    },
    counts: () => [
      ...Array.from(kinds, ([kind, known]): [Kind, number] => [
        kind,
        [...known.values()].flatMap(({ spellings }) => spellings).length,
      ]),
      ...omitted,
    ],
  }
}
