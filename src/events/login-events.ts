import type { RecordedReport } from '../domain/report.ts'

/** Tells whoever waits that a login was recorded. */
export interface LoginEvents {
  announce(login: RecordedReport): void
  /** Ends every wait, and those that begin later, as nothing will be recorded any more. */
  end(): void
  /** Gives the function that ends the subscription; `ended` may be called at once. */
  subscribe(listener: Listener): () => void
  /** How many listen. */
  readonly listening: number
}

interface Listener {
  recorded(login: RecordedReport): void
  ended(): void
}

/** Makes the events of one harness. */
export function createLoginEvents(): LoginEvents {
  const listeners = new Set<Listener>()
  let isOver = false
  return {
    announce: (login) => {
      for (const { recorded } of [...listeners]) recorded(login)
    },
    end: () => {
      isOver = true
      for (const { ended } of [...listeners]) ended()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      if (isOver) queueMicrotask(listener.ended)
      return () => void listeners.delete(listener)
    },
    get listening() {
      return listeners.size
    },
  }
}
