import { parseInstant } from '../domain/time.ts'
import type { Reading } from './captured-message.ts'
import { dig, listAt, textAt } from './json.ts'
import { decodeForm, decodeListed, decodeQuery, type Parameter, parametersAt } from './parameters.ts'
import { type RecordedRequest, readRecording } from './recording.ts'

const WORDS = {
  what: 'a HAR',
  one: 'entry',
  many: 'entries',
  hint: 'Open the developer tools before you sign in, turn on Preserve log, sign in, and save all as HAR with content.',
}

/** Whether parsed JSON is a HAR (HTTP Archive 1.2), as saved by the network panel of a browser. */
export function isHar(json: unknown): boolean {
  return typeof dig(json, 'log') === 'object' && dig(json, 'log') !== null
}

/** Finds the messages in a HAR: in posted bodies, in queries, and in pages with a self-posting form. */
export function readHar(json: unknown): Reading {
  return readRecording(entriesOf(json), WORDS)
}

function* entriesOf(json: unknown): Generator<RecordedRequest> {
  for (const [index, entry] of listAt(json, 'log', 'entries').entries()) yield readEntry(entry, index)
}

function readEntry(entry: unknown, index: number): RecordedRequest {
  const url = textAt(entry, 'request', 'url')
  const at = parseInstant(textAt(entry, 'startedDateTime'))
  const body = readBody(dig(entry, 'request', 'postData'))
  const query = decodeQuery(url ?? '')
  return {
    name: `HAR entry ${index + 1}`,
    url,
    at,
    body: body ?? [],
    query: query.length > 0 ? query : decodeListed(parametersAt(entry, 'request', 'queryString')),
    lacksBody: body === null && textAt(entry, 'request', 'method')?.toUpperCase() === 'POST',
    page: readPage(entry, at),
  }
}

/** Browsers save the text of a body, a list of its fields, or both; null if neither exists. */
function readBody(postData: unknown): Parameter[] | null {
  const text = decodeContent(postData)
  const listed = decodeListed(parametersAt(postData, 'params'))
  if (!text) return listed.length > 0 ? listed : null
  const fields = decodeForm(withoutHeaders(text))
  return fields.some(([name]) => name === 'SAMLResponse') ? fields : [...fields, ...listed]
}

/** Firefox used to put the headers of the body before its text. */
function withoutHeaders(text: string): string {
  const end = /^content-(type|length):/i.test(text) ? text.indexOf('\r\n\r\n') : -1
  return end < 0 ? text : text.slice(end + 4)
}

function readPage(entry: unknown, startedAt: Date | null): RecordedRequest['page'] {
  const html = decodeContent(dig(entry, 'response', 'content'))
  const milliseconds = dig(entry, 'time')
  const isTime = typeof milliseconds === 'number' && milliseconds > 0 && milliseconds < 86_400_000
  return html === null ? null : { html, at: startedAt && new Date(startedAt.getTime() + (isTime ? milliseconds : 0)) }
}

function decodeContent(content: unknown): string | null {
  const text = textAt(content, 'text')
  return text !== null && textAt(content, 'encoding') === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}
