import { setImmediate } from 'node:timers/promises'

/** The time of a search that others must not wait for. */
export interface SearchTime {
  /** Whether it may go on. Serves others first where it has been a while. @throws the reason of the signal */
  goesOn(): Promise<boolean>
}

/** How long others may have to wait for one piece of it. */
const SLICE_MS = 20

/** Time for a search, from now on. One piece can be done whatever the time is. */
export function createSearchTime(milliseconds: number, signal: AbortSignal | undefined): SearchTime {
  const end = performance.now() + milliseconds
  let sliceBegan = performance.now()
  return {
    goesOn: async () => {
      if (performance.now() - sliceBegan > SLICE_MS) {
        await setImmediate()
        sliceBegan = performance.now()
      }
      signal?.throwIfAborted()
      return performance.now() < end
    },
  }
}
