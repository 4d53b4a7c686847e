import type { FieldName, FieldValue } from './connection-fields.ts'
import type { RelayStateBack } from './sign-in.ts'
import type { Worker } from './worker.ts'

/** The generations of Flex single sign-on (FLEX 1.1). Preview is judged as legacy. */
export const GENERATIONS = ['legacy', 'preview', 'enhanced'] as const
export type Generation = (typeof GENERATIONS)[number]

/**
 * One SSO set-up, as the Flex Console's SSO page holds it. `sid` is AC (legacy and preview) or JQ (enhanced) + 32 hex;
 * `certificates` are PEM text or bare base64, one certificate each. Its fields are the rows of `CONNECTION_FIELDS`.
 */
export type Connection = { [F in FieldName]: FieldValue<F> }

/** What else than a response may be brought to a door: names of form fields, and a LogoutRequest by its own. */
export const FOREIGN_FIELDS = ['SAMLRequest', 'LogoutRequest', 'wresult', 'wa', 'code', 'id_token', 'error'] as const
export type ForeignField = (typeof FOREIGN_FIELDS)[number]

/** Exactly what arrived. `fields` holds every SAMLResponse field of the form. */
export interface PostedResponse {
  fields: string[]
  /** Which messages of other kinds came with it, or in its stead. Their values are not kept. */
  carried: ForeignField[]
  relayState: string | null
  /** The size of the request body in bytes, when it was refused for its size and so not kept. */
  oversize: number | null
  /** How it came in. A captured message is judged as if it had been posted to its tenant's ACS. */
  reached: { method: 'GET' | 'POST'; path: string; isAcs: boolean }
}

/**
 * Whose signature counts: that of the configured certificates; nobody's, where a check was given none; or that of the
 * certificate inside the message, which somebody asked for and nobody has confirmed. A served login is always `configured`.
 */
export type Trust = 'configured' | 'nothing' | 'embedded'

/**
 * What a message is held against. Nothing in here comes from the message, unless trust is `embedded`. Where the URL that it was brought to names no
 * tenant, both SIDs and the audience are empty, and no URL is accepted.
 */
export interface JudgeTarget {
  generation: Generation
  sid: string
  accountSid: string
  connectionSid: string | null
  /** Null: nobody has configured this tenant. */
  connection: Connection | null
  /** The URLs that Destination and Recipient may name. */
  acs: string[]
  audience: string
  trust: Trust
}

/** What was known before the message arrived. */
export interface PriorLogins {
  /** The attempt that already used this assertion ID for this tenant; null when none did. */
  acceptedBefore: string | null
  /** Whether the response answers a request that was sent and not forgotten; null when it answers none, or nothing is remembered. */
  requested: boolean | null
  /** How the RelayState came back that went out with that request; null where none did. */
  relayStateBack: RelayStateBack | null
  /**
   * How far the clock of this IdP was ahead of ours in its last genuine logins, in seconds, newest first; asked for only
   * where this message's clock is off.
   */
  clockOffsets: readonly number[]
}

/** What was known before: replays, requests and the worker as it was. `null` where nothing is stored. */
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
 * What a verdict hung on and neither its Report nor the first form field says: kept with the attempt, as connection and
 * worker change later.
 */
export interface JudgedContext {
  /** All form fields, unless there was exactly one, and it has no NUL, where a text of the store would end. */
  fields: string[] | null
  posted: Omit<PostedResponse, 'fields' | 'relayState'>
  connection: Connection | null
  before: PriorState
}
