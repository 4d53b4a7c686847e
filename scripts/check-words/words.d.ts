/** A word or a turn of phrase that this project does not use, or uses less and less. */
export interface Word {
  id: string
  /** Hard ones have no place here. Soft ones are right now and then. */
  list: 'hard' | 'soft'
  pattern: RegExp
  /** Completes “Write …”. */
  instead: string
  /** Where it counts; absent: everywhere. */
  in?: 'docstring'
  catches: string[]
  passes: string[]
}

export const WORDS: Word[]
