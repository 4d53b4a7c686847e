import { parentPort } from 'node:worker_threads'
import type { Answer, Question } from './examiner.ts'
import { examine } from './inspect.ts'

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)))

function answer({ id, posted, settings }: Question): Answer {
  try {
    return { id, message: examine(posted, settings) }
  } catch (mistake) {
    return { id, mistake }
  }
}
