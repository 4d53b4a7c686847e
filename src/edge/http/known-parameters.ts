import type { Request, RequestHandler } from 'express'
import { HarnessError } from '../../core/errors.ts'
import { readFormFields } from './form.ts'
import { queryOf } from './incoming-message.ts'
import type { Operation } from './openapi/operation.ts'
import { OPERATIONS } from './openapi/operations.ts'

interface DescribedRoute {
  method: string
  path: RegExp
  operation: Operation
}

/** Those without placeholders come first, as `/logins/wait` is no `/logins/{id}`. */
const ROUTES: DescribedRoute[] = Object.entries(OPERATIONS)
  .sort(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{')))
  .map(([route, operation]) => {
    const [method = '', path = ''] = route.split(' ')
    return { method, path: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`), operation }
  })

/**
 * Refuses what a route does not take, by its description: a query parameter that it does not have, and a body where it has
 * none. A misspelled parameter would otherwise reset every tenant, or list them all. TaskRouter refuses in Twilio's own way.
 * @param access of the routes: those that ask for a token ask first
 */
export function onlyKnownParameters(access: 'open' | 'token'): RequestHandler {
  return (request, _response, next) => {
    const operation = operationOf(request)
    if (operation?.access === access && operation.ignoresUnknown === undefined) refuseUnknown(request, operation)
    next()
  }
}

function operationOf(request: Request): Operation | undefined {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const path = request.baseUrl + request.path
  return ROUTES.find((route) => route.method === method && route.path.test(path))?.operation
}

function refuseUnknown(request: Request, { query, body }: Operation): void {
  const known = Object.keys(query?.shape ?? {})
  const unknown = namesIn(queryOf(request)).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    const hint = known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes no query parameters.'
    throw new HarnessError('INVALID_REQUEST', `${placeOf(request)} has no query parameter '${shorten(unknown)}'.`, hint)
  }
  if (body === undefined && hasBody(request)) {
    const hint = known.length > 0 ? `Send ${known.join(' or ')} in the query.` : 'Leave the body out.'
    throw new HarnessError('INVALID_REQUEST', `${placeOf(request)} takes no body.`, hint)
  }
}

/** All names, where express reads the first thousand. */
const namesIn = (query: string): string[] =>
  readFormFields(query)
    .filter(([name, value]) => name !== '' || value !== '')
    .map(([name]) => name)

const hasBody = ({ method, headers }: Request): boolean =>
  method !== 'GET' &&
  method !== 'HEAD' &&
  (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)

const placeOf = (request: Request) => `${request.method} ${request.baseUrl}${request.path}`

const MAX_SHOWN = 60
const shorten = (text: string) => (text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`)
