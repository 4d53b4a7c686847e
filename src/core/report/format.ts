import type { Expected } from '../domain/expectation.ts'
import type { Report, SenderOffer } from '../domain/report.ts'
import { verdictOf } from './outline.ts'

/** Colours a word; returns it unchanged if there is no terminal. */
export type Paint = (text: string, colour: 'red' | 'green' | 'yellow') => string

/** What is known in addition to the Reports. */
export interface RenderContext {
  paint?: Paint
  /** Where each message was found; null if the file is that message. */
  headings?: readonly (string | null)[]
  /** What was expected of each Report, if anything. */
  expected?: readonly Expected[]
  /** The file that was judged. */
  file?: string | null
  /** The sender of each Report that a harness stored, if it can be adopted. */
  offers?: readonly (SenderOffer | null)[]
}

/** Renders Reports as one document. */
export type Render = (reports: readonly Report[], context: RenderContext) => string

/** `3 messages: 1 accepted, 2 rejected`; messages that were not verified are counted separately. */
export function countOutcomes(reports: readonly Report[]): string {
  const count = (verdict: ReturnType<typeof verdictOf>) => reports.filter((each) => verdictOf(each) === verdict).length
  const unverified = count('not verified')
  const known = `${reports.length} messages: ${count('accepted')} accepted, ${count('rejected')} rejected`
  return unverified > 0 ? `${known}, ${unverified} not verified` : known
}
