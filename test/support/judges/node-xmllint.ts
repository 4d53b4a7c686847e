import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('node-xmllint-child.js', import.meta.url))
/** It takes a megabyte for each document and gives none back. */
const DOCUMENTS_OF_A_CHILD = 300

/** What @authenio/samlify-node-xmllint says of each document: null when it is valid, else everything that is wrong. */
export function nodeXmllintSays(documents: Buffer[]): (string | null)[] {
  const said: (string | null)[] = []
  while (said.length < documents.length) {
    const batch = documents.slice(said.length, said.length + DOCUMENTS_OF_A_CHILD)
    said.push(...askChild(batch))
  }
  return said
}

function askChild(documents: Buffer[]): (string | null)[] {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-node-xmllint-'))
  const answers = join(folder, 'answers.json')
  try {
    const input = documents.map((document) => `${document.toString('base64')}\n`).join('')
    const { status, stderr } = spawnSync(process.execPath, [CHILD, answers], { input, encoding: 'utf8' })
    if (status !== 0) throw new Error(`node-xmllint ended early: ${stderr}`)
    return JSON.parse(readFileSync(answers, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
