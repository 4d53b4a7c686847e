import express, { type Request, type RequestHandler, type Response } from 'express'
import { GENERATIONS, type Generation, type PostedResponse } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import { acsPath, acsUrl, ENDPOINTS, entityId, sidPrefixOf } from '../flex/endpoints.ts'
import { receiveLogin } from '../login/receive.ts'
import { settingsFor } from '../login/settings.ts'
import { MAX_BODY_BYTES } from '../saml/decode.ts'
import { serviceProviderMetadata } from '../saml/metadata.ts'
import { baseUrlOf } from './base-url.ts'
import type { AppContext } from './context.ts'
import { readForm } from './form.ts'
import { answerLogin } from './login-answer.ts'

/**
 * The endpoints of Flex that an IdP posts to, and their metadata. Paths match in any case and with a trailing slash, so
 * that a check can say what is wrong with them; a GET that brings a message is one that came by the wrong binding.
 */
export function flexSurface(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: false, strict: false })
  for (const generation of GENERATIONS) {
    const { path, metadataPath } = ENDPOINTS[generation]
    const receive: RequestHandler = (request, response) => receiveMessage(generation, request, response, context)
    router.post(pattern(path), receive)
    router.get(pattern(path), (request, response, next) =>
      carriesMessage(request) ? receive(request, response, next) : next(),
    )
    router.get(pattern(metadataPath), (request, response) => sendMetadata(generation, request, response, context))
  }
  return router
}

const pattern = (path: string) => path.replace('{sid}', ':sid')
const carriesMessage = (request: Request) => request.method === 'GET' && request.query.SAMLResponse !== undefined

/** The tenant's SID: in the path, or in the query where the generation has it there. */
function readSid(generation: Generation, request: Request): string {
  const { sidPrefix, query } = ENDPOINTS[generation]
  const connection = Object.entries(request.query).find(([name]) => name.toLowerCase() === 'connection')?.[1]
  const sid = String((query ? connection : request.params.sid) ?? '')
  if (sidPrefixOf(sid) === sidPrefix) return sid
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
  const sid = readSid(generation, request)
  const posted = await readMessage(generation, sid, request, response)
  const connection = await context.store.loadConnection(sid)
  const settings = settingsFor(generation, sid, connection, reachedAs(generation, sid, request, context))
  const report = await receiveLogin(posted, settings, { ...context, now: context.clock.now })
  logAttempt(context, report)
  answerLogin(request, response, report, { connection, oversize: posted.oversize !== null, now: context.clock.now() })
}

/** The harness's own URL of this door, and with the slash at its end when it was reached so. */
function reachedAs(generation: Generation, sid: string, request: Request, context: AppContext): string[] {
  const exact = baseUrlOf(request, context) + acsPath(generation, sid)
  if (!request.path.endsWith('/')) return [exact]
  const [path, query] = exact.split('?')
  return [exact, `${path}/${query === undefined ? '' : `?${query}`}`]
}

const readBody = express.raw({ type: () => true, limit: MAX_BODY_BYTES })

/** Whatever was sent becomes a PostedResponse: a body too large is one too, without its content. */
async function readMessage(
  generation: Generation,
  sid: string,
  request: Request,
  response: Response,
): Promise<PostedResponse> {
  const method = request.method === 'POST' ? 'POST' : 'GET'
  const reached = { method, path: reachedPath(generation, sid, request) } as const
  const tooLarge = method === 'POST' && (await readRaw(request, response))
  if (tooLarge) {
    const declared = Number(request.headers['content-length'])
    const oversize = declared > MAX_BODY_BYTES ? declared : MAX_BODY_BYTES + 1
    return { fields: [], relayState: null, oversize, reached }
  }
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
  const form = readForm(method === 'POST' ? body : (request.originalUrl.split('?')[1] ?? ''))
  const valuesOf = (name: string) => form.flatMap((field) => (field[0] === name ? [field[1]] : []))
  const [relayState = null] = valuesOf('RelayState')
  return { fields: valuesOf('SAMLResponse'), relayState, oversize: null, reached }
}

/** The path as it was asked for, and of the query only the tenant's parameter. */
function reachedPath(generation: Generation, sid: string, request: Request): string {
  const name =
    ENDPOINTS[generation].query && Object.keys(request.query).find((each) => each.toLowerCase() === 'connection')
  return request.path + (name ? `?${name}=${sid}` : '')
}

/** Reads the body; true when it was too large. */
function readRaw(request: Request, response: Response): Promise<boolean> {
  return new Promise((resolve, reject) => {
    readBody(request, response, (error?: unknown) => {
      if ((error as { type?: string } | undefined)?.type === 'entity.too.large') resolve(true)
      else if (error) reject(error)
      else resolve(false)
    })
  })
}

function logAttempt({ log }: AppContext, report: Report): void {
  const cause = report.findings.find(({ severity, status }) => severity === 'error' && status === 'fail')
  log('login', { id: report.id, generation: report.generation, outcome: report.outcome, cause: cause?.id ?? null })
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
