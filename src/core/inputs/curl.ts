import type { Reading } from './captured-message.ts'
import { passagesOf } from './form.ts'
import { decodeForm, decodeQuery, type Parameter } from './parameters.ts'
import { type RecordedRequest, readRecording } from './recording.ts'

const WORDS = {
  what: 'text',
  one: 'curl command',
  many: 'curl commands',
  hint: 'In the network panel, select the POST to Flex and copy it as cURL.',
}

/** Whether a text was copied as cURL from the network panel. */
export function isCurl(text: string): boolean {
  return /^curl(\.exe)?\s/.test(text)
}

/** Finds the messages in the data of curl commands, as copied for bash or for the Windows command line. */
export function readCurl(text: string): Reading {
  const unescaped = text.includes('^"') ? text.replace(/\^([^\r\n])/g, '$1') : text
  return readRecording(commandsOf(unescaped), WORDS)
}

function* commandsOf(text: string): Generator<RecordedRequest> {
  const commands = text.split(/^[ \t]*curl(?:\.exe)?\s/m).slice(1)
  for (const [index, command] of commands.entries()) {
    const url = /https?:\/\/[^\s"'`<>]+/.exec(command)?.[0] ?? null
    const name = commands.length === 1 ? 'the curl command' : `curl command ${index + 1}`
    const query = decodeQuery(url ?? '')
    yield { name, url, at: null, body: dataOf(command), query, lacksBody: false, page: null }
  }
}

const ENCODED_BY_CURL = /(?:--data-urlencode|--form-string|--form|-F)[\s=]+\$?\^?["']?$/
const FIELD = 'SAMLResponse='

/** Words that start with a parameter are data, encoded or not yet encoded by curl; URLs are not. */
function dataOf(command: string): Parameter[] {
  let end = 0
  return passagesOf(command).flatMap((passage): Parameter[] => {
    const start = command.indexOf(passage, end)
    end = start + passage.length
    if (!/^[a-z_]/i.test(passage) || /^https?:/i.test(passage)) return []
    const isPlain = passage.startsWith(FIELD) && ENCODED_BY_CURL.test(command.slice(Math.max(0, start - 40), start))
    return isPlain ? [['SAMLResponse', passage.slice(FIELD.length)]] : decodeForm(passage)
  })
}
