import type { ForeignField, PostedResponse } from '../../core/domain/login.ts'
import { looksLikeLogoutRequest } from '../../core/saml/logout-request.ts'
import type { Call } from './call.ts'
import { readFormFields } from './form.ts'

/** What a request brought, wherever it came to. */
export type IncomingMessage = Omit<PostedResponse, 'reached'>

/** The bytes of a POST. */
export interface Sent {
  bytes: Buffer
  /** How many there are if they are too many to be kept. */
  oversize: number | null
}

/** What a POST has in its body, and any other method in its query. */
export function messageOf({ method, queryText }: Call, { bytes, oversize }: Sent): IncomingMessage {
  if (oversize !== null) return { fields: [], carried: [], relayState: null, oversize }
  return readFields(method === 'POST' ? bytes.toString('utf8') : queryText)
}

const IS_FORM = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i

/** Whether it is a message of a sign-in, be it of the wrong kind; a form that was too large to be read may be one. */
export function carriesMessage({ fields, carried, oversize }: IncomingMessage, { headers }: Call): boolean {
  if (oversize !== null) return IS_FORM.test(headers['content-type'] ?? '')
  return fields.length > 0 || carried.some((name) => name !== 'wa')
}

/** The message in the query of a GET; null if there is none. */
export function messageInQuery(call: Call): IncomingMessage | null {
  if (call.method !== 'GET') return null
  const message = readFields(call.queryText)
  return carriesMessage(message, call) ? message : null
}

function readFields(text: string): IncomingMessage {
  const form = readFormFields(text)
  const valuesOf = (name: string) => form.flatMap((field) => (field[0] === name ? [field[1]] : []))
  const [relayState = null] = valuesOf('RelayState')
  return { fields: valuesOf('SAMLResponse'), carried: carriedIn(new Map(form)), relayState, oversize: null }
}

/** Fields of other protocols. `code` and `error` are common words, so they count only with the `state` of OAuth. */
const OTHERS: [name: ForeignField, besides: string | null][] = [
  ['wresult', null],
  ['wa', null],
  ['id_token', null],
  ['code', 'state'],
  ['error', 'state'],
]

/** The names alone: what these fields hold is a secret of somebody's, or no business of this harness. */
function carriedIn(form: Map<string, string>): ForeignField[] {
  const request = form.get('SAMLRequest')
  const others = OTHERS.filter(([name, besides]) => form.has(name) && (besides === null || form.has(besides)))
  return [
    ...(request === undefined ? [] : ([looksLikeLogoutRequest(request) ? 'LogoutRequest' : 'SAMLRequest'] as const)),
    ...others.map(([name]) => name),
  ]
}
