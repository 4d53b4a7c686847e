import express, { type Request, type Response } from 'express'
import type { Generation, PostedResponse } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import { acsPath, acsUrl, ENDPOINTS, entityId, sidPrefixOf } from '../flex/endpoints.ts'
import { receiveLogin } from '../login/receive.ts'
import { settingsFor } from '../login/settings.ts'
import { MAX_BODY_BYTES } from '../saml/decode.ts'
import { serviceProviderMetadata } from '../saml/metadata.ts'
import { baseUrlOf } from './base-url.ts'
import type { AppContext } from './context.ts'
import { answerLogin } from './login-answer.ts'

/** The generations whose doors are open. */
const OPEN_DOORS: Generation[] = ['legacy', 'enhanced']

/** The endpoints of Flex that an IdP posts to, and their metadata: paths match exactly, as at Twilio. */
export function flexSurface(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  for (const generation of OPEN_DOORS) {
    const { path, metadataPath } = ENDPOINTS[generation]
    router.post(pattern(path), (request, response) => receivePost(generation, request, response, context))
    router.get(pattern(metadataPath), (request, response) => sendMetadata(generation, request, response, context))
  }
  return router
}

const pattern = (path: string) => path.replace('{sid}', ':sid')

/** The tenant's SID: in the path, or in the query where the generation has it there. */
function readSid(generation: Generation, request: Request): string {
  const { sidPrefix, query } = ENDPOINTS[generation]
  const sid = String((query ? request.query.connection : request.params.sid) ?? '')
  if (sidPrefixOf(sid) === sidPrefix) return sid
  const where = query ? 'query parameter connection' : 'path'
  const hint = `Use ${acsPath(generation, `${sidPrefix}0123456789abcdef0123456789abcdef`)} with the SID of your tenant.`
  throw new HarnessError(
    'INVALID_REQUEST',
    `The ${where} has '${sid.slice(0, 60)}', which is not ${sidPrefix} and 32 hexadecimal digits.`,
    hint,
  )
}

async function receivePost(
  generation: Generation,
  request: Request,
  response: Response,
  context: AppContext,
): Promise<void> {
  const sid = readSid(generation, request)
  const posted = await readPost(generation, sid, request, response)
  const connection = await context.store.loadConnection(sid)
  const reachedAt = baseUrlOf(request, context) + acsPath(generation, sid)
  const settings = settingsFor(generation, sid, connection, [reachedAt])
  const report = await receiveLogin(posted, settings, { ...context, now: context.clock.now })
  logAttempt(context, report)
  answerLogin(request, response, report, { connection, oversize: posted.oversize !== null, now: context.clock.now() })
}

const readBody = express.raw({ type: () => true, limit: MAX_BODY_BYTES })

/** Whatever was sent becomes a PostedResponse: a body too large is one too, without its content. */
async function readPost(
  generation: Generation,
  sid: string,
  request: Request,
  response: Response,
): Promise<PostedResponse> {
  const tooLarge = await new Promise<boolean>((resolve, reject) => {
    readBody(request, response, (error?: unknown) => {
      if ((error as { type?: string } | undefined)?.type === 'entity.too.large') resolve(true)
      else if (error) reject(error)
      else resolve(false)
    })
  })
  if (tooLarge) {
    const declared = Number(request.headers['content-length'])
    return {
      generation,
      sid,
      fields: [],
      relayState: null,
      oversize: declared > MAX_BODY_BYTES ? declared : MAX_BODY_BYTES + 1,
    }
  }
  const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '')
  return { generation, sid, fields: form.getAll('SAMLResponse'), relayState: form.get('RelayState'), oversize: null }
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
