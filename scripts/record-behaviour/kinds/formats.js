import { readFileSync } from 'node:fs'
import { readFixtures } from '../fixtures.js'
import { pickRepresentatives } from '../representatives.js'
import { commandOf, runCommand } from '../run-command.js'

const INVOCATIONS = [
  'check case.response --what-if --bundle out.response',
  'check case.response --format json --migrate enhanced --bundle redacted.response --redact',
]

/** These two formats have the same content, and a process is slow, so fixtures alternate between them. */
const BY_TURNS = ['check case.response --format junit', 'check case.response --format github']

/** The certificates of a fixture are in its folder or a parent folder. */
function inputsOf({ path, header }) {
  const certificates = (header['idp-certificate'] ?? []).filter((value) => /\.(crt|pem|cer)$/.test(value))
  let text = readFileSync(path, 'utf8')
  const files = {}
  for (const [index, value] of certificates.entries()) {
    const name = `idp-${index}.crt`
    files[name] = readFileSync(new URL(value, `file://${path}`), 'utf8')
    text = text.replace(`idp-certificate: ${value}`, `idp-certificate: ${name}`)
  }
  return { ...files, 'case.response': text }
}

/** (ii) What the command line prints for representative fixtures, in every format. */
export async function record({ checkout, fixtures }) {
  const command = commandOf(checkout)
  const records = []
  for (const [index, fixture] of pickRepresentatives(readFixtures(fixtures)).entries()) {
    const inputs = inputsOf(fixture)
    for (const line of [...INVOCATIONS, BY_TURNS[index % BY_TURNS.length]]) {
      const id = `${fixture.id} ${line}`
      records.push({ id, ...(await runCommand(command, inputs, { args: line.split(' '), seed: id })) })
    }
  }
  return records
}
