import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('./node-xmllint-child.js', import.meta.url))
/** It takes a megabyte for each document and gives none back. */
const DOCUMENTS_OF_A_CHILD = 300
const PATIENCE_MS = 30_000

/** What it says of a document: null when it is valid, else everything that is wrong; undefined when it said nothing. */
export type SchemaOpinion = string | null | undefined

/**
 * What @authenio/samlify-node-xmllint says of each document, in child processes: none is waited for longer than it takes
 * for one answer, and what such a child leaves open stays open.
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

/** Gives as many answers as there were. */
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
  child.on('error', () => undefined) // one that does not start, or is no longer there, closes too
  child.send(documents.map((document) => document.toString('base64')))
  return new Promise((resolve) => {
    child.once('close', () => {
      clearTimeout(timer)
      resolve(answers)
    })
  })
}
