import { HarnessError } from '../errors.ts'

/** The largest container format that is read; the message inside has its own, smaller limit. */
const MAX_INPUT_BYTES = 32 * 1024 * 1024

/** A captured message: the form field, and the RelayState when the form had one. */
export interface CapturedMessage {
  samlResponse: string
  relayState: string | null
}

/**
 * Finds the SAMLResponse in what a person saved: XML, the base64 field, or the whole form body.
 * @throws HarnessError UNREADABLE_INPUT when there is nothing to read
 */
export function readCapturedMessage(content: Buffer): CapturedMessage {
  if (content.length > MAX_INPUT_BYTES) {
    throw new HarnessError(
      'UNREADABLE_INPUT',
      `The input has ${content.length} bytes.`,
      `Give at most ${MAX_INPUT_BYTES} bytes.`,
    )
  }
  const text = content
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trim()
  if (text === '')
    throw new HarnessError(
      'UNREADABLE_INPUT',
      'The input is empty.',
      'Give a file with XML, a base64 SAMLResponse or a form body.',
    )
  if (text.startsWith('<')) return { samlResponse: content.toString('base64'), relayState: null }
  if (!/(^|&)SAMLResponse=/.test(text)) return { samlResponse: text, relayState: null }
  const form = new URLSearchParams(text)
  return { samlResponse: form.get('SAMLResponse') ?? '', relayState: form.get('RelayState') }
}
