import type { LoginSummary, Report } from '../../core/domain/report.ts'
import type { WorkerChange } from '../../core/domain/worker.ts'

/** A login with its cursor, which grows with each attempt. */
export interface AnnouncedLogin {
  cursor: number
  summary: LoginSummary
  report: Report
}

/** What was deleted: one connection, all of an account (connection is null), or everything (both are null). */
export interface ResetScope {
  account: string | null
  connection: string | null
}

/** Tells listeners what was recorded. */
export interface LoginEvents {
  announce(login: AnnouncedLogin): void
  announceWorker(change: WorkerChange): void
  announceReset(scope: ResetScope): void
  /** Ends every wait, because nothing more will be recorded. */
  end(): void
  subscribe(listener: Listener): () => void
}

interface Listener {
  recorded(login: AnnouncedLogin): void
  workerChanged?(change: WorkerChange): void
  forgotten?(scope: ResetScope): void
  ended(): void
}

/** Creates the events of one harness. */
export function createLoginEvents(): LoginEvents {
  const listeners = new Set<Listener>()
  const state = { hasEnded: false }
  const tell = (what: (listener: Listener) => void) => [...listeners].forEach(what)
  return {
    announce: (login) => tell(({ recorded }) => recorded(login)),
    announceWorker: (change) => tell(({ workerChanged }) => workerChanged?.(change)),
    announceReset: (scope) => tell(({ forgotten }) => forgotten?.(scope)),
    end: () => {
      state.hasEnded = true
      tell(({ ended }) => ended())
    },
    subscribe: (listener) => {
      listeners.add(listener)
      if (state.hasEnded) listener.ended()
      return () => void listeners.delete(listener)
    },
  }
}
