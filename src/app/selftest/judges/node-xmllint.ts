import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('./node-xmllint-child.js', import.meta.url))
/** It leaks a megabyte per document. */
const DOCUMENTS_OF_A_CHILD = 300
const PATIENCE_MS = 30_000

/** Its answer about a document: null if it is valid, otherwise everything that is wrong; undefined if it did not answer. */
export type SchemaOpinion = string | null | undefined

/**
 * Asks @authenio/samlify-node-xmllint about each document, in child processes. A child that is silent for too long is
 * stopped, and its remaining documents get no answer.
 */
export async function nodeXmllintSays(
  documents: Buffer[],
  { child = CHILD, patienceMs = PATIENCE_MS } = {},
): Promise<SchemaOpinion[]> {
  const said: SchemaOpinion[] = []
  for (let from = 0; from < documents.length; from += DOCUMENTS_OF_A_CHILD) {
    const batch = documents.slice(from, from + DOCUMENTS_OF_A_CHILD)
    const answers = await askChild(batch, child, patienceMs)
    said.push(...batch.map((_, index) => answers[index]))
  }
  return said
}

/** Returns the answers that arrived. */
function askChild(documents: Buffer[], file: string, patienceMs: number): Promise<SchemaOpinion[]> {
  const child = fork(file, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  const answers: SchemaOpinion[] = []
  const stop = () => child.kill('SIGKILL')
  const timer = setTimeout(stop, patienceMs)
  child.on('message', ({ answer }: { answer: string | null }) => {
    answers.push(answer)
    timer.refresh()
    if (answers.length === documents.length) stop()
  })
  child.on('error', () => undefined) // a child that does not start, or is gone, closes too
  child.send(documents.map((document) => document.toString('base64')))
  return new Promise((resolve) => {
    child.once('close', () => {
      clearTimeout(timer)
      resolve(answers)
    })
  })
}
