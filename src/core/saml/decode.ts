import { isUtf8 } from 'node:buffer'
import type { DecodeFault } from '../domain/message.ts'

/** The size limits of a message: the form body, and the XML inside it (bytes). */
export const MAX_BODY_BYTES = 256 * 1024
const MAX_XML_BYTES = 192 * 1024

export type Decoded = { bytes: Buffer; fault: null } | { bytes: null; fault: DecodeFault }

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** Turns the SAMLResponse field of the HTTP-POST binding (SAML Bindings 3.5.4) into the bytes of the XML document. */
export function decodeField(fields: string[], oversize: number | null): Decoded {
  if (oversize !== null) return refuse('size', `a form body of at most ${MAX_BODY_BYTES} bytes`, `${oversize} bytes`)
  const [field] = fields
  if (field === undefined || field === '' || fields.length > 1) {
    return refuse('field', 'one form field named SAMLResponse', describeFields(fields))
  }
  const bytes = decodeBase64(field)
  if (bytes === null) {
    return refuse('base64', 'standard base64 (RFC 4648 section 4)', excerpt(field), explainBase64(field))
  }
  if (isEncodedTwice(bytes)) return refuse('base64', 'base64 of XML', excerpt(field), 'It was base64-encoded twice.')
  if (bytes.length > MAX_XML_BYTES)
    return refuse('size', `at most ${MAX_XML_BYTES} bytes of XML`, `${bytes.length} bytes`)
  return { bytes, fault: null }
}

/** Strict, except for white space, because some IdPs wrap their lines. */
function decodeBase64(field: string): Buffer | null {
  const bytes = Buffer.from(field, 'base64')
  if (bytes.toString('base64') === field) return bytes
  const unwrapped = field.replace(/[\r\n\t ]+/g, '')
  if (!BASE64.test(unwrapped) || unwrapped.length % 4 !== 0) return null
  return field.includes(' ') && !isUtf8(bytes) ? null : bytes // a space instead of each + shifts all bytes after it
}

/** Whether the decoded bytes are again base64 of something with tags. */
function isEncodedTwice(bytes: Buffer): boolean {
  if (bytes[0] !== CAPITAL_P) return false
  const text = bytes.toString('latin1')
  return BASE64.test(text.replace(/\s/g, '')) && Buffer.from(text, 'base64')[0] === LESS_THAN
}

const CAPITAL_P = 0x50 // how base64 of a tag begins
const LESS_THAN = 0x3c

function refuse(kind: DecodeFault['kind'], expected: string, received: string, because = ''): Decoded {
  return { bytes: null, fault: { kind, expected, received, because } }
}

function describeFields(fields: string[]): string {
  if (fields.length > 1) return `${fields.length} fields named SAMLResponse`
  return fields.length === 0 ? 'no such field' : 'an empty field'
}

function explainBase64(field: string): string {
  if (field.trimStart().startsWith('<')) return 'The field contains plain XML; it must be base64-encoded.'
  if (/ /.test(field)) return "It contains spaces: '+' becomes a space if a form value is not percent-encoded."
  if (/[-_]/.test(field))
    return "It contains '-' or '_', from the URL alphabet of base64; SAML uses the standard alphabet."
  if (/%[0-9a-f]{2}/i.test(field)) return 'It is still percent-encoded: it was encoded twice.'
  return 'Its length is not a multiple of four, or it contains a character outside the base64 alphabet: it was truncated or altered.'
}

function excerpt(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 40)}… (${text.length} characters)`
}
