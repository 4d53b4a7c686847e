import { Worker } from 'node:worker_threads'
import type { JudgeTarget, PostedResponse } from '../../core/domain/login.ts'
import type { ReadMessage } from '../../core/domain/message.ts'
import { readPosted } from '../../core/judge/inspect.ts'

/** Reads and verifies posted messages. */
export interface MessageReader {
  examine(posted: PostedResponse, settings: JudgeTarget): ReadMessage | Promise<ReadMessage>
  close(): Promise<void>
}

/** Reads each message in the calling thread. */
export const INLINE_READER: MessageReader = { examine: readPosted, close: async () => undefined }

/** A message on its way to the thread. */
export interface Question {
  id: number
  posted: PostedResponse
  settings: JudgeTarget
}

/** What comes back: the message that was read, or our own error. */
export type ReaderAnswer = { id: number; message: ReadMessage } | { id: number; mistake: unknown }

interface Waiting {
  size: number
  resolve: (message: ReadMessage) => void
  reject: (reason: unknown) => void
}

const SCRIPT = new URL('./message-reader-thread.js', import.meta.url)

/** How much may wait, in characters: as much as can be read while a harness stops. */
const MAX_WAITING = 4 * 1024 * 1024

/** What a message without content counts as. */
const LEAST = 4 * 1024

const sizeOf = ({ fields, relayState }: PostedResponse) =>
  [...fields, relayState ?? ''].reduce((size, { length }) => size + length, LEAST)

/**
 * Reads messages in a separate thread, one after the other: reading is a third of the cost of a login, and a slow message
 * must not block other requests. If too much is waiting, a message is read in the calling thread, which then accepts
 * nothing else. If the thread ends, its pending messages fail, and the next message starts a new thread.
 */
export function createThreadedReader(script: URL = SCRIPT): MessageReader {
  let thread = startThread(script)
  return {
    examine: (posted, settings) => {
      if (thread.hasEnded()) thread = startThread(script)
      return thread.hasRoom() ? thread.ask(posted, settings) : readPosted(posted, settings)
    },
    close: () => thread.end(),
  }
}

interface Thread {
  ask(posted: PostedResponse, settings: JudgeTarget): Promise<ReadMessage>
  hasRoom(): boolean
  hasEnded(): boolean
  end(): Promise<void>
}

function startThread(script: URL): Thread {
  const worker = new Worker(script)
  const waiting = new Map<number, Waiting>()
  let [asked, unread, hasEnded] = [0, 0, false]
  const failAll = (reason: unknown) => {
    hasEnded = true
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }
  worker.on('message', (answer: ReaderAnswer) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    unread -= asker?.size ?? 0
    if ('message' in answer) asker?.resolve(answer.message)
    else asker?.reject(answer.mistake)
  })
  worker.on('error', failAll)
  worker.on('exit', () => failAll(new Error('the thread that reads messages has ended')))
  worker.unref() // the open connection of the caller keeps the process running
  return {
    ask: (posted, settings) =>
      new Promise((resolve, reject) => {
        const size = sizeOf(posted)
        asked += 1
        worker.postMessage({ id: asked, posted, settings } satisfies Question)
        waiting.set(asked, { size, resolve, reject })
        unread += size
      }),
    hasRoom: () => unread < MAX_WAITING,
    hasEnded: () => hasEnded,
    end: async () => void (await worker.terminate()),
  }
}
