/** The time of the clock, and how it was set. `offsetSeconds` is 0 unless the mode is `offset`. */
export interface ClockReading {
  now: string
  mode: 'real' | 'frozen' | 'offset'
  offsetSeconds: number
}

/** The one clock of a harness. */
export interface Clock {
  now(): Date
  read(): ClockReading
  /** Stops at this time; a string is ISO 8601. Throws HarnessError INVALID_REQUEST if it is not a valid time. */
  freeze(at: Date | string): void
  /** Runs this many seconds ahead of the machine's clock (behind it if negative). */
  offset(seconds: number): void
  /** Advances: a frozen clock stays frozen, a running one keeps running. */
  advance(seconds: number): void
  /** Shows the machine's time again. */
  reset(): void
}
