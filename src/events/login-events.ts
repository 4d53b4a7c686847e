import type { LoginSummary, Report } from '../domain/report.ts'

/** A login with its cursor, which grows with each attempt. */
export interface RecordedLogin {
  cursor: number
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
  const state = { hasEnded: false }
  return {
    announce: (login) => {
      for (const { recorded } of [...listeners]) recorded(login)
    },
    end: () => {
      state.hasEnded = true
      for (const { ended } of [...listeners]) ended()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      if (state.hasEnded) listener.ended()
      return () => void listeners.delete(listener)
    },
  }
}
