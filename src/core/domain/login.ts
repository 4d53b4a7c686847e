import type { FieldName, FieldValue } from './connection-fields.ts'
import type { RelayStateBack } from './sign-in.ts'
import type { Worker } from './worker.ts'

/** The generations of Flex single sign-on (FLEX 1.1). Preview is judged as legacy. */
export const GENERATIONS = ['legacy', 'preview', 'enhanced'] as const
export type Generation = (typeof GENERATIONS)[number]

/**
 * One SSO set-up, as on the SSO page of the Flex Console. `sid` is AC (legacy and preview) or JQ (enhanced) + 32 hex;
 * `certificates` are PEM text or bare base64, one certificate each. Its fields are the rows of `CONNECTION_FIELDS`.
 */
export type Connection = { [F in FieldName]: FieldValue<F> }

/** What may be sent to an ACS instead of a response: names of form fields, and LogoutRequest. */
export const FOREIGN_FIELDS = ['SAMLRequest', 'LogoutRequest', 'wresult', 'wa', 'code', 'id_token', 'error'] as const
export type ForeignField = (typeof FOREIGN_FIELDS)[number]

/** Exactly what was received. `fields` holds every SAMLResponse field of the form. */
export interface PostedResponse {
  fields: string[]
  /** Which other kinds of messages came with it, or instead of it. Their values are not stored. */
  carried: ForeignField[]
  relayState: string | null
  /** The size of the request body in bytes, if it was too large and therefore not stored. */
  oversize: number | null
  /** How it was received. A captured message is judged as if it had been posted to the ACS of its tenant. */
  reached: { method: 'GET' | 'POST'; path: string; isAcs: boolean }
}

/**
 * Which signatures count: those of the configured certificates; none, if a check was given no certificate; or those of the
 * certificate in the message, which the caller requested and no one has confirmed. A served login is always `configured`.
 */
export type Trust = 'configured' | 'nothing' | 'embedded'

/**
 * What a message is judged against. Nothing in it comes from the message, unless trust is `embedded`. If the URL of the request does not name a
 * tenant, both SIDs and the audience are empty, and no URL is accepted.
 */
export interface JudgeTarget {
  generation: Generation
  sid: string
  accountSid: string
  connectionSid: string | null
  /** Null if this tenant has no connection. */
  connection: Connection | null
  /** The URLs that Destination and Recipient may name. */
  acs: string[]
  audience: string
  trust: Trust
}

/** What was known before the message arrived. */
export interface PriorLogins {
  /** The attempt that already used this assertion ID for this tenant; null if none did. */
  acceptedBefore: string | null
  /** Whether the response answers a request that was sent and has not expired; null if it answers none, or requests are not known. */
  requested: boolean | null
  /** How the RelayState of that request was returned; null if it had none. */
  relayStateBack: RelayStateBack | null
  /**
   * How far the clock of this IdP was ahead of ours in its last genuine logins, in seconds, newest first; read only
   * if the clock of this message is off.
   */
  clockOffsets: readonly number[]
}

/** What was known before: replays, requests and the worker. `null` if nothing is stored. */
export interface PriorState extends PriorLogins {
  worker: Pick<Worker, 'friendlyName' | 'attributes'> | null
}

export const NO_PRIOR_STATE: PriorState = {
  acceptedBefore: null,
  requested: null,
  relayStateBack: null,
  clockOffsets: [],
  worker: null,
}

/**
 * What a verdict depended on that is not in its Report or the first form field. Stored with the attempt, because connection and
 * worker change later.
 */
export interface JudgedContext {
  /** All form fields, unless there was exactly one without NUL, at which a string in the store would end. */
  fields: string[] | null
  posted: Omit<PostedResponse, 'fields' | 'relayState'>
  connection: Connection | null
  before: PriorState
}
