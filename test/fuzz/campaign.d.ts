import type { ReadMessage } from '../../src/core/domain/message.ts'

/** Made by loadCorpus, taken by runFuzz. */
export interface Corpus {
  seeds: unknown[]
}

export interface Campaign {
  runs: number
  seed: number
  seeds: number
  reached: Map<string, number>
  outcomes: Map<string, number>
  causes: Map<string, number>
  slowest: { ms: number; run: number; name: string }
  failures: { run: number; base: { name: string }; steps: string[]; fields: string[]; violations: string[] }[]
}

export declare function judgeUndone(): { name: string; before: boolean; after: boolean }[]
export declare function loadCorpus(folders?: string[]): Corpus
export declare function runFuzz(options: {
  corpus: Corpus
  runs: number
  seed: number
  misread?: (message: ReadMessage) => ReadMessage
  maxMs?: number
  from?: number
  only?: number | null
  onRun?: (done: number) => void
}): Promise<Campaign>
