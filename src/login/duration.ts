const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** What a duration looks like, for messages. */
export const DURATION_FORM = 'a number with ms, s, m or h behind it, such as 30s'

/** Milliseconds of `500ms`, `30s`, `1.5m` or `1h`; null for anything else. A number alone could be of any unit, unless it is 0. */
export function readDuration(text: string): number | null {
  if (text === '0') return 0
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text) ?? []
  const factor = UNITS[unit]
  return factor === undefined ? null : Math.round(Number(number) * factor)
}
