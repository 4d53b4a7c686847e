import { Worker } from 'node:worker_threads'
import type { PostedResponse, Settings } from '../domain/login.ts'
import type { ReadMessage } from '../domain/message.ts'
import { examine } from './inspect.ts'

/** What reads and verifies the messages that are posted. */
export interface Examiner {
  examine(posted: PostedResponse, settings: Settings): ReadMessage | Promise<ReadMessage>
  close(): Promise<void>
}

/** Reads each message when it is asked. */
export const EXAMINE_AT_ONCE: Examiner = { examine, close: async () => undefined }

/** A message on its way to the thread. */
export interface Question {
  id: number
  posted: PostedResponse
  settings: Settings
}

/** What comes back: the message as it was read, or the mistake of ours that was made. */
export type Answer = { id: number; message: ReadMessage } | { id: number; mistake: unknown }

interface Waiting {
  resolve: (message: ReadMessage) => void
  reject: (reason: unknown) => void
}

const SCRIPT = new URL('./examiner-thread.js', import.meta.url)

/**
 * Reads messages in a thread of its own, one after the other: reading is a third of what a login costs, and a message
 * that takes long keeps nobody else waiting. A thread that ends fails what it was asked; the next message starts another.
 */
export function examineInThread(script: URL = SCRIPT): Examiner {
  let thread = startThread(script)
  return {
    examine: (posted, settings) => {
      if (thread.hasEnded()) thread = startThread(script)
      return thread.ask(posted, settings)
    },
    close: () => thread.end(),
  }
}

interface Thread {
  ask(posted: PostedResponse, settings: Settings): Promise<ReadMessage>
  hasEnded(): boolean
  end(): Promise<void>
}

function startThread(script: URL): Thread {
  const worker = new Worker(script)
  const waiting = new Map<number, Waiting>()
  let [asked, hasEnded] = [0, false]
  const failAll = (reason: unknown) => {
    hasEnded = true
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }
  worker.on('message', (answer: Answer) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('message' in answer) asker?.resolve(answer.message)
    else asker?.reject(answer.mistake)
  })
  worker.on('error', failAll)
  worker.on('exit', () => failAll(new Error('the thread that reads messages has ended')))
  worker.unref() // whoever asks has a connection open, which keeps the process
  return {
    ask: (posted, settings) =>
      new Promise((resolve, reject) => {
        asked += 1
        worker.postMessage({ id: asked, posted, settings } satisfies Question)
        waiting.set(asked, { resolve, reject })
      }),
    hasEnded: () => hasEnded,
    end: async () => void (await worker.terminate()),
  }
}
