import { HarnessError } from '../../core/errors.ts'
import { type Call, hasBody } from './call.ts'
import { readFormFields } from './form.ts'
import type { Route } from './route.ts'

/**
 * Refuses what a route does not take, by its record: a query parameter that it does not have, and a body where it has
 * none. A misspelled parameter would otherwise reset every tenant, or list them all. TaskRouter refuses in Twilio's own way.
 */
export function refuseUnknown(call: Call, { query, body, ignoresUnknown }: Route): void {
  if (ignoresUnknown !== undefined) return
  const known = Object.keys(query?.shape ?? {})
  const unknown = namesIn(call.queryText).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    const hint = known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes no query parameters.'
    throw new HarnessError('INVALID_REQUEST', `${placeOf(call)} has no query parameter '${shorten(unknown)}'.`, hint)
  }
  if (body === undefined && call.method !== 'GET' && call.method !== 'HEAD' && hasBody(call)) {
    const hint = known.length > 0 ? `Send ${known.join(' or ')} in the query.` : 'Leave the body out.'
    throw new HarnessError('INVALID_REQUEST', `${placeOf(call)} takes no body.`, hint)
  }
}

/** All names, also those without a value. */
const namesIn = (query: string): string[] =>
  readFormFields(query)
    .filter(([name, value]) => name !== '' || value !== '')
    .map(([name]) => name)

const placeOf = ({ method, path }: Call) => `${method} ${path}`

const MAX_SHOWN = 60
const shorten = (text: string) => (text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`)
