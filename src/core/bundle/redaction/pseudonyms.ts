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

/** What is left out without a trace. */
type Omission = 'certificates' | 'key information' | 'comments' | 'attributes' | 'unreadable messages'

/** Numbers for what is replaced: the same for the same, in the order in which it is met. */
export interface Pseudonyms {
  /** The number of a text of one kind. Texts that differ in case alone share it; `variant` tells them apart. */
  of(kind: Kind, original: string): { number: number; variant: number }
  /** Counts what is left out. */
  omit(what: Omission, count?: number): void
  /** How much was replaced or left out, by what it is. */
  counts(): [what: Kind | Omission, count: number][]
}

interface Known {
  number: number
  spellings: string[]
}

/** Makes the pseudonyms of one bundle. */
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
