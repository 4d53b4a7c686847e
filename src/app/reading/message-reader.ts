import { Worker } from 'node:worker_threads'
import type { JudgeTarget, PostedResponse } from '../../core/domain/login.ts'
import type { ReadMessage } from '../../core/domain/message.ts'
import { readPosted } from '../../core/judge/inspect.ts'

/** What reads and verifies the messages that are posted. */
export interface MessageReader {
  examine(posted: PostedResponse, settings: JudgeTarget): ReadMessage | Promise<ReadMessage>
  close(): Promise<void>
}

/** Reads each message when it is asked. */
export const INLINE_READER: MessageReader = { examine: readPosted, close: async () => undefined }

/** A message on its way to the thread. */
export interface Question {
  id: number
  posted: PostedResponse
  settings: JudgeTarget
}

/** What comes back: the message as it was read, or the mistake of ours that was made. */
export type ReaderAnswer = { id: number; message: ReadMessage } | { id: number; mistake: unknown }

interface Waiting {
  size: number
  resolve: (message: ReadMessage) => void
  reject: (reason: unknown) => void
}

const SCRIPT = new URL('./message-reader-thread.js', import.meta.url)

/** What may wait, in characters: as much as is read within the time that a harness takes to stop. */
const MAX_WAITING = 4 * 1024 * 1024

/** What a message without content counts for. */
const LEAST = 4 * 1024

const sizeOf = ({ fields, relayState }: PostedResponse) =>
  [...fields, relayState ?? ''].reduce((size, { length }) => size + length, LEAST)

/**
 * Reads messages in a thread of its own, one after the other: reading is a third of what a login costs, and a message
 * that takes long keeps nobody else waiting. What comes while as much waits as may is read at once: meanwhile nothing
 * more is taken in. A thread that ends fails what it was asked; the next message starts another.
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
  worker.unref() // whoever asks has a connection open, which keeps the process
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
