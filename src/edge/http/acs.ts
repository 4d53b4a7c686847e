import express, { type Request, type Response } from 'express'
import { targetFor } from '../../core/connection/judge-target.ts'
import { GENERATIONS, type Generation } from '../../core/domain/login.ts'
import { sidPrefixOf } from '../../core/domain/sid.ts'
import { HarnessError } from '../../core/errors.ts'
import { acsPath, acsUrl, ENDPOINTS, entityId, metadataPathOf } from '../../core/flex/endpoints.ts'
import { serviceProviderMetadata } from '../../core/saml/metadata.ts'
import { renderAcsPage } from '../pages/acs-page.ts'
import { baseUrlOf } from './base-url.ts'
import type { AppContext } from './context.ts'
import { wantsPage } from './error-page.ts'
import { carriesMessage, queryCarriesMessage, readIncoming } from './incoming-message.ts'
import { receiveMisdirected } from './misdirected.ts'
import { sendProblem } from './problem.ts'
import { recordLogin } from './record-login.ts'

/**
 * The endpoints of Flex that an IdP posts to, and their metadata. Paths match in any case and with a trailing slash, so
 * that a check can say what is wrong with them; a GET that brings a message is one that came by the wrong binding.
 */
export function acsRoutes(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: false, strict: false })
  for (const generation of GENERATIONS) {
    const { path, metadataPath } = ENDPOINTS[generation]
    router.post(pattern(path), (request, response) => receiveMessage(generation, request, response, context))
    router.get(pattern(path), (request, response, next) =>
      queryCarriesMessage(request) ? receiveMessage(generation, request, response, context) : next(),
    )
    router.get(pattern(metadataPath), (request, response, next) =>
      queryCarriesMessage(request) ? next() : sendMetadata(generation, request, response, context),
    )
    router.get(pattern(path), (request, response, next) =>
      request.method === 'GET' ? explainAcs(generation, request, response, context) : next(),
    )
  }
  return router
}

const pattern = (path: string) => path.replace('{sid}', ':sid')

/** The tenant's SID as it was sent: in the path, or in the query where the generation has it there. */
function sentSid(generation: Generation, request: Request): string {
  const connection = Object.entries(request.query).find(([name]) => name.toLowerCase() === 'connection')?.[1]
  return String((ENDPOINTS[generation].query ? connection : request.params.sid) ?? '')
}

const isSidOf = (generation: Generation, sid: string) => sidPrefixOf(sid) === ENDPOINTS[generation].sidPrefix

function readSid(generation: Generation, request: Request): string {
  const { sidPrefix, query } = ENDPOINTS[generation]
  const sid = sentSid(generation, request)
  if (isSidOf(generation, sid)) return sid
  const where = query ? 'query parameter connection' : 'path'
  const hint = `Use ${acsPath(generation, `${sidPrefix}0123456789abcdef0123456789abcdef`)} with the SID of your tenant.`
  throw new HarnessError(
    'INVALID_REQUEST',
    `The ${where} has '${sid.slice(0, 60)}', which is not ${sidPrefix} and 32 hexadecimal digits.`,
    hint,
  )
}

async function receiveMessage(
  generation: Generation,
  request: Request,
  response: Response,
  context: AppContext,
): Promise<void> {
  const brought = await readIncoming(request, response)
  if (!isSidOf(generation, sentSid(generation, request)) && carriesMessage(brought, request))
    return receiveMisdirected(brought, request, response, context)
  const sid = readSid(generation, request)
  const method = request.method === 'POST' ? 'POST' : 'GET'
  const reached = { method, path: reachedPath(generation, sid, request), isAcs: true } as const
  const connection = await context.store.loadConnection(sid)
  const settings = targetFor(generation, sid, connection, reachedAs(generation, sid, request, context))
  await recordLogin({ ...brought, reached }, settings, request, response, context)
}

/** The harness's own URL of this door, and with the slash at its end when it was reached so. */
function reachedAs(generation: Generation, sid: string, request: Request, context: AppContext): string[] {
  const exact = baseUrlOf(request, context) + acsPath(generation, sid)
  if (!request.path.endsWith('/')) return [exact]
  const [path, query] = exact.split('?')
  return [exact, `${path}/${query === undefined ? '' : `?${query}`}`]
}

/** The path as it was asked for, and of the query only the tenant's parameter. */
function reachedPath(generation: Generation, sid: string, request: Request): string {
  const name =
    ENDPOINTS[generation].query && Object.keys(request.query).find((each) => each.toLowerCase() === 'connection')
  return request.path + (name ? `?${name}=${sid}` : '')
}

/** For whoever opens an ACS URL: what it is. Nothing is recorded. */
function explainAcs(generation: Generation, request: Request, response: Response, context: AppContext): void {
  const sid = readSid(generation, request)
  const base = baseUrlOf(request, context)
  response.set('Allow', 'POST').set('Cache-Control', 'no-store')
  if (wantsPage(request)) {
    const metadata = base + metadataPathOf(generation, sid)
    const page = renderAcsPage(base + acsPath(generation, sid), entityId(generation, sid), metadata)
    return void response.status(405).type('html').send(page)
  }
  const hint = 'Sign in at the IdP, which posts an HTML form with the field SAMLResponse here.'
  sendProblem(response, 405, 'METHOD_NOT_ALLOWED', `${request.path} is an ACS: it takes a POST.`, hint)
}

async function sendMetadata(
  generation: Generation,
  request: Request,
  response: Response,
  context: AppContext,
): Promise<void> {
  const sid = readSid(generation, request)
  const real = request.query.real === '1'
  const metadata = await serviceProviderMetadata({
    entityId: entityId(generation, sid),
    acsUrl: real ? acsUrl(generation, sid) : baseUrlOf(request, context) + acsPath(generation, sid),
    nameIdFormats: [...ENDPOINTS[generation].nameIdFormats],
  })
  response.type('application/samlmetadata+xml').send(metadata)
}
