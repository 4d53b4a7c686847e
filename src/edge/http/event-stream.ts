import { once } from 'node:events'
import type { Response } from 'express'

/** One client of server-sent events. While it catches up, new events wait. */
export interface EventStream {
  write(text: string): void
  /** Sends an event now, or after the backlog. A login whose `cursor` the backlog covers is not sent twice. */
  tell(text: string, cursor?: number): void
  isCatchingUp(): boolean
  /** Ends the catching up. The client has everything up to this cursor, and gets new events immediately. */
  goLive(sent: number): void
  /** Sends immediately: the backlog that was being replayed was reset. */
  restart(text: string): void
  /** Resolves when the client has read what was written, or has disconnected. */
  drained(): Promise<void>
  end(): void
  /** Drops the connection. The client reconnects. */
  cut(): void
  onClose(listener: () => void): void
}

const HEARTBEAT_MS = 15_000
const RETRY_MS = 2_000
/** How many characters may wait for a client that does not read. Beyond that it is disconnected, and can resume later. */
const MAX_BACKLOG = 1_048_576

/** Starts an event stream. It ends when the client disconnects or is disconnected. */
export function openEventStream(response: Response): EventStream {
  const gone = new AbortController()
  const state: { held: { text: string; cursor: number }[] | null; sent: number } = { held: [], sent: 0 }
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
    if (isOver() || cursor <= state.sent) return
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
    goLive: (sent) => {
      const { held } = state
      Object.assign(state, { held: null, sent })
      for (const { text, cursor } of held ?? []) tell(text, cursor)
    },
    restart: (text) => {
      state.held = null
      write(text)
    },
    drained: async () => {
      if (response.writableNeedDrain) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
    },
    // A client that does not read would not notice the end.
    end: () => void (response.writableNeedDrain ? response.destroy() : response.end()),
    cut: () => void response.destroy(),
    onClose: (listener) => void response.once('close', listener),
  }
}
