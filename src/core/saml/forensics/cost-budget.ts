/** The processor time left for one message: an estimate in milliseconds, so that every run gives the same result. */
export interface Effort {
  left: number
  /** Whether something was not tried because it would have cost too much. */
  isSpent: boolean
}

/** Subtracts a cost from what is left; false if the work must not be done. */
export type Afford = (cost: number) => boolean

/** The maximum per message, because others wait while it is examined. */
const MILLISECONDS = 8

export const newEffort = (): Effort => ({ left: MILLISECONDS, isSpent: false })

/** Subtracts a cost from what is left; false if nothing was left. */
export function spend(effort: Effort, cost: number): boolean {
  if (effort.left <= 0) effort.isSpent = true
  else effort.left -= cost
  return !effort.isSpent
}

/** The cost of reading a text of so many pieces and verifying it; `slow`: libxml2 has to canonicalise each element. */
export const costOfReading = (characters: number, pieces: number, slow: boolean) =>
  characters / 27_000 + pieces / 2_000 + (slow ? costOfForm(characters, pieces) : 0)

/** The cost of one canonical form that libxml2 writes of a subtree. */
export const costOfForm = (characters: number, pieces: number) => characters / 8_000 + pieces / 700

/** The cost of building a text and hashing it. */
export const costOfHash = (characters: number) => characters / 300_000
