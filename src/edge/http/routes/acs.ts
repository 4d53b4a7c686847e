import { z } from 'zod'
import { targetFor } from '../../../core/connection/judge-target.ts'
import type { Generation } from '../../../core/domain/login.ts'
import { sidPrefixOf } from '../../../core/domain/sid.ts'
import { HarnessError } from '../../../core/errors.ts'
import { acsPath, acsUrl, ENDPOINTS, entityId, metadataPathOf } from '../../../core/flex/endpoints.ts'
import { text } from '../../../core/input/limits.ts'
import { tenantSid } from '../../../core/input/sids.ts'
import { MAX_BODY_BYTES } from '../../../core/saml/decode.ts'
import { serviceProviderMetadata } from '../../../core/saml/metadata.ts'
import { renderAcsPage } from '../../pages/acs-page.ts'
import { baseUrlOf } from '../base-url.ts'
import { bytesBody, FORM } from '../body.ts'
import { type RouteCall, wantsPage } from '../call.ts'
import type { AppContext } from '../context.ts'
import { carriesMessage, type IncomingMessage, messageInQuery, messageOf } from '../incoming-message.ts'
import { FROM_ANYONE, receiveMisdirected } from '../misdirected.ts'
import { CONNECTION, RESPONSE } from '../openapi/examples.ts'
import { problem } from '../problem.ts'
import { recordLogin } from '../record-login.ts'
import type { Reply } from '../reply.ts'
import { AS_SENT, type DescribedRoute, IMITATES_FLEX, route } from '../route.ts'
import { ACS_ANSWERS, BROWSER_ANSWERS, METADATA_ANSWERS } from './acs-answers.ts'

type AcsCall = RouteCall<Record<string, string>, Record<string, unknown>>

/** The form that an IdP posts. */
const postedForm = z.object({
  SAMLResponse: text(MAX_BODY_BYTES).describe('The base64-encoded response'),
  RelayState: text(MAX_BODY_BYTES).optional(),
})
const tenantQuery = z.object({ connection: tenantSid() })

/**
 * Paths match in any case and with a trailing slash, so that a check can say what is wrong with them. A message in the query
 * of a GET was sent with the wrong binding.
 */
const FLEX = { tag: 'Flex', access: 'open', ignoresUnknown: IMITATES_FLEX, lenient: 'case' } as const

/** The ACS of a generation and its metadata. */
export function acsRoutes(generation: Generation): DescribedRoute[] {
  const { path, metadataPath } = ENDPOINTS[generation]
  return [
    postRoute(generation),
    ...(path === metadataPath ? [] : [browserRoute(generation)]),
    metadataRoute(generation),
  ]
}

const isInQuery = (generation: Generation) => ENDPOINTS[generation].query !== ''
const queryOf = (generation: Generation) => (isInQuery(generation) ? { query: tenantQuery } : {})
const exampleOf = (generation: Generation) => (isInQuery(generation) ? { query: { connection: CONNECTION } } : {})

const postRoute = (generation: Generation) =>
  route({
    ...FLEX,
    method: 'POST',
    path: ENDPOINTS[generation].path,
    id: `${generation}Login`,
    summary: `Post a SAML response to the ${generation} ACS`,
    description:
      'Every message is recorded and answered as Flex would answer it. The header `Flex-Iam-Mock-Login` holds the id of the attempt.',
    ...queryOf(generation),
    parsedQuery: AS_SENT,
    body: bytesBody([FORM], postedForm),
    answers: ACS_ANSWERS[generation],
    examples: {
      'Not a response': {
        ...exampleOf(generation),
        body: { SAMLResponse: RESPONSE, RelayState: '/x' },
        status: 400,
      },
    },
    handle: (call, context) => receiveMessage(generation, messageOf(call, call.body), call, context),
  })

const browserRoute = (generation: Generation) =>
  route({
    ...FLEX,
    method: 'GET',
    head: false,
    path: ENDPOINTS[generation].path,
    id: `${generation}Door`,
    summary: `Open the ${generation} ACS in a browser`,
    description:
      'Explains what the URL is for. A message in the query is recorded as one that was sent with the wrong binding.',
    ...queryOf(generation),
    parsedQuery: AS_SENT,
    answers: BROWSER_ANSWERS,
    examples: { 'Opened in a browser': { ...exampleOf(generation), status: 405 } },
    handle: (call, context) => {
      const message = messageInQuery(call)
      return message ? receiveMessage(generation, message, call, context) : explainAcs(generation, call, context)
    },
  })

