const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/

/** Reads an xs:dateTime. Without a zone it is UTC (SAML Core 1.3.3), never local time; null if it is not a valid time. */
export function parseInstant(text: string | null): Date | null {
  const match = INSTANT.exec(text ?? '')
  if (match === null) return null
  const [, seconds, fraction = '.0', zone = 'Z'] = match
  const date = new Date(`${seconds}${fraction.slice(0, 4)}${zone}`)
  return Number.isNaN(date.getTime()) || !isDay(seconds?.slice(0, 10) ?? '') ? null : date
}

/** As SAML and Twilio write times: without fractions of a second. */
export const inWholeSeconds = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`

/** Date turns 30 February into a day in March; XML Schema does not allow it. */
function isDay(day: string): boolean {
  return new Date(day).getUTCDate() === Number(day.slice(8))
}
