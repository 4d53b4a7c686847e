import type { Clock, ClockReading } from '../../core/domain/clock.ts'
import { HarnessError } from '../../core/errors.ts'

/** A clock that can be set. `system` reads the clock of the machine. */
export function createClock(system: () => Date = () => new Date()): Clock {
  let frozen: Date | null = null
  let offsetMs = 0
  const now = () => frozen ?? new Date(system().getTime() + offsetMs)
  const mode = (): ClockReading['mode'] => (frozen ? 'frozen' : offsetMs === 0 ? 'real' : 'offset')
  return {
    now,
    read: () => ({ now: now().toISOString(), mode: mode(), offsetSeconds: frozen ? 0 : offsetMs / 1_000 }),
    freeze: (at) => {
      frozen = readTime(at)
      offsetMs = 0
    },
    offset: (seconds) => {
      readTime(new Date(system().getTime() + seconds * 1_000))
      frozen = null
      offsetMs = seconds * 1_000
    },
    advance: (seconds) => {
      const then = readTime(new Date(now().getTime() + seconds * 1_000))
      if (frozen) frozen = then
      else offsetMs += seconds * 1_000
    },
    reset: () => {
      frozen = null
      offsetMs = 0
    },
  }
}

const EARLIEST = Date.parse('0000-01-01T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59Z')

/** A time with a year of at most four digits. */
function readTime(at: Date | string): Date {
  const time = at === null ? new Date(Number.NaN) : new Date(at)
  if (time.getTime() >= EARLIEST && time.getTime() <= LATEST) return time
  throw new HarnessError(
    'INVALID_REQUEST',
    `The clock cannot be set to ${at}.`,
    'Use ISO 8601, such as 2026-11-22T10:00:00Z, with a year from 0 to 9999.',
  )
}
