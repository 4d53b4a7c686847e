import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { targetNear } from '../../app/login/misdirected.ts'
import { TENANT_SID_IN_ANY_CASE } from '../../core/domain/sid.ts'
import { baseUrlOf } from './base-url.ts'
import type { AppContext } from './context.ts'
import { readFormFields } from './form.ts'
import { carriesMessage, type IncomingMessage, queryOf, readIncoming } from './incoming-message.ts'
import { recordLogin } from './record-login.ts'

/** A path whose percent-encoding is broken is nobody's path, and may still be a wrong door. */
export const passUndecodable: ErrorRequestHandler = (error, _request, _response, next) =>
  next(error instanceof URIError ? undefined : error)

const NEVER_MISDIRECTED = /^\/(api|assets)(\/|$)/i

/**
 * Where no other route is: a message of a sign-in is recorded and explained, anything else passes. Open to everyone, as an
 * IdP sends it through a browser. It reads the body of every POST that comes to it, so routes that want one stand before.
 */
export function recordMisdirected(context: AppContext): RequestHandler {
  return async (request, response, next) => {
    const { method, path } = request
    if ((method !== 'POST' && method !== 'GET') || NEVER_MISDIRECTED.test(path)) return next()
    const brought = await readIncoming(request, response)
    if (!carriesMessage(brought, request)) return next()
    await receiveMisdirected(brought, request, response, context)
  }
}

/** Records a message that came to a path which is no ACS. */
export async function receiveMisdirected(
  brought: IncomingMessage,
  request: Request,
  response: Response,
  context: AppContext,
): Promise<void> {
  const path = reachedPath(request)
  const settings = await targetNear(context.store, request.hostname ?? '', decode(path), () =>
    baseUrlOf(request, context),
  )
  const method = request.method === 'POST' ? 'POST' : 'GET'
  const reached = { method, path: shorten(path), isAcs: false } as const
  await recordLogin({ ...brought, reached }, settings, request, response, context)
}

const MESSAGE_FIELDS = /^(SAML|RelayState$|w|code$|state$|id_token$|error)/

/** The path as it was asked for, and of the query what names a tenant or should: never what a message may be in. */
function reachedPath(request: Request): string {
  const naming = queryOf(request)
    .split('&')
    .filter((field) => {
      const [name = '', value = ''] = readFormFields(field)[0] ?? []
      const namesTenant =
        TENANT_SID_IN_ANY_CASE.test(name) || (TENANT_SID_IN_ANY_CASE.test(value) && !MESSAGE_FIELDS.test(name))
      return namesTenant || name.toLowerCase() === 'connection'
    })
  return request.path + (naming.length > 0 ? `?${naming.join('&')}` : '')
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const MAX_SHOWN = 300
const shorten = (path: string) => (path.length <= MAX_SHOWN ? path : `${path.slice(0, MAX_SHOWN)}…`)
