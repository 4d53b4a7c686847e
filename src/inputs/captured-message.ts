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
  const fields = parameters.flatMap(([name, value]) => (name === 'SAMLResponse' ? [value] : []))
  const relayState = parameters.find(([name]) => name === 'RelayState')?.[1] ?? null
  return fields.length === 0 ? null : { fields, relayState, ...how }
}
