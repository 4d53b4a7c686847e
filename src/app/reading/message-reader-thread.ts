import { parentPort } from 'node:worker_threads'
import { readPosted } from '../../core/judge/inspect.ts'
import type { Question, ReaderAnswer } from './message-reader.ts'

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)))

function answer({ id, posted, settings }: Question): ReaderAnswer {
  try {
    return { id, message: readPosted(posted, settings) }
  } catch (mistake) {
    return { id, mistake }
  }
}
