/** A word or a turn of phrase that this project does not use, or uses less and less. */
export interface Word {
  id: string
  /** Hard ones are never right. Soft ones are sometimes right. */
  list: 'hard' | 'soft'
  pattern: RegExp
  /** Completes “Write …”. */
  instead: string
  /** Where it counts; default: everywhere. */
  in?: 'docstring'
  catches: string[]
  passes: string[]
}

export const WORDS: Word[]
