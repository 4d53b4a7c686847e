/** Processor time that may still be spent on one message: an estimate in milliseconds, so that every run does the same. */
export interface Effort {
  left: number
  /** True once something was not tried because it would have cost too much. */
  isSpent: boolean
}

/** Takes the cost of something from what is left; false where it is not to be done. */
export type Afford = (cost: number) => boolean

/** No message keeps the others waiting longer for the sake of words. */
const MILLISECONDS = 8

export const newEffort = (): Effort => ({ left: MILLISECONDS, isSpent: false })

/** Takes the cost from what is left; false where nothing was left. */
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

/** The cost of putting a text together and hashing it. */
export const costOfHash = (characters: number) => characters / 300_000
