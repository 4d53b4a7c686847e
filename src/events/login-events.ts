import type { LoginSummary, Report } from '../domain/report.ts'

interface RecordedLogin {
  summary: LoginSummary
  report: Report
}

/** Tells whoever waits that a login was recorded. */
export interface LoginEvents {
  announce(login: RecordedLogin): void
  /** Ends every wait, as nothing will be recorded any more. */
  end(): void
  subscribe(listener: Listener): () => void
}

interface Listener {
  recorded(login: RecordedLogin): void
  ended(): void
}

/** Makes the events of one harness. */
export function createLoginEvents(): LoginEvents {
  const listeners = new Set<Listener>()
  return {
    announce: (login) => {
      for (const { recorded } of [...listeners]) recorded(login)
    },
    end: () => {
      for (const { ended } of [...listeners]) ended()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
