import { once } from 'node:events'
import type { Response } from 'express'

/** One client of server-sent events. What is told while it catches up waits for its turn. */
export interface EventStream {
  write(text: string): void
  /** Now, or behind what it catches up with; `cursor` of a login, which it may have caught up with by then. */
  tell(text: string, cursor?: number): void
  isCatchingUp(): boolean
  /** It has everything up to this cursor: from now on it is told at once. */
  goLive(told: number): void
  /** At once, as what it was to catch up with is no more. */
  restart(text: string): void
  /** When it has read what was written, or is gone. */
  drained(): Promise<void>
  end(): void
  /** Cuts the connection: the client comes back. */
  cut(): void
  onClose(listener: () => void): void
}

const HEARTBEAT_MS = 15_000
const RETRY_MS = 2_000
/** What may wait for a client that does not read, in characters; then it is sent away, and may come back behind what it has. */
const MAX_BACKLOG = 1_048_576

/** Begins to answer with a stream; it ends when the client goes, or is sent away. */
export function openEventStream(response: Response): EventStream {
  const gone = new AbortController()
  const state: { held: { text: string; cursor: number }[] | null; told: number } = { held: [], told: 0 }
  const isOver = () => response.destroyed || response.writableEnded
  const write = (text: string) => {
    if (isOver()) return
    response.write(text)
    if (response.writableLength > MAX_BACKLOG) response.destroy()
  }
  let heldLength = 0
  const hold = (text: string, cursor: number) => {
    state.held?.push({ text, cursor })
    heldLength += text.length
    if (heldLength > MAX_BACKLOG) response.destroy()
  }
  const tell = (text: string, cursor = Number.POSITIVE_INFINITY) => {
    if (isOver() || cursor <= state.told) return
    if (state.held) hold(text, cursor)
    else write(text)
  }
  response.set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  })
  write(`retry: ${RETRY_MS}\n\n`)
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
  response.once('close', () => {
    clearInterval(heartbeat)
    gone.abort()
  })
  return {
    write,
    tell,
    isCatchingUp: () => state.held !== null && !isOver(),
    goLive: (told) => {
      const { held } = state
      Object.assign(state, { held: null, told })
      for (const { text, cursor } of held ?? []) tell(text, cursor)
    },
    restart: (text) => {
      state.held = null
      write(text)
    },
    drained: async () => {
      if (response.writableNeedDrain) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
    },
    // Who does not read would not hear of the end either.
    end: () => void (response.writableNeedDrain ? response.destroy() : response.end()),
    cut: () => void response.destroy(),
    onClose: (listener) => void response.once('close', listener),
  }
}
