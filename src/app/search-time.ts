import { setImmediate } from 'node:timers/promises'

/** The time that a search may take without blocking others. */
export interface SearchTime {
  /** Whether the search has time left. Lets others run first if it has been running for a while. @throws the reason of the signal */
  hasTimeLeft(): Promise<boolean>
}

/** How long one slice of a search may block others. */
const SLICE_MS = 20

/** Time for a search, starting now. At least one slice always runs. */
export function createSearchTime(milliseconds: number, signal: AbortSignal | undefined): SearchTime {
  const end = performance.now() + milliseconds
  let sliceBegan = performance.now()
  return {
    hasTimeLeft: async () => {
      if (performance.now() - sliceBegan > SLICE_MS) {
        await setImmediate()
        sliceBegan = performance.now()
      }
      signal?.throwIfAborted()
      return performance.now() < end
    },
  }
}
