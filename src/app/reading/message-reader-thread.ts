import { parentPort } from 'node:worker_threads'
import { examine } from '../../core/judge/inspect.ts'
import type { Answer, Question } from './message-reader.ts'

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)))

function answer({ id, posted, settings }: Question): Answer {
  try {
    return { id, message: examine(posted, settings) }
  } catch (mistake) {
    return { id, mistake }
  }
}
