import type { Parameter } from './parameters.ts'

/** A captured message, and how it was sent according to its container. Nothing in here is trusted. */
export interface CapturedMessage {
  /** Every SAMLResponse field of the form: one, unless the sender made a mistake. */
  fields: string[]
  relayState: string | null
  /** `redirect`: it was in the query of a URL. */
  binding: 'post' | 'redirect'
  /** Where it was sent to. */
  url: string | null
  /** When it was sent. */
  at: Date | null
  /** Its place in the file, or what had to be decoded; null if the file contains only the message. */
  found: string | null
}

/** The content of a file: its messages, and words in case it has none. */
export interface Reading {
  messages: CapturedMessage[]
  /** Completes 'The input is …'. */
  what: string
  hint: string
}

/** The message in parameters, or null. */
export function messageIn(
  parameters: Parameter[],
  how: Omit<CapturedMessage, 'fields' | 'relayState'>,
): CapturedMessage | null {
  const valuesOf = (wanted: string) => parameters.flatMap(([name, value]) => (name === wanted ? [asSent(value)] : []))
  const [fields, [relayState = null]] = [valuesOf('SAMLResponse'), valuesOf('RelayState')]
  return fields.length === 0 ? null : { fields, relayState, ...how }
}

/** Half a surrogate pair cannot be sent. */
const asSent = (value: string) => value.replace(/\p{Cs}/gu, '\ufffd')
