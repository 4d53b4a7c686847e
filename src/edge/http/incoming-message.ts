import type { ForeignField, PostedResponse } from '../../core/domain/login.ts'
import { looksLikeLogoutRequest } from '../../core/saml/logout-request.ts'
import type { Call } from './call.ts'
import { readFormFields } from './form.ts'

/** The message in a request, at any path. */
export type IncomingMessage = Omit<PostedResponse, 'reached'>

/** The bytes of a POST. */
export interface Sent {
  bytes: Buffer
  /** The number of bytes, if there are too many to keep. */
  oversize: number | null
}

/** The message in the body of a POST, or in the query of any other method. */
export function messageOf({ method, queryText }: Call, { bytes, oversize }: Sent): IncomingMessage {
  if (oversize !== null) return { fields: [], carried: [], relayState: null, oversize }
  return readFields(method === 'POST' ? bytes.toString('utf8') : queryText)
}

const IS_FORM = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i

/** Whether this is a login message, even one of the wrong kind. A form that was too large to read may be one. */
export function carriesMessage({ fields, carried, oversize }: IncomingMessage, { headers }: Call): boolean {
  if (oversize !== null) return IS_FORM.test(headers['content-type'] ?? '')
  return fields.length > 0 || carried.some((name) => name !== 'wa')
}

/** The message in the query of a GET. Null if there is none. */
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

/** Fields of other protocols. `code` and `error` are common words, so they count only together with the `state` of OAuth. */
const OTHERS: [name: ForeignField, besides: string | null][] = [
  ['wresult', null],
  ['wa', null],
  ['id_token', null],
  ['code', 'state'],
  ['error', 'state'],
]

/** Only the names: the values may be secrets, and the harness does not need them. */
function carriedIn(form: Map<string, string>): ForeignField[] {
  const request = form.get('SAMLRequest')
  const others = OTHERS.filter(([name, besides]) => form.has(name) && (besides === null || form.has(besides)))
  return [
    ...(request === undefined ? [] : ([looksLikeLogoutRequest(request) ? 'LogoutRequest' : 'SAMLRequest'] as const)),
    ...others.map(([name]) => name),
  ]
}
