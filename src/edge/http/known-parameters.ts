import { HarnessError } from '../../core/errors.ts'
import { type Call, hasBody } from './call.ts'
import { readFormFields } from './form.ts'
import type { Route } from './route.ts'

/**
 * Refuses what the record of a route does not describe: unknown query parameters, and a body if it takes none. Otherwise a
 * misspelled parameter could reset every tenant, or list them all. TaskRouter refuses in the format of Twilio.
 */
export function refuseUnknown(call: Call, { query, body, ignoresUnknown }: Route): void {
  if (ignoresUnknown !== undefined) return
  const known = Object.keys(query?.shape ?? {})
  const unknown = namesIn(call.queryText).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    const hint = known.length > 0 ? `Known parameters: ${known.join(', ')}.` : 'It takes no query parameters.'
    throw new HarnessError('INVALID_REQUEST', `${placeOf(call)} has no query parameter '${shorten(unknown)}'.`, hint)
  }
  if (body === undefined && call.method !== 'GET' && call.method !== 'HEAD' && hasBody(call)) {
    const hint = known.length > 0 ? `Send ${known.join(' or ')} in the query.` : 'Remove the body.'
    throw new HarnessError('INVALID_REQUEST', `${placeOf(call)} takes no body.`, hint)
  }
}

/** All names, including those without a value. */
const namesIn = (query: string): string[] =>
  readFormFields(query)
    .filter(([name, value]) => name !== '' || value !== '')
    .map(([name]) => name)

const placeOf = ({ method, path }: Call) => `${method} ${path}`

const MAX_SHOWN = 60
const shorten = (text: string) => (text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`)
