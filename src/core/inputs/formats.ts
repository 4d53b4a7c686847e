import { HarnessError } from '../errors.ts'
import type { CapturedMessage, Reading } from './captured-message.ts'
import { isCurl, readCurl } from './curl.ts'
import { isFieldList, readField, readFieldList } from './field.ts'
import { isForm, readForm } from './form.ts'
import { isHar, readHar } from './har.ts'
import { readPage } from './html-form.ts'
import { isHtml } from './markup.ts'
import { isSamlTracerExport, readSamlTracerExport } from './saml-tracer.ts'

const MAX_MESSAGES = 1_000
const INPUT_HINT = 'Use a file with XML, a base64 SAMLResponse, a form body, a HAR or a SAML-tracer export.'

/** Every format, tried in this order. Anything else is treated as the bare field. */
const FORMATS: [matches: (text: string) => boolean, read: (text: string, content: Buffer) => Reading][] = [
  [(text) => /^[[{]/.test(text), readJson],
  [(text) => text.startsWith('<') && isHtml(text), readPage],
  [(text) => text.startsWith('<'), readXml],
  [isCurl, readCurl],
  [isFieldList, readFieldList],
  [isForm, readForm],
  [(text) => foreignKindOf(text) !== null, (text) => nothingIn(foreignKindOf(text) ?? '')],
]

/**
 * Finds the SAMLResponses in what a person saved: XML, the base64 field, a form body, a URL, an HTML page, a HAR, a
 * SAML-tracer export or a copied request. Returns at least one; never follows a URL.
 * @throws HarnessError UNREADABLE_INPUT, which says what the input is instead
 */
export function readCapturedMessages(content: Buffer): CapturedMessage[] {
  const text = decodeText(content)
  if (text === '') throw unreadable('The input is empty.', INPUT_HINT)
  const [, read] = FORMATS.find(([matches]) => matches(text)) ?? [null, readField]
  const { messages, what, hint } = read(text, content)
  if (messages.length === 0) throw unreadable(`The input is ${what}.`, hint)
  return messages
}

/** Windows saves shell output as UTF-16. */
function decodeText(content: Buffer): string {
  const encoding = { fffe: 'utf-16le', feff: 'utf-16be' }[content.toString('hex', 0, 2)] ?? 'utf-8'
  return new TextDecoder(encoding).decode(content).trim()
}

function readJson(text: string): Reading {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return nothingIn(
      `text that starts like JSON but is not valid JSON: ${error instanceof Error ? error.message : error}`,
    )
  }
  if (isHar(json)) return readHar(json)
  if (isSamlTracerExport(json)) return readSamlTracerExport(json)
  return nothingIn('JSON, but neither a HAR (log.entries) nor a SAML-tracer export (requests)')
}

/** XML is judged byte by byte, so it is not decoded here. */
function readXml(_text: string, content: Buffer): Reading {
  const fields = [content.toString('base64')]
  const message: CapturedMessage = { fields, relayState: null, binding: 'post', url: null, at: null, found: null }
  return { ...nothingIn('XML'), messages: [message] }
}

const FOREIGN: [pattern: RegExp, what: string][] = [
  [/^-----BEGIN /, 'PEM, a certificate or a key; give the certificate of the IdP with --idp-cert'],
  [/^eyJ[\w-]+\.[\w-]+\./, 'a JSON Web Token, which OpenID Connect uses'],
  [/^PK[^A-Za-z0-9+/=\s]/, 'a ZIP archive'],
  [/^%PDF-/, 'a PDF'],
  [/\0/, 'binary data'],
]

/** What a text is if it cannot be a field, or null. */
function foreignKindOf(text: string): string | null {
  return FOREIGN.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

function nothingIn(what: string): Reading {
  return { messages: [], what, hint: INPUT_HINT }
}

/**
 * The messages to judge: the selected one, counted from 1, or all.
 * @throws HarnessError INVALID_REQUEST if there is no such message, or if there are too many
 */
export function pickMessages<T>(messages: T[], pick: string | undefined): T[] {
  if (pick === undefined && messages.length <= MAX_MESSAGES) return messages
  const picked = /^\d{1,9}$/.test(pick ?? '') ? messages[Number(pick) - 1] : undefined
  if (picked !== undefined) return [picked]
  const asked = pick === undefined ? `at most ${MAX_MESSAGES} can be judged at a time` : `there is no message '${pick}'`
  throw new HarnessError(
    'INVALID_REQUEST',
    `The input has ${messages.length === 1 ? 'one message' : `${messages.length} messages`}: ${asked}.`,
    `Choose one with --pick: a number from 1 to ${messages.length}.`,
  )
}

function unreadable(message: string, hint: string): HarnessError {
  return new HarnessError('UNREADABLE_INPUT', message, hint)
}
