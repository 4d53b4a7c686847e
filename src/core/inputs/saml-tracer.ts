import { parseInstant } from '../domain/time.ts'
import type { Reading } from './captured-message.ts'
import { dig, listAt, textAt } from './json.ts'
import { decodeQuery, type Parameter, parametersAt } from './parameters.ts'
import { type RecordedRequest, readRecording } from './recording.ts'

const WORDS = {
  what: 'a SAML-tracer export',
  one: 'request',
  many: 'requests',
  hint: 'Open SAML-tracer before you sign in, sign in, and export with the filter profile None.',
}

/** Whether parsed JSON is an export of the browser extension SAML-tracer. */
export function isSamlTracerExport(json: unknown): boolean {
  return Array.isArray(dig(json, 'requests'))
}

/** Finds the messages in a SAML-tracer export, even if its filter masked the posted values. */
export function readSamlTracerExport(json: unknown): Reading {
  return readRecording(requestsOf(json), WORDS)
}

function* requestsOf(json: unknown): Generator<RecordedRequest> {
  const exportedAt = parseInstant(textAt(json, 'timestamp'))
  for (const [index, request] of listAt(json, 'requests').entries()) yield readRequest(request, index, exportedAt)
}

function readRequest(request: unknown, index: number, exportedAt: Date | null): RecordedRequest {
  const url = textAt(request, 'url')
  const posted = parametersAt(request, 'post')
  const isMasked = posted.some(([, value]) => MASKED.test(value))
  const name = `SAML-tracer request ${index + 1}`
  return {
    name: isMasked ? `${name}, as decoded by the tracer before masking` : name,
    url,
    at: answeredAt(request) ?? exportedAt,
    body: isMasked ? unmask(posted, textAt(request, 'saml')) : posted,
    query: decodeQuery(url ?? ''),
    lacksBody: posted.length === 0 && textAt(request, 'method') === 'POST',
    page: null,
  }
}

const MASKED = /^\{(hash|obf):[^}]{0,200}\}$/

/** The filters replace every posted value, but not the XML that the tracer decoded. */
function unmask(posted: Parameter[], saml: string | null): Parameter[] {
  return posted.flatMap(([name, value]): Parameter[] => {
    if (!MASKED.test(value)) return [[name, value]]
    if (name !== 'SAMLResponse') return name === 'RelayState' ? [] : [[name, value]]
    return saml === null ? [] : [[name, Buffer.from(saml, 'utf8').toString('base64')]]
  })
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/** The export does not contain the time of a request, but the answer of the server does. */
function answeredAt(request: unknown): Date | null {
  const date = parametersAt(request, 'responseHeaders').find(([name]) => name.toLowerCase() === 'date')?.[1]
  const time = HTTP_DATE.test(date ?? '') ? new Date(date ?? '') : null
  return time && !Number.isNaN(time.getTime()) ? time : null
}
