import { z } from 'zod'
import type { Clock, ClockReading } from '../../core/domain/clock.ts'
import { instant } from '../../core/input/limits.ts'

/** How far a clock may be moved, in seconds. */
export const clockSeconds = z.number().min(-1e10).max(1e10)

/** How a clock is set: frozen at a time, or with an offset; null follows the machine's clock. */
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

/** The setting of a clock that shows this. */
export function settingOf({ mode, now, offsetSeconds }: ClockReading): ClockSetting {
  if (mode === 'real') return null
  return mode === 'frozen' ? { now } : { offsetSeconds }
}
