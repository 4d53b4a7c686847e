/** What the clock shows, and how it was set. `offsetSeconds` is 0 unless the mode is `offset`. */
export interface ClockReading {
  now: string
  mode: 'real' | 'frozen' | 'offset'
  offsetSeconds: number
}

/** The one clock of a harness. */
export interface Clock {
  now(): Date
  read(): ClockReading
  /** Stands still at this time; a text is ISO 8601. Throws HarnessError INVALID_REQUEST for no time. */
  freeze(at: Date | string): void
  /** Runs, this many seconds ahead of the machine's clock (behind it when negative). */
  offset(seconds: number): void
  /** Moves on: a frozen clock stays frozen, a running one keeps running. */
  advance(seconds: number): void
  /** Shows the machine's time again. */
  reset(): void
}
