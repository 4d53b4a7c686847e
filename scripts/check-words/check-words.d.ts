export interface WordsFound {
  hits: { id: string; file: string; line: number; sentence: string }[]
  counts: Record<string, number>
  budget: Record<string, number>
  /** One for each id above or below its budget, and for each allowed sentence that no longer occurs. */
  complaints: string[]
}

export function checkWords(root: string, options: { update: boolean }): WordsFound
