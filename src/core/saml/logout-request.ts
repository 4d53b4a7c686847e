import { inflateRawSync } from 'node:zlib'

const MAX_BYTES = 64 * 1024
const HEAD = 2_000

/** Whether a SAMLRequest field, as either binding encodes it, looks like a LogoutRequest. Only for a name, never for a verdict. */
export function looksLikeLogoutRequest(field: string): boolean {
  const bytes = Buffer.from(field.slice(0, MAX_BYTES), 'base64')
  const text = (inflate(bytes) ?? bytes).toString('utf8').slice(0, HEAD)
  return /<([\w.-]+:)?LogoutRequest[\s>]/.test(text)
}

function inflate(bytes: Buffer): Buffer | null {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_BYTES })
  } catch {
    return null
  }
}
