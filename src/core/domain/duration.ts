const DURATION = /^(\d{1,9})(ms|s|m)?$/
const MILLISECONDS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000 }

/** Milliseconds of a duration such as `500ms`, `30s` or `2m`; a bare number is seconds. Null for anything else. */
export function parseDuration(text: string): number | null {
  const [, amount, unit = 's'] = DURATION.exec(text) ?? []
  return amount === undefined ? null : Number(amount) * (MILLISECONDS[unit] ?? 1)
}

/** A number of milliseconds as people write it: `500 ms`, `2 s` or `1.5 s`. */
export const formatDuration = (milliseconds: number): string =>
  milliseconds < 1_000 ? `${milliseconds} ms` : `${Number((milliseconds / 1_000).toFixed(1))} s`
