import { parseInstant } from '../domain/time.ts'

/** When something holds, as the message writes it; a bound that is null is missing. */
export interface TimeWindow {
  from: string | null
  until: string | null
}

/**
 * Which bound does not hold now; null where both do. A text that cannot be read as a time does not hold.
 * @param skew by how many milliseconds the clocks may differ
 */
export function judgeWindow({ from, until }: TimeWindow, now: Date, skew: number): keyof TimeWindow | null {
  const [begin, end] = [parseInstant(from), parseInstant(until)]
  if (from !== null && (begin === null || begin.getTime() > now.getTime() + skew)) return 'from'
  if (until !== null && (end === null || end.getTime() + skew <= now.getTime())) return 'until'
  return null
}
