import { parseInstant } from '../domain/time.ts'

/** When something is valid, as the message states it; null for a missing bound. */
export interface TimeWindow {
  from: string | null
  until: string | null
}

/**
 * Which bound is missed now; null if neither is. A text that is not a valid time counts as missed.
 * @param skew how much the clocks may differ, in milliseconds
 */
export function judgeWindow({ from, until }: TimeWindow, now: Date, skew: number): keyof TimeWindow | null {
  const [begin, end] = [parseInstant(from), parseInstant(until)]
  if (from !== null && (begin === null || begin.getTime() > now.getTime() + skew)) return 'from'
  if (until !== null && (end === null || end.getTime() + skew <= now.getTime())) return 'until'
  return null
}
