import type { Clock, ClockReading } from './domain/clock.ts'
import { HarnessError } from './errors.ts'

/** A clock that can be set; `system` is the machine's. */
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
      frozen = null
      offsetMs = seconds * 1_000
    },
    advance: (seconds) => {
      if (frozen) frozen = new Date(frozen.getTime() + seconds * 1_000)
      else offsetMs += seconds * 1_000
    },
    reset: () => {
      frozen = null
      offsetMs = 0
    },
  }
}

function readTime(at: Date | string): Date {
  const time = new Date(at)
  if (!Number.isNaN(time.getTime())) return time
  throw new HarnessError('INVALID_REQUEST', `'${at}' is no time.`, 'Give ISO 8601, such as 2026-11-22T10:00:00Z.')
}
