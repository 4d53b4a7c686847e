import type { Parameter } from './parameters.ts'

/** A captured message, and what its container says of how it came. Nothing in here is trusted. */
export interface CapturedMessage {
  /** Every SAMLResponse field of the form: one, unless the sender did something wrong. */
  fields: string[]
  relayState: string | null
  /** `redirect`: it came in the query of a URL. */
  binding: 'post' | 'redirect'
  /** Where it was sent to. */
  url: string | null
  /** When it was sent. */
  at: Date | null
  /** Where in the file it is, or what had to be undone; null when the file is the message and nothing else. */
  found: string | null
}

/** What a file turned out to be: its messages, and words for the case that it has none. */
export interface Reading {
  messages: CapturedMessage[]
  /** Completes 'The input is …'. */
  what: string
  hint: string
}

/** The message that parameters carry, or null. */
export function messageIn(
  parameters: Parameter[],
  how: Omit<CapturedMessage, 'fields' | 'relayState'>,
): CapturedMessage | null {
  const valuesOf = (wanted: string) => parameters.flatMap(([name, value]) => (name === wanted ? [asSent(value)] : []))
  const [fields, [relayState = null]] = [valuesOf('SAMLResponse'), valuesOf('RelayState')]
  return fields.length === 0 ? null : { fields, relayState, ...how }
}

/** Half a character cannot be sent. */
const asSent = (value: string) => value.replace(/\p{Cs}/gu, '\ufffd')
