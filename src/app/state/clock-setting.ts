import { z } from 'zod'
import type { Clock, ClockReading } from '../../core/domain/clock.ts'
import { instant } from '../../core/input/limits.ts'

/** How far a clock may be put, in seconds. */
export const clockSeconds = z.number().min(-1e10).max(1e10)

/** How a clock is set: it stands still at a time, or runs ahead; null runs with the machine's. */
export const clockSetting = z.union([
  z.strictObject({ now: instant() }),
  z.strictObject({ offsetSeconds: clockSeconds }),
])
type ClockSetting = z.output<typeof clockSetting> | null

/** Sets a clock. @throws HarnessError INVALID_REQUEST for a time that it cannot show */
export function setClock(clock: Clock, setting: ClockSetting): void {
  if (setting === null) clock.reset()
  else if ('now' in setting) clock.freeze(setting.now)
  else clock.offset(setting.offsetSeconds)
}

/** How a clock that shows this is set. */
export function settingOf({ mode, now, offsetSeconds }: ClockReading): ClockSetting {
  if (mode === 'real') return null
  return mode === 'frozen' ? { now } : { offsetSeconds }
}