function metadataRoute(generation: Generation): DescribedRoute {
  const { path, metadataPath } = ENDPOINTS[generation]
  return route({
    ...FLEX,
    ...(path === metadataPath ? {} : { misdirected: FROM_ANYONE }),
    method: 'GET',
    path: metadataPath,
    id: `${generation}Metadata`,
    summary: `Get the ${generation} service provider metadata`,
    description:
      'Contains the entity ID of Flex and the ACS URL of this harness. With `real=1` it contains the ACS URL of Flex.',
    query: (isInQuery(generation) ? tenantQuery : z.object({})).extend({ real: z.literal('1').optional() }),
    parsedQuery: AS_SENT,
    answers: METADATA_ANSWERS,
    examples: {
      'With the ACS URL of this harness': exampleOf(generation),
      'With the ACS URL of Flex': { query: { ...exampleOf(generation).query, real: '1' } },
    },
    handle: (call, context) => {
      const message = path === metadataPath ? messageInQuery(call) : null
      return message ? receiveMessage(generation, message, call, context) : metadataReply(generation, call, context)
    },
  })
}

/** The tenant's SID as sent: in the path or in the query, depending on the generation. */
function sentSid(generation: Generation, { query, params }: AcsCall): string {
  if (!isInQuery(generation)) return params.sid ?? ''
  return String(Object.entries(query).find(([name]) => name.toLowerCase() === 'connection')?.[1] ?? '')
}

const isSidOf = (generation: Generation, sid: string) => sidPrefixOf(sid) === ENDPOINTS[generation].sidPrefix

function readSid(generation: Generation, call: AcsCall): string {
  const { sidPrefix, query } = ENDPOINTS[generation]
  const sid = sentSid(generation, call)
  if (isSidOf(generation, sid)) return sid
  const where = query ? 'query parameter connection' : 'path'
  const hint = `Use ${acsPath(generation, `${sidPrefix}0123456789abcdef0123456789abcdef`)} with the SID of your tenant.`
  throw new HarnessError(
    'INVALID_REQUEST',
    `The ${where} has '${sid.slice(0, 60)}', which is not ${sidPrefix} followed by 32 hexadecimal digits.`,
    hint,
  )
}

async function receiveMessage(
  generation: Generation,
  message: IncomingMessage,
  call: AcsCall,
  context: AppContext,
): Promise<Reply> {
  if (!isSidOf(generation, sentSid(generation, call)) && carriesMessage(message, call))
    return receiveMisdirected(message, call, context)
  const sid = readSid(generation, call)
  const method = call.method === 'POST' ? 'POST' : 'GET'
  const reached = { method, path: reachedPath(generation, sid, call), isAcs: true } as const
  const connection = await context.store.loadConnection(sid)
  const settings = targetFor(generation, sid, connection, reachedAs(generation, sid, call, context))
  return recordLogin({ ...message, reached }, settings, call, context)
}

/** The harness's own URL of this ACS, also with a trailing slash if the request had one. */
function reachedAs(generation: Generation, sid: string, call: AcsCall, context: AppContext): string[] {
  const exact = baseUrlOf(call, context) + acsPath(generation, sid)
  if (!call.path.endsWith('/')) return [exact]
  const [path, query] = exact.split('?')
  return [exact, `${path}/${query === undefined ? '' : `?${query}`}`]
}

/** The path as requested, with only the tenant's parameter of the query. */
function reachedPath(generation: Generation, sid: string, { path, query }: AcsCall): string {
  const name = isInQuery(generation) && Object.keys(query).find((each) => each.toLowerCase() === 'connection')
  return path + (name ? `?${name}=${sid}` : '')
}

/** Explains an ACS URL to a person who opens it. Nothing is recorded. */
function explainAcs(generation: Generation, call: AcsCall, context: AppContext): Reply {
  const sid = readSid(generation, call)
  const base = baseUrlOf(call, context)
  const headers = { Allow: 'POST', 'Cache-Control': 'no-store' }
  if (wantsPage(call)) {
    const metadata = base + metadataPathOf(generation, sid)
    const html = renderAcsPage(base + acsPath(generation, sid), entityId(generation, sid), metadata)
    return { status: 405, headers, html }
  }
  const hint = 'Sign in at the IdP. It posts an HTML form with the field SAMLResponse to this URL.'
  return { headers, ...problem(405, 'METHOD_NOT_ALLOWED', `${call.path} is an ACS and accepts only POST.`, hint) }
}

async function metadataReply(generation: Generation, call: AcsCall, context: AppContext): Promise<Reply> {
  const sid = readSid(generation, call)
  const content = await serviceProviderMetadata({
    entityId: entityId(generation, sid),
    acsUrl: call.query.real === '1' ? acsUrl(generation, sid) : baseUrlOf(call, context) + acsPath(generation, sid),
    nameIdFormats: [...ENDPOINTS[generation].nameIdFormats],
  })
  return { status: 200, type: 'application/samlmetadata+xml', content }
}
